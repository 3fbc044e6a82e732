namespace DockerLsp.Files;

/// <summary>Matches one segment of a path: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a-z]</c>, and <c>\</c> before a literal character.</summary>
internal static class Glob
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, StringComparison comparison)
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

            if (p < pattern.Length && MatchesOne(pattern, ref p, text[t], comparison))
            {
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

    /// <summary>Matches one character and, where it does, moves behind its pattern.</summary>
    private static bool MatchesOne(ReadOnlySpan<char> pattern, ref int position, char character, StringComparison comparison)
    {
        switch (pattern[position])
        {
            case '?':
                position++;
                return true;
            case '[' when FindClassEnd(pattern, position) is var end and > 0:
                var matches = MatchesClass(pattern[(position + 1)..end], character, comparison);
                position = matches ? end + 1 : position;
                return matches;
            case '\\' when position + 1 < pattern.Length:
                if (!Same(pattern[position + 1], character, comparison))
                {
                    return false;
                }

                position += 2;
                return true;
            default:
                if (!Same(pattern[position], character, comparison))
                {
                    return false;
                }

                position++;
                return true;
        }
    }

    private static int FindClassEnd(ReadOnlySpan<char> pattern, int start)
    {
        var first = start + 1;
        if (first < pattern.Length && pattern[first] is '!' or '^')
        {
            first++;
        }

        // A bracket that comes first is a member, not the end.
        var end = first < pattern.Length ? pattern[(first + 1)..].IndexOf(']') : -1;
        return end < 0 ? -1 : first + 1 + end;
    }

    private static bool MatchesClass(ReadOnlySpan<char> members, char character, StringComparison comparison)
    {
        var negated = members[0] is '!' or '^';
        if (negated)
        {
            members = members[1..];
        }

        for (var i = 0; i < members.Length; i++)
        {
            var isRange = i + 2 < members.Length && members[i + 1] == '-';
            var matches = isRange
                ? InRange(members[i], members[i + 2], character, comparison)
                : Same(members[i], character, comparison);
            if (matches)
            {
                return !negated;
            }

            i += isRange ? 2 : 0;
        }

        return negated;
    }

    private static bool InRange(char low, char high, char character, StringComparison comparison) =>
        (character >= low && character <= high)
        || (comparison == StringComparison.OrdinalIgnoreCase
            && ((char.ToLowerInvariant(character) >= low && char.ToLowerInvariant(character) <= high)
                || (char.ToUpperInvariant(character) >= low && char.ToUpperInvariant(character) <= high)));

    private static bool Same(char a, char b, StringComparison comparison) =>
        a == b || (comparison == StringComparison.OrdinalIgnoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));
}
