namespace DockerLsp.Engine.PackageManagers;

/// <summary>Compares absolute paths, in which segments may be shell patterns.</summary>
public static class PathPattern
{
    /// <summary>
    /// Whether deleting <paramref name="pattern"/> recursively deletes all that is in <paramref name="folder"/>; null where it
    /// deletes a part of it.
    /// </summary>
    public static bool? Covers(string pattern, string folder)
    {
        var deleted = Split(pattern);
        var target = Split(folder);
        if (deleted.Length == 0)
        {
            return false;
        }

        for (var i = 0; i < deleted.Length; i++)
        {
            if (i >= target.Length)
            {
                // Below the folder: `*` and `*.*` name all of it for our purpose, anything else a part.
                return deleted.AsSpan(i).IndexOfAnyExcept("*") < 0 || (i == deleted.Length - 1 && deleted[i] is "." or "./*") ? true : null;
            }

            if (!SegmentMatches(deleted[i], target[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether all that the pattern names lies in the folder, or is it: <c>/tmp/*</c> is more than <c>/tmp/cache</c>.</summary>
    public static bool IsWithin(string pattern, string folder)
    {
        var deleted = Split(pattern);
        var target = Split(folder);
        return deleted.Length >= target.Length && deleted.AsSpan(0, target.Length).SequenceEqual(target);
    }

    /// <summary>Whether <paramref name="folder"/> is the path or lies below it.</summary>
    public static bool Contains(string path, string folder)
    {
        var outer = Split(path);
        var inner = Split(folder);
        return inner.Length >= outer.Length && outer.Zip(inner).All(p => p.First == p.Second);
    }

    /// <summary>
    /// Whether deleting the path deletes a folder of some user's home, wherever that is: <c>/home/app/.cache</c> for <c>~/.cache/pip</c>.
    /// </summary>
    public static bool IsHomeOf(string pattern, string folder)
    {
        if (!folder.StartsWith("~/.", StringComparison.Ordinal) || !pattern.StartsWith('/'))
        {
            return false;
        }

        var deleted = pattern.AsSpan().TrimEnd('*').TrimEnd('/');
        for (var end = folder.Length; end > 1; end = folder.LastIndexOf('/', end - 1))
        {
            if (deleted.EndsWith(folder.AsSpan(1, end - 1), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string[] Split(string path)
    {
        // Root's home is what `~` means in nearly every image.
        if (path == "/root" || path.StartsWith("/root/", StringComparison.Ordinal))
        {
            path = "~" + path[5..];
        }

        return path.Split('/', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool SegmentMatches(string pattern, string segment)
    {
        if (pattern == segment)
        {
            return true;
        }

        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star >= 0 && !segment.StartsWith('.') && segment.Length >= pattern.Length - 1
            && segment.StartsWith(pattern[..star], StringComparison.Ordinal)
            && segment.EndsWith(pattern[(star + 1)..], StringComparison.Ordinal);
    }
}
