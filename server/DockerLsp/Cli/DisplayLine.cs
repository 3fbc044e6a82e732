using System.Text;
using DockerLsp.Engine.Text;

namespace DockerLsp.Cli;

/// <summary>A line of a file as a terminal shows it, with the column of each of its characters.</summary>
internal sealed class DisplayLine
{
    private const int TabWidth = 4;

    /// <summary>More than this many characters of one line help nobody.</summary>
    private const int MaxLength = 200;

    /// <summary>What is kept before the place of interest when a line is cut.</summary>
    private const int LeadLength = 60;

    private readonly int start;
    private readonly int firstColumn;
    private readonly int plain;
    private readonly int[] columnsBehind;

    /// <param name="text">What is shown.</param>
    /// <param name="start">The offset in the file of the first character that is shown.</param>
    /// <param name="firstColumn">Its column.</param>
    /// <param name="plain">How many characters from there take one column each.</param>
    /// <param name="columnsBehind">The columns of those behind, and of the end.</param>
    private DisplayLine(string text, int start, int firstColumn, int plain, int[] columnsBehind)
    {
        Text = text;
        this.start = start;
        this.firstColumn = firstColumn;
        this.plain = plain;
        this.columnsBehind = columnsBehind;
    }

    public string Text { get; }

    /// <summary>Shows a line, or of a long one the part around a place.</summary>
    /// <param name="text">The file.</param>
    /// <param name="line">The number of the line, from 0.</param>
    /// <param name="focus">The offset of the place in the file; places on other lines count as the nearer end.</param>
    public static DisplayLine Create(SourceText text, int line, int focus)
    {
        var lineStart = text.GetLineStart(line);
        var lineEnd = GetLineEnd(text, line);
        var from = lineEnd - lineStart <= MaxLength ? lineStart : Math.Max(lineStart, Math.Clamp(focus, lineStart, lineEnd) - LeadLength);
        var to = Math.Min(lineEnd, from + MaxLength);
        var part = text.ToString(TextSpan.FromBounds(from, to));

        var lead = from > lineStart ? "…" : "";
        var plain = VisibleText.PlainLength(part);
        var shown = new StringBuilder(lead).Append(part, 0, plain);
        var columns = new int[part.Length - plain + 1];
        var column = shown.Length;
        for (var i = plain; i < part.Length;)
        {
            var spelling = part[i] == '\t' ? new string(' ', TabWidth - (column % TabWidth)) : VisibleText.Spell(part, i, out _);
            var length = i + 1 < part.Length && char.IsSurrogatePair(part[i], part[i + 1]) ? 2 : 1;
            spelling ??= part.Substring(i, length);
            columns.AsSpan(i - plain, length).Fill(column);
            shown.Append(spelling);
            column += DisplayWidth.Of(spelling);
            i += length;
        }

        columns[^1] = column;
        return new DisplayLine(shown.Append(to < lineEnd ? "…" : "").ToString(), from, lead.Length, plain, columns);
    }

    /// <summary>The offset behind the last character of a line, its line ending left out.</summary>
    public static int GetLineEnd(SourceText text, int line)
    {
        if (line + 1 == text.LineCount)
        {
            return text.Length;
        }

        var end = text.GetLineStart(line + 1) - 1;
        return end > text.GetLineStart(line) && text[end] == '\n' && text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>The column, from 0, where the character at an offset of the file is shown.</summary>
    public int GetColumn(int offset)
    {
        var at = Math.Max(0, offset - start);
        return at < plain ? firstColumn + at : columnsBehind[Math.Min(at - plain, columnsBehind.Length - 1)];
    }
}
