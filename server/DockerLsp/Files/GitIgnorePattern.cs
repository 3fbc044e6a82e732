namespace DockerLsp.Files;

/// <summary>One line of a .gitignore file.</summary>
internal sealed class GitIgnorePattern
{
    private readonly string[] segments;
    private readonly bool directoriesOnly;
    private readonly StringComparison comparison;

    private GitIgnorePattern(string[] segments, bool negated, bool directoriesOnly, StringComparison comparison)
    {
        this.segments = segments;
        IsNegated = negated;
        this.directoriesOnly = directoriesOnly;
        this.comparison = comparison;
    }

    /// <summary>Whether a match means that the path is wanted after all.</summary>
    public bool IsNegated { get; }

    /// <summary>The pattern of a line, or null where the line has none.</summary>
    public static GitIgnorePattern? Parse(string line, StringComparison comparison = StringComparison.Ordinal)
    {
        line = TrimTrailingSpaces(line);
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        var negated = line[0] == '!';
        if (negated)
        {
            line = line[1..];
        }

        var directoriesOnly = line.EndsWith('/');
        line = line.TrimEnd('/');
        // A slash before the end ties the pattern to the folder of its file; without one it matches at any depth.
        var anchored = line.Contains('/');
        line = line.TrimStart('/');
        if (line.Length == 0)
        {
            return null;
        }

        var segments = line.Split('/');
        return new GitIgnorePattern(anchored ? segments : ["**", .. segments], negated, directoriesOnly, comparison);
    }

    /// <param name="path">The path from the folder of the .gitignore file, in segments.</param>
    /// <param name="isDirectory">Whether the path is a folder.</param>
    public bool Matches(ReadOnlySpan<string> path, bool isDirectory)
    {
        if (directoriesOnly && !isDirectory)
        {
            return false;
        }

        // As in any glob, going back to the last star alone is enough: time is at most pattern times path.
        int p = 0, s = 0, starPattern = -1, starPath = 0;
        while (s < path.Length)
        {
            if (p < segments.Length && segments[p] == "**")
            {
                // At the end "a/**" means what is inside a, so it needs a segment; elsewhere it may match none.
                if (p == segments.Length - 1)
                {
                    return true;
                }

                starPattern = p++;
                starPath = s;
            }
            else if (p < segments.Length && Glob.Matches(segments[p], path[s], comparison))
            {
                p++;
                s++;
            }
            else if (starPattern >= 0)
            {
                p = starPattern + 1;
                s = ++starPath;
            }
            else
            {
                return false;
            }
        }

        return p == segments.Length;
    }

    private static string TrimTrailingSpaces(string line)
    {
        var end = line.Length;
        while (end > 0 && line[end - 1] == ' ' && !(end > 1 && line[end - 2] == '\\'))
        {
            end--;
        }

        return line[..end];
    }
}
