using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Semantics;

/// <summary>One <c>RUN --mount</c> (Dockerfile reference, RUN --mount).</summary>
/// <param name="Type">bind (the default), cache, tmpfs, secret or ssh.</param>
/// <param name="Target">Where it is mounted; null where it is not given or depends on variables.</param>
public sealed record Mount(string Type, string? Target)
{
    /// <summary>Whether what is written below the target stays out of the layer.</summary>
    public bool KeepsOutOfLayer => Type is "cache" or "tmpfs";

    /// <summary>Whether files from elsewhere stand below the target: they may be read, and mostly not written.</summary>
    public bool IsBound => Type == "bind";

    /// <summary>
    /// Whether the store's folder lies in the mount, or may do so because variables say where that is. What is bound to a place that
    /// only the build knows are sources of the project, and no caches.
    /// </summary>
    public bool Holds(PackageStore store)
    {
        if (Target is not { } target)
        {
            return false;
        }

        foreach (var path in store.Paths)
        {
            if (PathPattern.Contains(target, path) || IsOtherHome(target, path))
            {
                return true;
            }
        }

        return Type != "bind" && target.Contains('$', StringComparison.Ordinal);
    }

    public static Mount Parse(string value)
    {
        var type = "bind";
        string? target = null;
        foreach (var field in value.Split(','))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                continue;
            }

            var content = field[(equals + 1)..].Trim('"');
            switch (field[..equals].Trim().ToLowerInvariant())
            {
                case "type":
                    type = content;
                    break;
                case "target" or "dst" or "destination":
                    target = content;
                    break;
            }
        }

        return new Mount(type, target);
    }

    /// <summary>The cache of a user other than root: <c>/home/app/.cache/pip</c> for <c>~/.cache/pip</c>.</summary>
    private static bool IsOtherHome(string target, string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) && target.TrimEnd('/') is var trimmed
        && (trimmed.EndsWith(path[1..], StringComparison.Ordinal) || trimmed.EndsWith(path[1..path.LastIndexOf('/')], StringComparison.Ordinal));
}
