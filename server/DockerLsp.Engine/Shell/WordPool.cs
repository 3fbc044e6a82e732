namespace DockerLsp.Engine.Shell;

/// <summary>
/// One string for equal words: scripts say <c>install</c>, <c>-y</c> and <c>/usr/bin</c> over and over. It forgets one word for another,
/// so that it stays small, and each thread has its own.
/// </summary>
internal static class WordPool
{
    private const int Size = 1024;

    /// <summary>In characters: longer ones seldom come twice.</summary>
    private const int MaxLength = 24;

    [ThreadStatic]
    private static string?[]? words;

    public static string Get(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return text.ToString();
        }

        var hash = text.Length;
        foreach (var character in text)
        {
            hash = unchecked((hash * 31) + character);
        }

        ref var place = ref (words ??= new string?[Size])[(hash ^ (hash >> 10)) & (Size - 1)];
        if (place is null || !text.SequenceEqual(place))
        {
            place = text.ToString();
        }

        return place;
    }
}
