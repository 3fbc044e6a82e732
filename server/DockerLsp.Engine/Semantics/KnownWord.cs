using System.Collections.Immutable;
using System.Text;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// What a shell word stands for before the build: variables of ENV and ARG are filled in. A value that the command line or the
/// base image gives is another one, so that this is the author's intention rather than a certainty.
/// </summary>
public static class KnownWord
{
    /// <summary>Stands for a piece that is only known at run time, and reads as the start of a version.</summary>
    private const char Unknown = '0';

    /// <summary>
    /// The words that the shell makes of one: several where a variable without quotes holds white space; none where the word
    /// begins with a piece that is only known at run time.
    /// </summary>
    public static ImmutableArray<string> Expand(ShellWord word, BuildState? before)
    {
        if (word.ConstantValue is { } constant)
        {
            return [constant];
        }

        var text = new StringBuilder();
        return Append(text, word.Parts, before) && text.Length > 0
            ? [.. text.ToString().Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)]
            : [];
    }

    /// <summary>The text of a word; null where some of it is only known at run time.</summary>
    public static string? Value(ShellWord word, BuildState? before)
    {
        if (word.ConstantValue is { } constant)
        {
            return constant;
        }

        var text = new StringBuilder();
        return AppendKnown(text, word.Parts, before) ? text.ToString() : null;
    }

    private static bool Append(StringBuilder text, ImmutableArray<ShellWordPart> parts, BuildState? before)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case { ConstantValue: { } constant }:
                    text.Append(constant);
                    break;
                case ShellDoubleQuoted quoted:
                    if (!Append(text, quoted.Parts, before))
                    {
                        return false;
                    }

                    break;
                case ShellParameter { Operation: "" } parameter when before?.Lookup(parameter.Name) is (true, { } value):
                    text.Append(value);
                    break;
                case ShellParameter { Operation: not "" }:
                    // `curl${VERSION:+=$VERSION}` may hold anything.
                    return false;
                default:
                    if (text.Length == 0)
                    {
                        return false;
                    }

                    text.Append(Unknown);
                    break;
            }
        }

        return true;
    }

    private static bool AppendKnown(StringBuilder text, ImmutableArray<ShellWordPart> parts, BuildState? before)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case { ConstantValue: { } constant }:
                    text.Append(constant);
                    break;
                case ShellDoubleQuoted quoted when AppendKnown(text, quoted.Parts, before):
                    break;
                case ShellParameter { Operation: "" } parameter when before?.Lookup(parameter.Name) is (true, { } value):
                    text.Append(value);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
