namespace DockerLsp.Files;

/// <summary>Guesses what was meant by a name that nobody has.</summary>
internal static class NearestName
{
    /// <summary>The name that fewest typing mistakes lead to, or null where none is near.</summary>
    public static string? Find(string given, IEnumerable<string> names)
    {
        var nearest = default(string);
        // More than a third of it wrong is another name.
        var least = Math.Max(1, given.Length / 3) + 1;
        foreach (var name in names)
        {
            var distance = Distance(given.ToUpperInvariant(), name.ToUpperInvariant());
            if (distance < least)
            {
                least = distance;
                nearest = name;
            }
        }

        return nearest;
    }

    /// <summary>"; did you mean `X`?", or nothing.</summary>
    public static string Suggest(string given, IEnumerable<string> names) =>
        Find(given, names) is { } name ? $"; did you mean `{name}`?" : "";

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var best = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    best = Math.Min(best, rows[i - 2, j - 2] + 1);
                }

                rows[i, j] = best;
            }
        }

        return rows[a.Length, b.Length];
    }
}
