using System.Text;
using System.Text.RegularExpressions;

namespace DockerLsp.Files;

/// <summary>
/// What a <c>.dockerignore</c> keeps out of the build context (Docker reference, ".dockerignore file"): patterns of Go's
/// filepath.Match with <c>**</c>, the last one that fits decides, <c>!</c> takes back.
/// </summary>
internal sealed class DockerIgnore
{
    private const int MaxLength = 256 * 1024;

    private readonly List<(bool TakesBack, Regex Pattern)> patterns = [];

    private bool TakesAnythingBack => patterns.Exists(p => p.TakesBack);

    /// <summary>Reads <c>NAME.dockerignore</c>, or else <c>.dockerignore</c>; keeps nothing out where there is none that can be read.</summary>
    public static DockerIgnore Read(string root, string dockerfileName)
    {
        foreach (var name in new[] { dockerfileName + ".dockerignore", ".dockerignore" })
        {
            try
            {
                var file = new FileInfo(Path.Combine(root, name));
                if (file.Exists && file.Length <= MaxLength)
                {
                    return Parse(File.ReadAllText(file.FullName));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return new DockerIgnore();
            }
        }

        return new DockerIgnore();
    }

    public static DockerIgnore Parse(string text)
    {
        var result = new DockerIgnore();
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            var pattern = line.Trim();
            if (pattern.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var takesBack = pattern[0] == '!';
            pattern = (takesBack ? pattern[1..] : pattern).Trim().Trim('/');
            if (pattern.StartsWith("./", StringComparison.Ordinal))
            {
                pattern = pattern[2..];
            }

            if (pattern.Length > 0 && pattern != ".")
            {
                result.patterns.Add((takesBack, new Regex(ToRegex(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)));
            }
        }

        return result;
    }

    /// <summary>Whether a file is kept out; a pattern that fits a folder fits what is in it.</summary>
    public bool Excludes(string path)
    {
        var excluded = false;
        foreach (var (takesBack, pattern) in patterns)
        {
            if (takesBack == excluded && pattern.IsMatch(path))
            {
                excluded = !takesBack;
            }
        }

        return excluded;
    }

    /// <summary>Whether a folder is kept out with all that is in it.</summary>
    public bool ExcludesAllOf(string folder) => Excludes(folder) && !TakesAnythingBack;

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '*' && i + 1 < pattern.Length && pattern[i + 1] == '*')
            {
                i++;
                if (i + 1 < pattern.Length && pattern[i + 1] == '/')
                {
                    i++;
                    regex.Append("(.*/)?");
                }
                else
                {
                    regex.Append(".*");
                }
            }
            else if (c == '*')
            {
                regex.Append("[^/]*");
            }
            else if (c == '?')
            {
                regex.Append("[^/]");
            }
            else if (c == '[' && pattern.IndexOf(']', i + 1) is var end and > 0)
            {
                regex.Append('[').Append(pattern[(i + 1)..end].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)).Append(']');
                i = end;
            }
            else
            {
                if (c == '\\' && i + 1 < pattern.Length)
                {
                    c = pattern[++i];
                }

                regex.Append(Regex.Escape(c.ToString()));
            }
        }

        return regex.Append("(/.*)?$").ToString();
    }
}
