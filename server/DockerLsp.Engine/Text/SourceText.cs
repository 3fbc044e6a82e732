using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TextSequence = DockerLsp.Engine.Text.PersistentSequence<DockerLsp.Engine.Text.TextChunk, DockerLsp.Engine.Text.TextMeasure>;

namespace DockerLsp.Engine.Text;

/// <summary>
/// An immutable text with its lines. Lines end in LF, CR LF or a lone CR, as the language server protocol has it. The text is a
/// balanced tree of chunks: a change takes logarithmic time and shares everything else with the version before.
/// </summary>
public sealed class SourceText
{
    // A piece smaller than this joins its neighbour, or else much editing would leave a tree of crumbs.
    private const int MinimumChunkLength = 512;

    private readonly TextSequence chunks;

    private SourceText(TextSequence chunks) => this.chunks = chunks;

    /// <summary>Length in UTF-16 code units.</summary>
    public int Length => chunks.Width;

    public int LineCount => chunks.Measure.LineBreaks + 1;

    /// <summary>The code unit at an offset; takes logarithmic time, so long runs are better read by <see cref="CopyTo"/>.</summary>
    public char this[int index] =>
        chunks.Find(index) is { } entry ? entry.Item.Span[index - entry.Start] : throw new ArgumentOutOfRangeException(nameof(index));

    public static SourceText From(string text) => new(TextSequence.From(CollectionsMarshal.AsSpan(TextChunk.Cut(text))));

    public override string ToString() => ToString(new TextSpan(0, Length));

    public string ToString(TextSpan span) => string.Create(span.Length, (this, span.Start), static (target, s) => s.Item1.CopyTo(s.Start, target));

    public void CopyTo(int start, Span<char> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, Length - start, nameof(destination));
        while (!destination.IsEmpty)
        {
            var chunk = GetChunk(start).Span;
            var count = Math.Min(chunk.Length, destination.Length);
            chunk[..count].CopyTo(destination);
            destination = destination[count..];
            start += count;
        }
    }

    /// <summary>The offset of the first code unit of a line, counted from 0.</summary>
    public int GetLineStart(int line)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(line);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(line, LineCount);
        if (line == 0)
        {
            return 0;
        }

        // The break that lies on the border of two halves is that of the right one: only there does it end.
        var found = chunks.Descend(line, static (target, before, left, right) =>
        {
            var upToLeft = TextMeasure.Combine(before, left);
            return target <= upToLeft.LineBreaks - (TextMeasure.SplitsLineBreak(upToLeft, right) ? 1 : 0);
        });
        var (chunk, before) = found ?? throw new InvalidOperationException();
        var breaks = before.LineBreaks - (TextMeasure.SplitsLineBreak(before, chunk.Measure) ? 1 : 0);
        return before.Width + chunk.BehindBreak(line - breaks);
    }

    /// <summary>The number, from 0, of the line that holds the offset.</summary>
    public int GetLineNumber(int offset)
    {
        offset = Math.Clamp(offset, 0, Length);
        if (offset == Length || chunks.FindWithMeasure(offset) is not { } found)
        {
            return chunks.Measure.LineBreaks;
        }

        var (chunk, before) = found;
        return LineOf(chunk, before, chunk.CountBreaks(offset - before.Width));
    }

    /// <summary>The number of the line behind so many breaks of a chunk.</summary>
    private static int LineOf(TextChunk chunk, in TextMeasure before, int breaks) =>
        before.LineBreaks + breaks - (TextMeasure.SplitsLineBreak(before, chunk.Measure) ? 1 : 0);

    /// <summary>The position of an offset; an offset outside the text counts as its nearer end.</summary>
    public LinePosition GetPosition(int offset, PositionEncoding encoding = PositionEncoding.Utf16)
    {
        offset = Math.Clamp(offset, 0, Length);
        if (encoding == PositionEncoding.Utf16 && FindInChunk(offset) is var (chunk, before, breaks))
        {
            return PositionIn(chunk, before, breaks, offset);
        }

        var line = GetLineNumber(offset);
        var start = GetLineStart(line);
        if (encoding == PositionEncoding.Utf16)
        {
            return new LinePosition(line, offset - start);
        }

        offset = Math.Max(start, RoundToCodePoint(offset));
        return new LinePosition(line, MeasureBefore(offset).Units(encoding) - MeasureBefore(start).Units(encoding));
    }

    /// <summary>The positions of both ends of a span. Most spans are short and lie in one line, which one search tells.</summary>
    public (LinePosition Start, LinePosition End) GetPositions(TextSpan span, PositionEncoding encoding = PositionEncoding.Utf16)
    {
        if (encoding == PositionEncoding.Utf16 && FindInChunk(span.Start) is var (chunk, before, breaks)
            && span.End - before.Width < chunk.Length && chunk.CountBreaks(span.End - before.Width) == breaks)
        {
            var start = PositionIn(chunk, before, breaks, span.Start);
            return (start, start with { Character = start.Character + span.Length });
        }

        return (GetPosition(span.Start, encoding), GetPosition(span.End, encoding));
    }

    /// <summary>The chunk that holds an offset and the start of its line, and how many line breaks of it end there; null where the line starts earlier.</summary>
    private (TextChunk Chunk, TextMeasure Before, int Breaks)? FindInChunk(int offset) =>
        chunks.FindWithMeasure(offset) is var (chunk, before) && chunk.CountBreaks(offset - before.Width) is > 0 and var breaks ? (chunk, before, breaks) : null;

    private static LinePosition PositionIn(TextChunk chunk, in TextMeasure before, int breaks, int offset) =>
        new(LineOf(chunk, before, breaks), offset - before.Width - chunk.BehindBreak(breaks));

    /// <summary>
    /// The offset of a position; outside the text, or behind the end of its line, the nearest place inside; within a surrogate
    /// pair, or within the bytes of a character, the place before it.
    /// </summary>
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

        var start = GetLineStart(position.Line);
        var end = GetLineEnd(position.Line);
        if (position.Character <= 0)
        {
            return start;
        }

        var units = MeasureBefore(start).Units(encoding) + (long)position.Character;
        var offset = units >= MeasureBefore(end).Units(encoding) ? end : FindUnits((int)units, encoding);
        return Math.Max(start, RoundToCodePoint(offset));
    }

    /// <summary>The offset behind the last code unit of a line, without its line break.</summary>
    public int GetLineEnd(int line)
    {
        var start = GetLineStart(line);
        if (line + 1 >= LineCount)
        {
            return Length;
        }

        var end = GetLineStart(line + 1) - 1;
        return end > start && this[end] == '\n' && this[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>
    /// Applies changes whose spans all refer to this text; they may come in any order and must not overlap. Insertions at one
    /// place stay in their order.
    /// </summary>
    public SourceText WithChanges(IReadOnlyList<TextChange> changes)
    {
        var result = chunks;
        var sorted = TextChange.Sort(changes, Length);
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            result = Replace(result, sorted[i].Span, sorted[i].NewText);
        }

        return new SourceText(result);
    }

    /// <summary>
    /// The one change that makes the second text of the first: all but what both begin and end with. Chunks that both share are
    /// not looked at.
    /// </summary>
    public static ImmutableArray<TextChange> GetChanges(SourceText from, SourceText to)
    {
        var prefix = 0;
        var limit = Math.Min(from.Length, to.Length);
        while (prefix < limit)
        {
            var (a, b) = (from.GetChunk(prefix), to.GetChunk(prefix));
            var count = Math.Min(a.Length, b.Length);
            var same = a[..count].Equals(b[..count]) ? count : a.Span[..count].CommonPrefixLength(b.Span[..count]);
            prefix += same;
            if (same < count)
            {
                break;
            }
        }

        var suffix = 0;
        while (suffix < limit - prefix)
        {
            var (a, b) = (from.GetChunkBefore(from.Length - suffix), to.GetChunkBefore(to.Length - suffix));
            var count = Math.Min(Math.Min(a.Length, b.Length), limit - prefix - suffix);
            var spanA = a.Span[^count..];
            var spanB = b.Span[^count..];
            var same = 0;
            while (same < count && spanA[count - 1 - same] == spanB[count - 1 - same])
            {
                same++;
            }

            suffix += same;
            if (same < count)
            {
                break;
            }
        }

        var span = TextSpan.FromBounds(prefix, from.Length - suffix);
        return span.IsEmpty && to.Length == from.Length
            ? []
            : [new TextChange(span, to.ToString(TextSpan.FromBounds(prefix, to.Length - suffix)))];
    }

    /// <summary>A piece of the text that begins at the position; not empty before the end of the text.</summary>
    internal ReadOnlyMemory<char> GetChunk(int position) =>
        chunks.Find(position) is { } entry ? entry.Item.Memory[(position - entry.Start)..] : ReadOnlyMemory<char>.Empty;

    /// <summary>A piece of the text that ends at the position; not empty behind the start of the text.</summary>
    private ReadOnlyMemory<char> GetChunkBefore(int position) =>
        chunks.Find(position - 1) is { } entry ? entry.Item.Memory[..(position - entry.Start)] : ReadOnlyMemory<char>.Empty;

    private TextMeasure MeasureBefore(int offset)
    {
        if (offset >= Length)
        {
            return chunks.Measure;
        }

        return chunks.FindWithMeasure(offset) is { } found
            ? TextMeasure.Combine(found.Before, TextMeasure.Of(found.Item.Span[..(offset - found.Before.Width)]))
            : default;
    }

    private int RoundToCodePoint(int offset) =>
        offset > 0 && offset < Length && char.IsLowSurrogate(this[offset]) && char.IsHighSurrogate(this[offset - 1]) ? offset - 1 : offset;

    /// <summary>The last offset before which there are no more than so many columns.</summary>
    private int FindUnits(int units, PositionEncoding encoding)
    {
        var found = chunks.Descend(units, (target, before, left, _) => target < TextMeasure.Combine(before, left).Units(encoding));
        if (found is not var (chunk, before))
        {
            return 0;
        }

        var span = chunk.Span;
        var count = before.Units(encoding);
        var previous = before.Width > 0 ? before.Last : '\0';
        for (var i = 0; i < span.Length; i++)
        {
            var width = TextMeasure.Units(previous, span[i], encoding);
            if (count + width > units)
            {
                return before.Width + i;
            }

            count += width;
            previous = span[i];
        }

        return before.Width + span.Length;
    }

    private static TextSequence Replace(TextSequence chunks, TextSpan span, string newText)
    {
        if (chunks.Count == 0)
        {
            return From(newText).chunks;
        }

        var first = chunks.Find(Math.Min(span.Start, chunks.Width - 1)) ?? chunks.GetAt(0);
        var last = span.IsEmpty ? first : chunks.Find(span.End - 1) ?? first;
        var head = first.Item.Span[..(span.Start - first.Start)];
        var tail = last.Item.Span[(span.End - last.Start)..];
        var (firstIndex, endIndex) = (first.Index, last.Index + 1);
        var middle = string.Concat(head, newText, tail);
        if (middle.Length < MinimumChunkLength && firstIndex > 0)
        {
            middle = string.Concat(chunks.GetAt(--firstIndex).Item.Span, middle);
        }
        else if (middle.Length < MinimumChunkLength && endIndex < chunks.Count)
        {
            middle = string.Concat(middle, chunks.GetAt(endIndex++).Item.Span);
        }

        var left = chunks.SplitAt(firstIndex).Left;
        var right = chunks.SplitAt(endIndex).Right;
        return left.Concat(TextSequence.From(CollectionsMarshal.AsSpan(TextChunk.Cut(middle)))).Concat(right);
    }
}
