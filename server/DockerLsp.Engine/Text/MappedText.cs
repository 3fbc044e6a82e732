using System.Text;

namespace DockerLsp.Engine.Text;

/// <summary>
/// Text cut out of a source with pieces left out (line continuations, the comments between them, tabs before a heredoc line):
/// each character knows where it stands in the source. Source offsets count from an origin that the maker chooses, by
/// convention the full start of the instruction, so that the value stays right when the instruction moves.
/// </summary>
public sealed class MappedText
{
    /// <summary>The only one of a text in one piece, as most are: then there is no array.</summary>
    private readonly Segment only;
    private readonly Segment[]? segments;

    private MappedText(string text, Segment only)
    {
        Text = text;
        this.only = only;
    }

    private MappedText(string text, Segment[] segments)
    {
        Text = text;
        this.segments = segments;
    }

    private ReadOnlySpan<Segment> Segments => segments is null ? new ReadOnlySpan<Segment>(in only) : segments;

    public string Text { get; }

    public int Length => Text.Length;

    /// <summary>The source offset just behind the last character; 0 for an empty text without a place.</summary>
    public int SourceEnd => Segments is [.., var last] ? last.SourceStart + last.Length : 0;

    /// <summary>Maps a text to a source that holds it in one piece.</summary>
    public static MappedText Contiguous(string text, int sourceStart) =>
        new(text, new Segment(0, sourceStart, text.Length));

    /// <summary>The source offset of the character at <paramref name="offset"/>; at the end of the text, that behind the last character.</summary>
    public int ToSource(int offset)
    {
        if (PieceCount == 0)
        {
            return 0;
        }

        if (offset >= Text.Length)
        {
            return SourceEnd;
        }

        var segment = Segments[Find(offset)];
        return segment.SourceStart + (offset - segment.Start);
    }

    /// <summary>The source span from the first character of <paramref name="span"/> to behind its last one.</summary>
    public TextSpan ToSource(TextSpan span)
    {
        if (span.IsEmpty)
        {
            // An empty place belongs to the character before it: behind a continuation it would jump to the next line.
            return new TextSpan(span.Start == 0 ? ToSource(0) : ToSource(span.Start - 1) + 1, 0);
        }

        var start = ToSource(span.Start);
        return TextSpan.FromBounds(start, ToSource(span.End - 1) + 1);
    }

    /// <summary>The offset in this text of a source offset; in a piece that was left out, the next character that was not.</summary>
    public int FromSource(int sourceOffset)
    {
        var segments = Segments;
        int low = 0, high = segments.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (segments[middle].SourceStart + segments[middle].Length <= sourceOffset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low == segments.Length)
        {
            return Text.Length;
        }

        var segment = segments[low];
        return segment.Start + Math.Max(0, sourceOffset - segment.SourceStart);
    }

    /// <summary>A part of this text, mapped to the same source; an empty part keeps its place.</summary>
    public MappedText Slice(TextSpan span)
    {
        if (span.Start == 0 && span.Length == Text.Length)
        {
            return this;
        }

        if (span.IsEmpty || PieceCount == 0)
        {
            return new MappedText(string.Empty, new Segment(0, ToSource(new TextSpan(span.Start, 0)).Start, 0));
        }

        int first = Find(span.Start), last = Find(span.End - 1);
        var text = Text.Substring(span.Start, span.Length);
        if (first == last)
        {
            return new MappedText(text, Segments[first].Cut(span));
        }

        var part = new Segment[last - first + 1];
        for (var i = first; i <= last; i++)
        {
            part[i - first] = Segments[i].Cut(span);
        }

        return new MappedText(text, part);
    }

    /// <summary>The pieces, in order: each stands in the source in one run, and something was left out between two of them.</summary>
    public IEnumerable<(TextSpan Span, int SourceStart)> Pieces
    {
        get
        {
            for (var i = 0; i < PieceCount; i++)
            {
                yield return GetPiece(i);
            }
        }
    }

    internal int PieceCount => segments is null ? 1 : segments.Length;

    internal (TextSpan Span, int SourceStart) GetPiece(int index)
    {
        ref readonly var segment = ref Segments[index];
        return (new TextSpan(segment.Start, segment.Length), segment.SourceStart);
    }

    /// <summary>The index of the piece that holds the character at <paramref name="offset"/>.</summary>
    internal int FindPiece(int offset) => PieceCount == 0 ? -1 : Find(offset);

    /// <summary>Whether the source holds the span in one piece.</summary>
    public bool IsContiguous(TextSpan span) => span.Length <= 1 || Find(span.Start) == Find(span.End - 1);

    private int Find(int offset)
    {
        var segments = Segments;
        int low = 0, high = segments.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (segments[middle].Start <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private readonly record struct Segment(int Start, int SourceStart, int Length)
    {
        /// <summary>What lies within a span, counted from that.</summary>
        public Segment Cut(TextSpan span)
        {
            var start = Math.Max(Start, span.Start);
            var end = Math.Min(Start + Length, span.End);
            return new Segment(start - span.Start, SourceStart + (start - Start), end - start);
        }
    }

    /// <summary>Puts a mapped text together piece by piece, in source order.</summary>
    public sealed class Builder
    {
        private readonly StringBuilder text = new();
        private readonly List<Segment> segments = [];

        public int Length => text.Length;

        /// <summary>Begins another text.</summary>
        public void Clear()
        {
            text.Clear();
            segments.Clear();
        }

        /// <summary>Adds text that the source holds at <paramref name="sourceStart"/>.</summary>
        public Builder Append(ReadOnlySpan<char> piece, int sourceStart)
        {
            if (piece.IsEmpty)
            {
                return this;
            }

            if (segments.Count > 0 && segments[^1] is var last && last.SourceStart + last.Length == sourceStart)
            {
                segments[^1] = last with { Length = last.Length + piece.Length };
            }
            else
            {
                segments.Add(new Segment(text.Length, sourceStart, piece.Length));
            }

            text.Append(piece);
            return this;
        }

        /// <summary>Adds another mapped text.</summary>
        public Builder Append(MappedText other)
        {
            foreach (var segment in other.Segments)
            {
                Append(other.Text.AsSpan(segment.Start, segment.Length), segment.SourceStart);
            }

            return this;
        }

        public MappedText ToMappedText() => segments is [var only] ? new(text.ToString(), only) : new(text.ToString(), segments.ToArray());
    }
}
