using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Files;

/// <summary>A Dockerfile that stands in a Compose or Bake file, with the way back to its places there.</summary>
internal sealed class InlineDockerfile
{
    private readonly ImmutableArray<TextSpan> lines;
    private readonly TextSpan place;
    private readonly int directives;
    private readonly int padding;

    private InlineDockerfile(string text, SourceText file, ImmutableArray<TextSpan> lines, TextSpan place, int padding)
    {
        File = file;
        this.lines = lines;
        this.place = place;
        // Parser directives stand at the top or mean nothing.
        var start = 0;
        while (text.AsSpan(start) is ['#', ..] rest && rest[..EndOfLine(rest)].Contains('=') && EndOfLine(rest) < rest.Length)
        {
            start += EndOfLine(rest) + 1;
            directives++;
        }

        this.padding = lines.IsEmpty ? 0 : padding;
        Text = text[..start] + new string('\n', this.padding) + text[start..];

        static int EndOfLine(ReadOnlySpan<char> text) => text.IndexOf('\n') is var end and >= 0 ? end : text.Length;
    }

    /// <summary>What is built, with blank lines before it, so that messages name the lines of the file that holds it.</summary>
    public string Text { get; }

    /// <summary>The file that holds it.</summary>
    public SourceText File { get; }

    /// <param name="file">The file that holds it.</param>
    /// <param name="node">The value that it is.</param>
    /// <param name="text">The value with its variables filled in.</param>
    public static InlineDockerfile Create(SourceText file, YamlScalar node, string text)
    {
        var first = Math.Min(node.Place.Line - 1, file.LineCount - 1);
        var at = Math.Min(file.GetLineStart(first) + node.Place.Column - 1, file.GetLineEnd(first));
        return new InlineDockerfile(text, file, FindLines(file, node, first + 1), TextSpan.FromBounds(at, Math.Max(at, file.GetLineEnd(first))), first + 1);
    }

    /// <summary>
    /// The findings where they stand in the file that holds the text; a text that is folded or quoted is one place. There are no
    /// fixes: they would have to be indented and escaped in the way of that file.
    /// </summary>
    public ImmutableArray<Finding> ToFile(ImmutableArray<Finding> findings)
    {
        var inner = SourceText.From(Text);
        return
        [
            .. findings.Select(finding => finding with
            {
                Span = Map(inner, finding.Span),
                Fixes = [],
                Refusals = [],
                Related = [.. finding.Related.Select(related => related with { Span = Map(inner, related.Span) })],
            }),
        ];
    }

    /// <summary>Where each line of a literal block stands; none where the value is written in another way.</summary>
    private static ImmutableArray<TextSpan> FindLines(SourceText file, YamlScalar node, int first)
    {
        var wanted = node.Value.Split('\n');
        var count = wanted[^1].Length == 0 ? wanted.Length - 1 : wanted.Length;
        var found = ImmutableArray.CreateBuilder<TextSpan>();
        for (var i = 0; i < count; i++)
        {
            if (first + i >= file.LineCount)
            {
                return [];
            }

            var span = TextSpan.FromBounds(file.GetLineStart(first + i), file.GetLineEnd(first + i));
            var line = file.ToString(span).TrimEnd('\r', '\n');
            var text = wanted[i].TrimEnd('\r');
            if (!line.EndsWith(text, StringComparison.Ordinal) || !string.IsNullOrWhiteSpace(line[..^text.Length]))
            {
                return [];
            }

            found.Add(new TextSpan(span.Start + line.Length - text.Length, text.Length));
        }

        return found.ToImmutable();
    }

    private TextSpan Map(SourceText inner, TextSpan span)
    {
        if (lines.IsEmpty)
        {
            return place;
        }

        var start = Map(inner, span.Start);
        return TextSpan.FromBounds(start, Math.Max(start, Map(inner, span.End)));
    }

    /// <summary>Where a character stands; a line whose variables were filled in has its end at most.</summary>
    private int Map(SourceText inner, int offset)
    {
        var position = inner.GetPosition(offset);
        var index = position.Line < directives ? position.Line : Math.Max(directives, position.Line - padding);
        var line = lines[Math.Min(index, lines.Length - 1)];
        return index < lines.Length ? line.Start + Math.Min(position.Character, line.Length) : line.End;
    }
}
