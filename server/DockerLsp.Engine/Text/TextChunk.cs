namespace DockerLsp.Engine.Text;

/// <summary>A run of characters, a leaf of a <see cref="SourceText"/>.</summary>
internal sealed class TextChunk
{
    /// <summary>The most that one chunk holds: small enough to copy at each key, large enough to keep the tree low.</summary>
    public const int MaximumLength = 2048;

    private readonly string owner;
    private readonly int start;
    private ushort[]? behindBreaks;

    public TextChunk(string owner, int start, int length)
    {
        this.owner = owner;
        this.start = start;
        Measure = TextMeasure.Of(owner.AsSpan(start, length));
    }

    public TextMeasure Measure { get; }

    public int Length => Measure.Width;

    public ReadOnlySpan<char> Span => owner.AsSpan(start, Length);

    public ReadOnlyMemory<char> Memory => owner.AsMemory(start, Length);

    /// <summary>
    /// The offsets behind the line breaks, found when somebody asks for the first time. A CR at the end counts, and so does an LF at
    /// the start: whether they are one break with their neighbour is seen where chunks are combined.
    /// </summary>
    private ushort[] BehindBreaks => behindBreaks ??= FindBreaks(Span, Measure.LineBreaks);

    /// <summary>How many line breaks end at or before the offset.</summary>
    public int CountBreaks(int offset)
    {
        var index = BehindBreaks.AsSpan().BinarySearch((ushort)offset);
        return index >= 0 ? index + 1 : ~index;
    }

    /// <summary>The offset behind a line break, counted from 1; the end for one that is not there.</summary>
    public int BehindBreak(int number) => number > 0 && number <= BehindBreaks.Length ? BehindBreaks[number - 1] : Length;

    private static ushort[] FindBreaks(ReadOnlySpan<char> text, int count)
    {
        var found = new ushort[count];
        for (int i = 0, next = 0; next < count; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                found[next++] = (ushort)(i + 1);
            }
        }

        return found;
    }

    /// <summary>Cuts a text into chunks of about the same size.</summary>
    public static List<TextChunk> Cut(string text)
    {
        var count = (text.Length + MaximumLength - 1) / MaximumLength;
        var chunks = new List<TextChunk>(count);
        for (int i = 0, from = 0; i < count; i++)
        {
            var to = (int)((long)text.Length * (i + 1) / count);
            chunks.Add(new TextChunk(text, from, to - from));
            from = to;
        }

        return chunks;
    }
}

/// <summary>
/// What is known of a run of characters. What spans the border of two runs, a CR LF or a surrogate pair, is counted in each of
/// them by itself and put right where they are combined.
/// </summary>
/// <param name="Width">UTF-16 code units.</param>
/// <param name="LineBreaks">LF, CR LF and lone CR.</param>
/// <param name="Utf8">Bytes in UTF-8; a lone surrogate counts as the three bytes of U+FFFD.</param>
/// <param name="Utf32">Code points; a lone surrogate counts as one.</param>
/// <param name="First">The first code unit.</param>
/// <param name="Last">The last code unit.</param>
internal readonly record struct TextMeasure(int Width, int LineBreaks, int Utf8, int Utf32, char First, char Last)
    : IMeasure<TextChunk, TextMeasure>
{
    public static TextMeasure Of(TextChunk item) => item.Measure;

    public static TextMeasure Of(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return default;
        }

        var breaks = CountLineBreaks(text);
        if (System.Text.Ascii.IsValid(text))
        {
            return new TextMeasure(text.Length, breaks, text.Length, text.Length, text[0], text[^1]);
        }

        int utf8 = 0, utf32 = 0;
        var previous = '\0';
        foreach (var c in text)
        {
            utf8 += Units(previous, c, PositionEncoding.Utf8);
            utf32 += Units(previous, c, PositionEncoding.Utf32);
            previous = c;
        }

        return new TextMeasure(text.Length, breaks, utf8, utf32, text[0], previous);
    }

    /// <summary>LF, CR LF and lone CR.</summary>
    public static int CountLineBreaks(ReadOnlySpan<char> text)
    {
        var breaks = text.Count('\n');
        return text.Contains('\r') ? breaks + text.Count('\r') - text.Count("\r\n") : breaks;
    }

    public static TextMeasure Combine(in TextMeasure left, in TextMeasure right)
    {
        if (left.Width == 0)
        {
            return right;
        }

        if (right.Width == 0)
        {
            return left;
        }

        var pair = IsPair(left.Last, right.First);
        return new TextMeasure(
            left.Width + right.Width,
            left.LineBreaks + right.LineBreaks - (SplitsLineBreak(left, right) ? 1 : 0),
            left.Utf8 + right.Utf8 - (pair ? 2 : 0),
            left.Utf32 + right.Utf32 - (pair ? 1 : 0),
            left.First,
            right.Last);
    }

    /// <summary>Whether the border between the two lies within a CR LF.</summary>
    public static bool SplitsLineBreak(in TextMeasure left, in TextMeasure right) =>
        left.Width > 0 && right.Width > 0 && left.Last == '\r' && right.First == '\n';

    /// <summary>Columns in the encoding.</summary>
    public int Units(PositionEncoding encoding) => encoding switch
    {
        PositionEncoding.Utf8 => Utf8,
        PositionEncoding.Utf32 => Utf32,
        _ => Width,
    };

    /// <summary>The columns that a code unit adds to those of the code unit before it.</summary>
    public static int Units(char previous, char c, PositionEncoding encoding)
    {
        var completes = IsPair(previous, c);
        return encoding switch
        {
            PositionEncoding.Utf8 => completes ? 1 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3,
            PositionEncoding.Utf32 => completes ? 0 : 1,
            _ => 1,
        };
    }

    private static bool IsPair(char high, char low) => char.IsHighSurrogate(high) && char.IsLowSurrogate(low);
}
