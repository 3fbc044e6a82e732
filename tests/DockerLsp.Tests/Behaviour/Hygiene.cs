using System.Collections.Immutable;

namespace DockerLsp.Tests.Behaviour;

/// <summary>What fixes may add, drop or move.</summary>
internal enum HygieneKind
{
    /// <summary>No hygiene: the call has to stay.</summary>
    None,

    /// <summary>Downloads an index.</summary>
    Refresh,

    /// <summary>Deletes an index, with or without more.</summary>
    IndexCleanup,

    /// <summary>Deletes caches only.</summary>
    CacheCleanup,
}

/// <summary>A call seen without the hygiene in it.</summary>
/// <param name="Kind">Whether all of it is hygiene.</param>
/// <param name="Family">Whose index it is about: apt, apk, rpm, zypper; empty for any other.</param>
/// <param name="Arguments">The words that have to stay.</param>
/// <param name="ReadsIndex">Whether the call needs apt's index.</param>
internal sealed record HygieneView(HygieneKind Kind, string Family, ImmutableArray<string> Arguments, bool ReadsIndex);

/// <summary>
/// Tells hygiene from the rest by the arguments that a program got. Knows nothing of the engine's tables, so that a mistake
/// there is not repeated here.
/// </summary>
internal static class Hygiene
{
    private static readonly ImmutableArray<string> IndexFolders =
        ["/var/lib/apt/lists", "/var/cache/apk", "/etc/apk/cache", "/var/cache/dnf", "/var/cache/yum", "/var/cache/libdnf5", "/var/cache/zypp"];

    private static readonly ImmutableArray<string> CacheFolders =
    [
        "/var/cache/apt", "/var/cache/pacman/pkg", "/var/lib/pacman/sync", "/var/cache/xbps", "/var/opkg-lists", "/var/lib/opkg/lists", "/tmp/downloaded_packages",
        .. new[] { "/root", "/home/user" }.SelectMany(h => HomeFolders.Select(f => $"{h}/{f}")),
    ];

    private static string[] HomeFolders =>
    [
        ".cache/pip", ".cache/pypoetry", ".cache/pipenv", ".cache/uv", ".cache/Homebrew", ".cache/luarocks", ".cache/go-build", ".cache/yarn", ".npm", ".cargo/registry",
        ".m2/repository", ".gradle/caches", ".cpanm", ".cpan", ".nuget/packages", ".bun/install/cache", ".composer/cache", ".cache/composer",
    ];

    private static readonly ImmutableHashSet<string> AptReaders =
        ["install", "reinstall", "build-dep", "satisfy", "upgrade", "dist-upgrade", "full-upgrade", "safe-upgrade", "download", "source", "policy", "show", "search", "madison", "showsrc"];

    public static HygieneView Of(CommandCalled call, RuleTopics topics)
    {
        var words = call.Arguments;
        var start = SkipWrappers(words);
        words = topics.Strip(words, start);
        if (start >= words.Length)
        {
            return Kept(words);
        }

        var name = words[start].Split('/')[^1];
        var rest = words[(start + 1)..];
        switch (name)
        {
            case "apt-get" or "apt" or "aptitude" or "apt-cache":
                var apt = rest.FirstOrDefault(w => AptReaders.Contains(w) || w is "update" or "clean" or "autoclean" or "dist-clean" or "distclean" or "remove" or "purge" or "autoremove");
                return apt switch
                {
                    "update" => new HygieneView(HygieneKind.Refresh, "apt", words, false),
                    "dist-clean" or "distclean" => new HygieneView(HygieneKind.IndexCleanup, "apt", words, false),
                    "clean" or "autoclean" => new HygieneView(HygieneKind.CacheCleanup, "apt", words, false),
                    _ => Kept(words) with { ReadsIndex = apt is not null && AptReaders.Contains(apt) && !rest.Contains("--no-download") },
                };
            case "apt-file" or "gdebi":
                return Kept(words) with { ReadsIndex = true };
            case "apk":
                return rest.Contains("update") ? new HygieneView(HygieneKind.Refresh, "apk", words, false)
                    : rest.Contains("cache") && (rest.Contains("clean") || rest.Contains("purge")) ? new HygieneView(HygieneKind.IndexCleanup, "apk", words, false)
                    : Kept([.. words.Where(w => w is not ("--no-cache" or "--update" or "--update-cache" or "-U"))]);
            case "dnf" or "yum" or "microdnf" or "dnf5" or "dnf4" or "dnf-3":
                words = [.. words.Where(w => w != "--setopt=keepcache=1")];
                return rest.Contains("makecache") ? new HygieneView(HygieneKind.Refresh, "rpm", words, false)
                    : rest.FirstOrDefault(w => !w.StartsWith('-')) == "clean" ? new HygieneView(HygieneKind.IndexCleanup, "rpm", words, false)
                    : Kept(words);
            case "zypper":
                return rest.FirstOrDefault(w => !w.StartsWith('-')) switch
                {
                    "refresh" or "ref" => new HygieneView(HygieneKind.Refresh, "zypper", words, false),
                    "clean" or "cc" => new HygieneView(HygieneKind.IndexCleanup, "zypper", words, false),
                    _ => Kept(words),
                };
            case "npm" or "yarn" or "pnpm" or "bun" or "uv" or "composer" or "go" or "dotnet" or "conda" or "mamba" or "micromamba" or "poetry" or "gem" or "tdnf" or "pacman" or "opkg":
                return OfLanguageManager(name, words, rest);
            case "rm":
                return OfDeletion(call, words, start);
            case "find":
                return OfFind(call, words, rest);
            default:
                return IsPip(name, rest)
                    ? rest.Contains("cache") && rest.Contains("purge") ? new HygieneView(HygieneKind.CacheCleanup, "pip", words, false) : Kept([.. words.Where(w => w != "--no-cache-dir")])
                    : Kept(words);
        }
    }

    private static HygieneView OfLanguageManager(string name, ImmutableArray<string> words, ImmutableArray<string> rest)
    {
        var first = rest.Where(w => !w.StartsWith('-')).Take(2).ToArray();
        var isCleanup = (name, first) switch
        {
            ("npm" or "yarn" or "uv", ["cache", "clean" or "prune" or "rm"]) => true,
            ("pnpm", ["store", "prune"]) or ("bun", ["pm", "cache"]) or ("dotnet", ["nuget", "locals"]) or ("poetry", ["cache", "clear"]) => true,
            ("composer", ["clear-cache" or "clearcache" or "cc", ..]) or ("conda" or "mamba" or "micromamba" or "tdnf" or "go", ["clean", ..]) => true,
            // Only asks where the cache is.
            ("gem", ["env" or "environment", ..]) => true,
            ("pacman", _) => rest.Any(w => w is "-Sc" or "-Scc"),
            _ => false,
        };
        if (isCleanup)
        {
            return new HygieneView(HygieneKind.CacheCleanup, name, words, false);
        }

        var isRefresh = (name == "tdnf" && first is ["makecache"]) || (name == "opkg" && first is ["update"])
            || (name == "pacman" && first.Length == 0 && rest.Any(w => w is "-Sy" or "-Syy"));
        return isRefresh ? new HygieneView(HygieneKind.Refresh, name, words, false)
            : name is "uv" or "composer" ? Kept([.. words.Where(w => w != "--no-cache")])
            : Kept(words);
    }

    private static HygieneView Kept(ImmutableArray<string> words) => new(HygieneKind.None, "", words, false);

    private static bool IsPip(string name, ImmutableArray<string> rest) =>
        name.StartsWith("pip", StringComparison.Ordinal) || ((name.StartsWith("python", StringComparison.Ordinal) || name.StartsWith("pypy", StringComparison.Ordinal)) && rest is ["-m", "pip", ..]);

    private static HygieneView OfDeletion(CommandCalled call, ImmutableArray<string> words, int start)
    {
        var paths = words.Skip(start + 1).Where(w => !w.StartsWith('-')).ToList();
        var hygiene = paths.Where(p => IsIn(call, p, IndexFolders) || IsIn(call, p, CacheFolders)).ToHashSet(StringComparer.Ordinal);
        if (hygiene.Count == 0)
        {
            return Kept(words);
        }

        return paths.All(hygiene.Contains)
            ? new HygieneView(paths.Any(p => IsIn(call, p, ["/var/lib/apt/lists"])) ? HygieneKind.IndexCleanup : HygieneKind.CacheCleanup, "apt", words, false)
            : Kept([.. words.Where(w => !hygiene.Contains(w))]) with { Family = paths.Any(p => IsIn(call, p, ["/var/lib/apt/lists"])) ? "apt" : "" };
    }

    private static HygieneView OfFind(CommandCalled call, ImmutableArray<string> words, ImmutableArray<string> rest)
    {
        var starts = rest.TakeWhile(w => !w.StartsWith('-')).ToList();
        var deletes = rest.Contains("-delete") || rest.Contains("rm");
        return starts.Count > 0 && deletes && starts.All(p => IsIn(call, p, IndexFolders) || IsIn(call, p, CacheFolders))
            ? new HygieneView(starts.Any(p => IsIn(call, p, ["/var/lib/apt/lists"])) ? HygieneKind.IndexCleanup : HygieneKind.CacheCleanup, "apt", words, false)
            : Kept(words);
    }

    private static bool IsIn(CommandCalled call, string path, ImmutableArray<string> folders)
    {
        var full = path.StartsWith('/') ? path : call.Folder.TrimEnd('/') + "/" + path;
        return (full.EndsWith("gem-out/cache", StringComparison.Ordinal) && folders == CacheFolders) || folders.Any(f => full == f || full.StartsWith(f + "/", StringComparison.Ordinal) || full.StartsWith(f + "*", StringComparison.Ordinal));
    }

    private static int SkipWrappers(ImmutableArray<string> words)
    {
        var i = 0;
        while (i < words.Length)
        {
            switch (words[i].Split('/')[^1])
            {
                case "sudo" or "env" or "eatmydata" or "nice" or "ionice" or "command" or "chronic":
                    i++;
                    break;
                case "timeout" or "su-exec" or "gosu":
                    i += 2;
                    break;
                default:
                    if (i == 0 || (!words[i].StartsWith('-') && !words[i].Contains('=', StringComparison.Ordinal)))
                    {
                        return i;
                    }

                    i += words[i] is "-u" or "-n" or "-g" ? 2 : 1;
                    break;
            }
        }

        return i;
    }
}
