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
        var deleted = new Segments(pattern);
        var target = new Segments(folder);
        if (!deleted.MoveNext())
        {
            return false;
        }

        do
        {
            if (!target.MoveNext())
            {
                // Below the folder: `*` and `*.*` name all of it for our purpose, anything else a part.
                return CoversRest(deleted);
            }

            if (!SegmentMatches(deleted.Current, target.Current))
            {
                return false;
            }
        }
        while (deleted.MoveNext());

        return true;
    }

    /// <summary>Whether some of what the pattern names may lie in the folder, or be it.</summary>
    public static bool MayNamePartOf(string pattern, string folder)
    {
        var named = new Segments(pattern);
        var target = new Segments(folder);
        while (target.MoveNext())
        {
            if (!named.MoveNext() || !SegmentMatches(named.Current, target.Current))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether <paramref name="folder"/>, with all that it names where it is a pattern, is the path or lies below it: <c>/tmp/*</c> is
    /// more than <c>/tmp/cache</c>.
    /// </summary>
    public static bool Contains(string path, string folder)
    {
        var outer = new Segments(path);
        var inner = new Segments(folder);
        while (outer.MoveNext())
        {
            if (!inner.MoveNext() || !outer.Current.SequenceEqual(inner.Current))
            {
                return false;
            }
        }

        return true;
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

    /// <summary>Whether the last segments of a path, or of an address, are these.</summary>
    public static bool EndsWith(string path, string segments) =>
        path.EndsWith(segments, StringComparison.Ordinal) && (path.Length == segments.Length || path[^(segments.Length + 1)] == '/');

    private static bool? CoversRest(Segments rest)
    {
        var areAll = rest.Current is "*";
        var isSame = rest.Current is ".";
        while (rest.MoveNext())
        {
            areAll &= rest.Current is "*";
            isSame = false;
        }

        return areAll || isSame ? true : null;
    }

    private static bool SegmentMatches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> segment)
    {
        if (pattern.SequenceEqual(segment))
        {
            return true;
        }

        var star = pattern.IndexOf('*');
        return star >= 0 && segment[0] != '.' && segment.Length >= pattern.Length - 1
            && segment.StartsWith(pattern[..star], StringComparison.Ordinal)
            && segment.EndsWith(pattern[(star + 1)..], StringComparison.Ordinal);
    }

    /// <summary>The names of a path one after the other, without copies. Root's home is what <c>~</c> means in nearly every image.</summary>
    private ref struct Segments(string path)
    {
        private ReadOnlySpan<char> rest = path;
        private bool isAtStart = true;

        public ReadOnlySpan<char> Current { get; private set; }

        public bool MoveNext()
        {
            if (isAtStart)
            {
                isAtStart = false;
                if (rest is "/root" || rest.StartsWith("/root/", StringComparison.Ordinal))
                {
                    rest = rest[5..];
                    Current = "~";
                    return true;
                }
            }

            rest = rest.TrimStart('/');
            if (rest.IsEmpty)
            {
                return false;
            }

            var end = rest.IndexOf('/');
            end = end < 0 ? rest.Length : end;
            Current = rest[..end];
            rest = rest[end..];
            return true;
        }
    }
}
