namespace DockerLsp.Files;

/// <summary>
/// A pattern for files below a folder, as in <c>overrides</c>: <c>*</c>, <c>?</c>, <c>[a-z]</c> inside a name, <c>**</c> for any
/// folders. Without a slash it matches names at any depth; a folder stands for all in it.
/// </summary>
internal sealed class PathGlob
{
    private readonly string[] segments;

    private PathGlob(string text, string[] segments)
    {
        Text = text;
        this.segments = segments;
    }

    public string Text { get; }

    /// <summary>The pattern; null, with the reason, where it is none or leads out of the folder.</summary>
    public static PathGlob? Parse(string text, out string problem)
    {
        problem = "";
        var path = text.Trim();
        if (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..];
        }

        if (path.Length == 0)
        {
            problem = "an empty pattern matches no file";
        }
        else if (path.StartsWith('/') || path.Split('/').Contains("..") || (path.Length > 1 && path[1] == ':'))
        {
            problem = $"`{text}` leads out of this file's folder; patterns count from there";
        }

        if (problem.Length > 0)
        {
            return null;
        }

        var isFolder = path.EndsWith('/');
        var segments = path.TrimEnd('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        segments = segments.Length == 1 ? ["**", .. segments] : segments;
        return new PathGlob(text, isFolder ? [.. segments, "**"] : segments);
    }

    /// <param name="path">The path from the folder, with slashes.</param>
    public bool Matches(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int p = 0, s = 0, starPattern = -1, starPart = 0;
        while (s < parts.Length)
        {
            if (p < segments.Length && segments[p] == "**")
            {
                starPattern = p++;
                starPart = s;
            }
            else if (p < segments.Length && Glob.Matches(segments[p], parts[s], StringComparison.Ordinal))
            {
                p++;
                s++;
            }
            else if (starPattern >= 0)
            {
                p = starPattern + 1;
                s = ++starPart;
            }
            else
            {
                return false;
            }
        }

        return segments.AsSpan(p).IndexOfAnyExcept("**") < 0;
    }
}
