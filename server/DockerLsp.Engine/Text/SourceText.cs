namespace DockerLsp.Engine.Text;

/// <summary>An immutable text with its lines. Lines end in LF, CR LF or a lone CR, as the language server protocol has it.</summary>
public sealed class SourceText
{
    private readonly string text;
    private int[]? lineStarts;

    private SourceText(string text) => this.text = text;

    /// <summary>Length in UTF-16 code units.</summary>
    public int Length => text.Length;

    public int LineCount => LineStarts.Length;

    private int[] LineStarts => lineStarts ??= ComputeLineStarts(text);

    public char this[int index] => text[index];

    public static SourceText From(string text) => new(text);

    public override string ToString() => text;

    public string ToString(TextSpan span) => text.Substring(span.Start, span.Length);

    public void CopyTo(int start, Span<char> destination) => text.AsSpan(start, destination.Length).CopyTo(destination);

    /// <summary>A piece of the text that begins at the position; not empty before the end of the text.</summary>
    internal ReadOnlyMemory<char> GetChunk(int position) => text.AsMemory(position);

    /// <summary>The offset of the first code unit of a line, counted from 0.</summary>
    public int GetLineStart(int line) => LineStarts[line];

    /// <summary>The number, from 0, of the line that holds the offset.</summary>
    public int GetLineNumber(int offset)
    {
        var index = Array.BinarySearch(LineStarts, offset);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>The position of an offset; an offset outside the text counts as its nearer end.</summary>
    public LinePosition GetPosition(int offset, PositionEncoding encoding = PositionEncoding.Utf16)
    {
        offset = Math.Clamp(offset, 0, Length);
        var line = GetLineNumber(offset);
        var start = LineStarts[line];
        return new LinePosition(line, encoding == PositionEncoding.Utf16 ? offset - start : throw new NotSupportedException());
    }

    /// <summary>The offset of a position; outside the text, or behind the end of its line, the nearest place inside.</summary>
    public int GetOffset(LinePosition position, PositionEncoding encoding = PositionEncoding.Utf16)
    {
        if (position.Line < 0)
        {
            return 0;
        }

        if (position.Line >= LineCount)
        {
            return Length;
        }

        var start = LineStarts[position.Line];
        var end = position.Line + 1 < LineCount ? LineStarts[position.Line + 1] : Length;
        while (end > start && text[end - 1] is '\n' or '\r' && position.Line + 1 < LineCount)
        {
            end--;
        }

        return Math.Clamp(start + position.Character, start, end);
    }

    /// <summary>Applies changes whose spans all refer to this text; they may come in any order and must not overlap.</summary>
    public SourceText WithChanges(IReadOnlyList<TextChange> changes)
    {
        var result = text;
        foreach (var change in changes.OrderByDescending(c => c.Span.Start).ThenByDescending(c => c.Span.End))
        {
            result = string.Concat(result.AsSpan(0, change.Span.Start), change.NewText, result.AsSpan(change.Span.End));
        }

        return new SourceText(result);
    }

    private static int[] ComputeLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
