using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Cli;

/// <summary>Shows the lines of a span with their numbers, the span underlined.</summary>
internal sealed class SourceExcerpt(Palette palette)
{
    /// <summary>Of a longer span the first and the last lines are shown.</summary>
    private const int MaxLines = 6;
    private const int LinesAtEachEnd = 2;

    /// <param name="text">The file.</param>
    /// <param name="span">The span to underline.</param>
    /// <param name="severity">The colour of the underline.</param>
    /// <param name="gutter">The width of the column of line numbers.</param>
    public IEnumerable<string> GetLines(SourceText text, TextSpan span, Severity severity, int gutter)
    {
        var end = span.End;
        // A span that takes its line ending along ends on its last line for a reader.
        while (end > span.Start && text[end - 1] is '\n' or '\r')
        {
            end--;
        }

        var firstLine = text.GetLineNumber(span.Start);
        var lastLine = text.GetLineNumber(end);
        yield return Frame(gutter, "");
        var lines = firstLine == lastLine
            ? GetSingleLine(text, span.Start, end, firstLine, severity, gutter)
            : GetSeveralLines(text, span.Start, end, firstLine, lastLine, severity, gutter);
        foreach (var line in lines)
        {
            yield return line;
        }
    }

    /// <summary>The bar between line numbers and text, alone.</summary>
    public string Frame(int gutter, string number) => palette.Frame($"{number.PadLeft(gutter)} |");

    private IEnumerable<string> GetSingleLine(SourceText text, int start, int end, int line, Severity severity, int gutter)
    {
        var shown = DisplayLine.Create(text, line, start);
        var from = shown.GetColumn(start);
        var width = Math.Max(1, shown.GetColumn(end) - from);
        yield return $"{Frame(gutter, $"{line + 1}")} {shown.Text}".TrimEnd();
        yield return $"{Frame(gutter, "")} {new string(' ', from)}{palette.Mark(severity, new string('^', width))}";
    }

    private IEnumerable<string> GetSeveralLines(SourceText text, int start, int end, int firstLine, int lastLine, Severity severity, int gutter)
    {
        var bar = palette.Mark(severity, "|");
        for (var line = firstLine; line <= lastLine; line++)
        {
            if (lastLine - firstLine + 1 > MaxLines && line == firstLine + LinesAtEachEnd)
            {
                yield return $"{palette.Frame("...".PadRight(gutter + 2))} {bar}";
                line = lastLine - LinesAtEachEnd + 1;
            }

            var shown = DisplayLine.Create(text, line, line == firstLine ? start : text.GetLineStart(line));
            yield return $"{Frame(gutter, $"{line + 1}")} {(line == firstLine ? " " : bar)} {shown.Text}".TrimEnd();
            if (line == firstLine)
            {
                yield return $"{Frame(gutter, "")} {palette.Mark(severity, $" {new string('_', shown.GetColumn(start) + 1)}^")}";
            }
            else if (line == lastLine)
            {
                yield return $"{Frame(gutter, "")} {palette.Mark(severity, $"|{new string('_', Math.Max(1, shown.GetColumn(end)))}^")}";
            }
        }
    }
}
