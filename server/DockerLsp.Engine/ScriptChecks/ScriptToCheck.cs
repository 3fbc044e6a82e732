using System.Collections.Immutable;

namespace DockerLsp.Engine.ScriptChecks;

/// <summary>A shell script as ShellCheck gets it: all that its answer depends on, so that equal ones are checked once.</summary>
/// <param name="Text">The script, with lines in front that declare what the build has set.</param>
/// <param name="Language">The shell that will run it.</param>
/// <param name="KnowsEnvironment">Whether what is not declared is not set: false where <c>docker run</c> or another build sets variables too.</param>
public sealed record ScriptToCheck(string Text, ScriptLanguage Language, bool KnowsEnvironment)
{
    /// <summary>
    /// The codes that mean nothing here: what ShellCheck cannot follow (SC1090, SC1091), what it does not know of ash (SC2187), a
    /// first line that is none because ours stand before it (SC1128), and variables that others set.
    /// </summary>
    public ImmutableArray<int> IgnoredCodes => KnowsEnvironment ? Always : [.. Always, 2154];

    private static ImmutableArray<int> Always { get; } = [1090, 1091, 1128, 2187];
}

/// <summary>The shells that ShellCheck tells apart.</summary>
public enum ScriptLanguage
{
    /// <summary>POSIX sh.</summary>
    Sh,
    Dash,
    BusyBox,
    Bash,
    Ksh,
}

/// <summary>What ShellCheck says of a place. Lines and columns count from 1, columns in code points; the end is exclusive.</summary>
/// <param name="Range">The place.</param>
/// <param name="Level">error, warning, info or style.</param>
/// <param name="Code">The number of <c>SC2086</c>.</param>
/// <param name="Message">Its words.</param>
/// <param name="Replacements">Its repair; empty where it has none.</param>
public sealed record ScriptRemark(ScriptRange Range, string Level, int Code, string Message, ImmutableArray<ScriptReplacement> Replacements);

/// <summary>A place in a script, counted as in <see cref="ScriptRemark"/>.</summary>
public readonly record struct ScriptRange(int Line, int Column, int EndLine, int EndColumn);

/// <summary>One piece of a repair.</summary>
/// <param name="Range">What is replaced; empty for an insertion.</param>
/// <param name="Text">What stands there then.</param>
/// <param name="Precedence">Of two insertions at one place, the one of the higher precedence is nearer to the replaced text.</param>
/// <param name="BelongsToNext">Whether an insertion opens what follows it, rather than closing what precedes it.</param>
public sealed record ScriptReplacement(ScriptRange Range, string Text, int Precedence, bool BelongsToNext);
