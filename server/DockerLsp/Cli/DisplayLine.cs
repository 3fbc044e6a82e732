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
    private readonly int[] columns;

    private DisplayLine(string text, int start, int[] columns)
    {
        Text = text;
        this.start = start;
        this.columns = columns;
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

        var shown = new StringBuilder(from > lineStart ? "…" : "");
        var columns = new int[part.Length + 1];
        var column = shown.Length;
        for (var i = 0; i < part.Length;)
        {
            var spelling = part[i] == '\t' ? new string(' ', TabWidth - (column % TabWidth)) : VisibleText.Spell(part, i, out _);
            var length = i + 1 < part.Length && char.IsSurrogatePair(part[i], part[i + 1]) ? 2 : 1;
            spelling ??= part.Substring(i, length);
            columns.AsSpan(i, length).Fill(column);
            shown.Append(spelling);
            column += DisplayWidth.Of(spelling);
            i += length;
        }

        columns[part.Length] = column;
        return new DisplayLine(to < lineEnd ? shown.Append('…').ToString() : shown.ToString(), from, columns);
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
    public int GetColumn(int offset) => columns[Math.Clamp(offset - start, 0, columns.Length - 1)];
}
