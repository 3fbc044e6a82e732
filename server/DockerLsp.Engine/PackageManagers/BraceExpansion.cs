namespace DockerLsp.Engine.PackageManagers;

/// <summary>bash's brace expansion (bash manual, 3.5.1), for words without quotes.</summary>
public static class BraceExpansion
{
    /// <summary>More words than any real command has; beyond it the rest stays as written.</summary>
    private const int MaxWords = 1000;

    public static IEnumerable<string> Expand(string word)
    {
        var results = new List<string>();
        Expand(word, results);
        return results;
    }

    private static void Expand(string word, List<string> results)
    {
        var open = word.IndexOf('{', StringComparison.Ordinal);
        while (open >= 0 && results.Count < MaxWords)
        {
            var depth = 0;
            var commas = new List<int>();
            var close = -1;
            for (var i = open; i < word.Length && close < 0; i++)
            {
                switch (word[i])
                {
                    case '{':
                        depth++;
                        break;
                    case '}' when --depth == 0:
                        close = i;
                        break;
                    case ',' when depth == 1:
                        commas.Add(i);
                        break;
                }
            }

            if (close >= 0 && commas.Count > 0)
            {
                var start = open + 1;
                foreach (var end in commas.Append(close))
                {
                    Expand(word[..open] + word[start..end] + word[(close + 1)..], results);
                    start = end + 1;
                }

                return;
            }

            open = word.IndexOf('{', open + 1);
        }

        results.Add(word);
    }
}
