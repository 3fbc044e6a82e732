namespace DockerLsp.Engine.Layers;

/// <summary>
/// A source of COPY or ADD as it is matched against the context: a path, or a pattern in the way of Go's filepath.Match, which
/// knows <c>*</c>, <c>?</c> and <c>[a-z]</c>, none of which crosses a slash. What lies in a matched folder is matched too.
/// </summary>
public sealed class ContextPattern
{
    private readonly string[] segments;

    private ContextPattern(string[] segments) => this.segments = segments;

    /// <summary>Whether it is the whole context.</summary>
    public bool IsEverything => segments.Length == 0;

    /// <summary>Cleans a path as a build does: no source leaves the context (Dockerfile reference, COPY).</summary>
    public static ContextPattern Parse(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        return new ContextPattern([.. parts]);
    }

    /// <summary>Whether the path, relative to the context, is what the pattern means, or lies in it.</summary>
    public bool Matches(string path) => Matches(path, 0);

    private bool Matches(ReadOnlySpan<char> path, int pattern)
    {
        for (; pattern < segments.Length; pattern++)
        {
            if (segments[pattern] == "**")
            {
                return pattern + 1 == segments.Length || MatchesBelow(path, pattern + 1);
            }

            if (path.IsEmpty)
            {
                return false;
            }

            var slash = path.IndexOf('/');
            if (!MatchesSegment(segments[pattern], slash < 0 ? path : path[..slash]))
            {
                return false;
            }

            path = slash < 0 ? [] : path[(slash + 1)..];
        }

        return true;
    }

    /// <summary>Only `COPY --parents` knows <c>**</c>: one more level at a time.</summary>
    private bool MatchesBelow(ReadOnlySpan<char> path, int pattern)
    {
        while (!path.IsEmpty)
        {
            if (Matches(path, pattern))
            {
                return true;
            }

            var slash = path.IndexOf('/');
            path = slash < 0 ? [] : path[(slash + 1)..];
        }

        return false;
    }

    private static bool MatchesSegment(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, starText = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                starText = t;
                continue;
            }

            if (p < pattern.Length && MatchesOne(pattern, p, text[t]) is var width and > 0)
            {
                p += width;
                t++;
                continue;
            }

            if (star < 0)
            {
                return false;
            }

            p = star + 1;
            t = ++starText;
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    /// <summary>How much of the pattern matches the character; 0 where it does not.</summary>
    private static int MatchesOne(ReadOnlySpan<char> pattern, int position, char character)
    {
        switch (pattern[position])
        {
            case '?':
                return 1;
            case '\\' when position + 1 < pattern.Length:
                return pattern[position + 1] == character ? 2 : 0;
            case '[' when pattern[(position + 1)..].IndexOf(']') is var end and > 0:
                var members = pattern.Slice(position + 1, end);
                var negated = members[0] == '^';
                return MatchesClass(negated ? members[1..] : members, character) != negated ? end + 2 : 0;
            default:
                return pattern[position] == character ? 1 : 0;
        }
    }

    private static bool MatchesClass(ReadOnlySpan<char> members, char character)
    {
        for (var i = 0; i < members.Length; i++)
        {
            if (i + 2 < members.Length && members[i + 1] == '-')
            {
                if (character >= members[i] && character <= members[i + 2])
                {
                    return true;
                }

                i += 2;
            }
            else if (members[i] == character)
            {
                return true;
            }
        }

        return false;
    }
}
