using System.Buffers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules;

/// <summary>The words behind a keyword, as rules look at them.</summary>
internal static class Operand
{
    /// <summary>The text without the quotes around it; BuildKit drops them when it replaces variables.</summary>
    public static string Unquoted(WordSyntax word) => Unquoted(word.Text);

    /// <inheritdoc cref="Unquoted(WordSyntax)"/>
    public static string Unquoted(string text) =>
        text.Length > 1 && (text[0] is '"' or '\'') && text[^1] == text[0] ? text[1..^1] : text;

    /// <summary>The place in the file of a part of a word's text.</summary>
    public static TextSpan SpanOf(InstructionSyntax instruction, WordSyntax word, TextSpan part) =>
        word.Mapped.ToSource(part).Shift(instruction.Position);

    /// <summary>Where text can be added to the end of a word, within its quotes.</summary>
    public static int EndOf(WordSyntax word) =>
        word.IsJsonString || word.Text is [_, .., '"' or '\''] ? word.Span.End - 1 : word.Span.End;

    /// <summary>Whether a path begins at the root, or with a variable that may hold one.</summary>
    public static bool IsAbsolute(string path, char escape) =>
        // A quote may end within the word: `"$HOME"/app`.
        path is ['/' or '$', ..] or ['"' or '\'', '/' or '$', ..] || path is [var drive, ':', ..] && char.IsAsciiLetter(drive) || (path is ['\\', ..] && escape == '`');

    /// <summary>Whether the text says what holds where the variable is not defined: <c>${A:-x}</c>, <c>${A:+x}</c>, <c>${A:?x}</c>.</summary>
    public static bool HasAlternative(string text, VariableReference variable) =>
        VariableExpansion.ReadVariable(text, variable.Span.Start, out _, out var operation, out _) > 0 && operation is "-" or "+" or "?" or [':', ..];

    /// <summary>Puts another name in a variable at its place in the file; null where it does not stand there in one piece.</summary>
    public static TextChange? Rename(DockerfileSyntax tree, VariableReference variable, TextSpan span, string name)
    {
        var written = tree.Text.ToString(span);
        var start = written.StartsWith("${", StringComparison.Ordinal) ? 2 : 1;
        return written.AsSpan(Math.Min(start, written.Length)).StartsWith(variable.Name, StringComparison.Ordinal)
            ? new TextChange(new TextSpan(span.Start + start, variable.Name.Length), name)
            : null;
    }

    /// <summary>A name as messages show it.</summary>
    public static string Shorten(string text) => text.Length <= 40 ? text : text[..39] + "…";

    /// <summary>Without any of these in it, BuildKit takes a word as it is.</summary>
    private static readonly SearchValues<char> ReplacedOrQuoted = SearchValues.Create("$\"'\\`");

    /// <summary>
    /// The texts in which BuildKit replaces variables (Dockerfile reference, "Environment replacement"): not what a shell reads, and
    /// not RUN, CMD and ENTRYPOINT at all. In the heredocs of COPY and ADD quotes mean nothing, and the backslash escapes whatever the directive says.
    /// </summary>
    public static IEnumerable<(string Text, Func<TextSpan, TextSpan> Place, HeredocSyntax? Heredoc)> ReplacedTexts(InstructionSyntax instruction)
    {
        foreach (var flag in instruction.Flags)
        {
            if (flag.MappedValue is { } value && (instruction is FileTransferSyntax ? flag.Name is "chown" or "chmod" or "checksum" : instruction is RunSyntax && flag.Name == "mount"))
            {
                yield return (value.Text, part => value.ToSource(part).Shift(instruction.Position), null);
            }
        }

        foreach (var word in ReplacedWords(instruction))
        {
            if (word is not null && word.Text.AsSpan().ContainsAny(ReplacedOrQuoted) && !word.IsHeredoc)
            {
                yield return Replaced(instruction, word);
            }
        }

        foreach (var heredoc in instruction is FileTransferSyntax ? instruction.Heredocs : [])
        {
            if (!heredoc.IsDelimiterQuoted)
            {
                yield return (heredoc.Body.Text, part => heredoc.Body.ToSource(part).Shift(instruction.Position), heredoc);
            }
        }
    }

    private static IEnumerable<WordSyntax?> ReplacedWords(InstructionSyntax instruction)
    {
        switch (instruction)
        {
            case FromSyntax from:
                return [from.Image];
            case FileTransferSyntax transfer:
                return transfer.Destination is { } destination ? [.. transfer.Sources, destination] : transfer.Sources;
            case EnvSyntax or LabelSyntax or ArgSyntax:
                var pairs = ((PairsInstructionSyntax)instruction).Pairs;
                var words = new List<WordSyntax?>(2 * pairs.Count);
                foreach (var pair in pairs)
                {
                    if (instruction is not ArgSyntax)
                    {
                        words.Add(pair.Key);
                    }

                    words.Add(pair.Value);
                }

                return words;
            case ListInstructionSyntax list:
                return list.Items;
            case UserSyntax or WorkdirSyntax or StopsignalSyntax:
                return [((ValueInstructionSyntax)instruction).Value];
            default:
                return [];
        }
    }

    /// <summary>Apart, so that only words that are looked at have a place made for them: in the loop, all would.</summary>
    private static (string Text, Func<TextSpan, TextSpan> Place, HeredocSyntax? Heredoc) Replaced(InstructionSyntax instruction, WordSyntax word) =>
        (word.Text, part => SpanOf(instruction, word, part), null);
}
