using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>
/// An instruction without a position: immutable, and shared between the versions of a text as long as nothing in its text
/// changes. All offsets in it count from its full start. Reference identity means "this instruction is unchanged".
/// </summary>
public sealed class GreenInstruction
{
    internal GreenInstruction(string text, MappedText logical)
    {
        Text = text;
        Logical = logical;
    }

    /// <summary>The text with everything: leading blank lines and comments, heredocs, the final line break.</summary>
    public string Text { get; }

    public int FullWidth => Text.Length;

    public InstructionKind Kind { get; internal init; }

    /// <summary>The kind, and that of the trigger of an ONBUILD.</summary>
    public InstructionKinds Kinds =>
        InstructionKindsExtensions.Of(Kind) | (Trigger is { } trigger ? InstructionKindsExtensions.Of(trigger.Kind) : InstructionKinds.None);

    /// <summary>
    /// A place for derived facts that depend on the text of the instruction alone. Whoever fills it must put in a value that
    /// is immutable or safe for several threads; two threads may both compute it, and either result stays.
    /// </summary>
    public object? AnalysisCache => Volatile.Read(ref analysisCache);

    /// <summary>Puts a value in the place of another, unless somebody else was faster. What stood there is given back.</summary>
    internal object? TryCache(object value, object? former) => Interlocked.CompareExchange(ref analysisCache, value, former);

    private object? analysisCache;

    /// <summary>The line that BuildKit sees, from keyword on: continuations and the comments between them are left out.</summary>
    internal MappedText Logical { get; }

    /// <summary>From keyword to the last character, heredocs included.</summary>
    internal TextSpan Content { get; init; }

    internal GreenTrivia[] Trivia { get; init; } = [];

    internal GreenToken[] Tokens { get; init; } = [];

    internal GreenToken Keyword { get; init; }

    /// <summary>What stands behind the keyword, trimmed, as offsets in <see cref="Logical"/>.</summary>
    internal TextSpan Arguments { get; init; }

    internal GreenFlag[] Flags { get; init; } = [];

    internal GreenWord[] Words { get; init; } = [];

    internal GreenKeyValue[] Pairs { get; init; } = [];

    internal GreenHeredoc[] Heredocs { get; init; } = [];

    internal GreenCommand? Command { get; init; }

    internal GreenInstruction? Trigger { get; init; }

    internal bool IsExecForm { get; init; }

    internal SyntaxDiagnostic[] Diagnostics { get; init; } = [];

    /// <summary>
    /// Whether the end of the file ended it, so that text behind it could become part of it: no line break at its end,
    /// a continuation without a next line, a heredoc without its end.
    /// </summary>
    internal bool IsOpenEnded { get; init; }
}

internal readonly record struct GreenTrivia(SyntaxKind Kind, TextSpan Span);

/// <param name="Kind">What it is.</param>
/// <param name="Span">Where it stands in the instruction.</param>
/// <param name="Logical">Where it stands in the logical line; empty for heredocs.</param>
internal readonly record struct GreenToken(SyntaxKind Kind, TextSpan Span, TextSpan Logical);

/// <param name="Span">Where it stands in the instruction.</param>
/// <param name="Logical">Where it stands in the logical line.</param>
/// <param name="Decoded">Its text where that is not simply what is written: a string of an exec form.</param>
internal sealed record GreenWord(TextSpan Span, TextSpan Logical, MappedText? Decoded = null);

/// <param name="Token">All of it.</param>
/// <param name="Name">The name, as offsets in the instruction.</param>
/// <param name="ValueSpan">What stands behind the =, with quotes; null without a =.</param>
/// <param name="Text">The flag as BuildKit reads it: quotes and escape characters removed.</param>
internal sealed record GreenFlag(GreenToken Token, TextSpan Name, TextSpan? ValueSpan, MappedText Text);

internal sealed record GreenKeyValue(GreenWord Key, GreenWord? Value, TextSpan? EqualsSign, bool IsLegacy);

/// <param name="Span">Where it stands in the instruction.</param>
/// <param name="Logical">Where it stands in the logical line.</param>
/// <param name="Elements">The strings of an exec form; null for a shell form.</param>
internal sealed record GreenCommand(TextSpan Span, TextSpan Logical, GreenWord[]? Elements);

internal sealed record GreenHeredoc(
    string Delimiter,
    bool IsQuoted,
    bool StripsTabs,
    int? FileDescriptor,
    TextSpan Opening,
    TextSpan OpeningLogical,
    TextSpan Body,
    TextSpan? Terminator);
