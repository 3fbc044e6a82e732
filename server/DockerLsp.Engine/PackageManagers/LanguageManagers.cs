using System.Collections.Immutable;
using static DockerLsp.Engine.PackageManagers.PackageOperation;

namespace DockerLsp.Engine.PackageManagers;

/// <summary>
/// Managers of which only the command line is known here: no store of theirs is followed, so that they stand apart from
/// <see cref="PackageManagerTable"/>. Sources: npm's command reference, RubyGems' command reference, the go command's help.
/// </summary>
public static class LanguageManagers
{
    public static PackageManager Npm { get; } = new()
    {
        Name = "npm",
        Commands = ["npm"],
        Store = new PackageStore("npm", "cache", []),
        OptionsWithValue =
        [
            "--prefix", "-C", "--loglevel", "--registry", "--cache", "--userconfig", "--globalconfig", "-w", "--workspace", "--omit", "--include",
            "--only", "--install-strategy", "--before", "--tag", "--otp", "--location", "--script-shell", "--fetch-timeout", "--fetch-retries",
            "--fetch-retry-mintimeout", "--fetch-retry-maxtimeout", "--https-proxy", "--proxy", "--ca", "--cafile", "--cpu", "--os", "--libc",
            "--maxsockets", "--python", "--target_arch", "--target_platform", "--node-options",
        ],
        Subcommands = ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            from name in (string[])["install", "i", "add", "in", "ins", "inst", "insta", "instal", "isnt", "isnta", "isntal", "isntall"]
            select KeyValuePair.Create(name, Install)),
    };

    public static PackageManager Gem { get; } = new()
    {
        Name = "gem",
        Commands = ["gem"],
        Store = new PackageStore("gem", "cache", []),
        OptionsWithValue =
        [
            "-v", "--version", "-i", "--install-dir", "-n", "--bindir", "--build-root", "--platform", "-s", "--source", "-p", "--http-proxy",
            "-P", "--trust-policy", "-B", "--bulk-threshold", "--config-file", "-g", "--file", "--without", "--target-rbconfig",
        ],
        Subcommands = ImmutableDictionary.CreateRange(
            StringComparer.Ordinal, [KeyValuePair.Create("install", Install), KeyValuePair.Create("i", Install)]),
    };

    public static PackageManager Go { get; } = new()
    {
        Name = "go",
        Commands = ["go"],
        Store = new PackageStore("go", "cache", []),
        OptionsWithValue =
        [
            "-C", "-p", "-asmflags", "-buildmode", "-buildvcs", "-compiler", "-covermode", "-coverpkg", "-gccgoflags", "-gcflags", "-installsuffix",
            "-ldflags", "-mod", "-modfile", "-overlay", "-pgo", "-pkgdir", "-tags", "-toolexec", "-exec", "-o",
        ],
        Subcommands = ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            [KeyValuePair.Create("install", Install), KeyValuePair.Create("get", Install), KeyValuePair.Create("run", Install)]),
    };
}
