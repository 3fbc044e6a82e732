using System.Collections.Immutable;
using static DockerLsp.Engine.PackageManagers.PackageOperation;

namespace DockerLsp.Engine.PackageManagers;

/// <summary>
/// The package managers. Sources: apt-get(8), apt(8), aptitude(8), apk(8) and apk-add(8) of apk-tools, the DNF and DNF5 command
/// references, microdnf's option table, yum(8), zypper(8), tdnf's option table, pacman(8), xbps-install(1), opkg's help, brew(1), pip's
/// command reference and "Caching" topic; those of the languages stand in <see cref="LanguageManagers"/>.
/// </summary>
public static class PackageManagerTable
{
    // apt makes the name of each index of its address, and puts `_` between the parts.
    public static PackageStore Apt { get; } = new("apt", "index", ["/var/lib/apt/lists"]) { Files = "/var/lib/apt/lists/*_*", PackagePaths = ["/var/cache/apt"], HoldsIndex = true };

    public static PackageStore Apk { get; } = new("apk", "index", ["/var/cache/apk", "/etc/apk/cache"]) { HoldsIndex = true };

    // dnf 5 has a folder of its own (dnf5.conf(5), cachedir); yum is dnf since EL 8, and microdnf keeps yum's folder: one store,
    // because each of them is often cleaned through another's name.
    public static PackageStore Rpm { get; } = new("rpm", "metadata and packages", ["/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum"]) { HoldsIndex = true };

    public static PackageStore Zypper { get; } = new("zypper", "metadata and packages", ["/var/cache/zypp"]) { HoldsIndex = true };

    public static PackageStore Pip { get; } = new("pip", "cache", ["~/.cache/pip"]);

    public static PackageStore Tdnf { get; } = new("tdnf", "metadata and packages", ["/var/cache/tdnf"]);

    public static PackageStore Pacman { get; } =
        new("pacman", "index and packages", ["/var/lib/pacman/sync"]) { PackagePaths = ["/var/cache/pacman/pkg"], HoldsIndex = true };

    // The index, /var/db/xbps, is small and stays: only the packages are followed.
    public static PackageStore Xbps { get; } = new("xbps", "packages", ["/var/cache/xbps"]);

    // OpenWrt's folder, and that of Yocto.
    public static PackageStore Opkg { get; } = new("opkg", "index", ["/var/opkg-lists", "/var/lib/opkg/lists"]) { HoldsIndex = true };

    public static PackageStore Brew { get; } = new("brew", "cache", ["~/.cache/Homebrew"]);

    private static readonly ImmutableArray<string> DnfOptions =
    [
        "-c", "--config", "--installroot", "--releasever", "--setopt", "--repo", "--repoid", "--enablerepo", "--disablerepo",
        "--enable-repo", "--disable-repo", "--repofrompath", "-x", "--exclude", "--excludepkgs", "--disableexcludes", "--forcearch",
        "-d", "--debuglevel", "-e", "--errorlevel", "--rpmverbosity", "-R", "--randomwait", "--advisory", "--color", "--comment",
        "--destdir", "--downloaddir", "--enableplugin", "--disableplugin", "--disableplugins",
    ];

    /// <summary>Of managers whose operation is told otherwise.</summary>
    internal static readonly Dictionary<string, PackageOperation> NoSubcommands = [];

    private static readonly Dictionary<string, PackageOperation> DnfSubcommands = Table(
        (Refresh, "makecache mc"),
        (Install, "install in localinstall groupinstall group+install grp+install module+install builddep reinstall rei swap"),
        (Upgrade, "upgrade up update upgrade-minimal update-minimal up-min distro-sync dsync"),
        (Remove, "remove rm erase autoremove groupremove group+remove module+remove"),
        (CleanAll, "clean+all"),
        (CleanPackages, "clean+packages clean+metadata clean+expire-cache clean+dbcache"),
        (ReadIndex, "download"));

    // The whole of /var/lib/apt would hide extended_states, the marks of automatically installed packages.
    private static readonly CacheMountFacts AptMount = new(["/var/cache/apt", "/var/lib/apt/lists"]) { IsLocked = true };

    private static readonly ImmutableArray<string> AptOptions =
    [
        "-o", "--option", "-c", "--config-file", "-t", "--target-release", "--default-release", "-a", "--host-architecture",
        "-P", "--build-profiles", "--solver", "--planner", "-e", "--error-on",
    ];

    /// <summary>Since 2.9.3, <c>apt</c> and <c>apt-get</c> refresh before an install that has this option (apt-get(8)).</summary>
    private static readonly ImmutableArray<string> AptRefreshingOptions = ["--update", "-U"];

    private static readonly Dictionary<string, PackageOperation> AptSubcommands = Table(
        (Refresh, "update"),
        (Install, "install reinstall build-dep satisfy"),
        (Upgrade, "upgrade dist-upgrade full-upgrade dselect-upgrade"),
        (Remove, "remove purge autoremove auto-remove autopurge"),
        (CleanPackages, "clean autoclean auto-clean"),
        (CleanAll, "dist-clean distclean"),
        (ReadIndex, "download source"));

    /// <summary>All managers.</summary>
    public static ImmutableArray<PackageManager> All { get; } =
    [
        new()
        {
            Name = "apt-get",
            Commands = ["apt-get"],
            Store = Apt,
            OptionsWithValue = AptOptions,
            Subcommands = AptSubcommands,
            RefreshingOptions = AptRefreshingOptions,
            RemovalReadsIndex = true,
            StaleIndexHarm = StaleIndexHarm.StalePackages,
            RefreshCommand = "apt-get update",
            CleanupCommand = "rm -rf /var/lib/apt/lists/*",
            CacheOnlyOptions = ["--no-download"],
            CacheMount = AptMount,
        },
        new()
        {
            Name = "apt",
            Commands = ["apt"],
            Store = Apt,
            OptionsWithValue = AptOptions,
            Subcommands = AptSubcommands,
            RefreshingOptions = AptRefreshingOptions,
            RemovalReadsIndex = true,
            StaleIndexHarm = StaleIndexHarm.StalePackages,
            // apt-get is the name for scripts (apt(8), "Script usage and differences from other APT tools").
            RefreshCommand = "apt-get update",
            CleanupCommand = "rm -rf /var/lib/apt/lists/*",
            CacheOnlyOptions = ["--no-download"],
            CacheMount = AptMount,
        },
        new()
        {
            Name = "aptitude",
            Commands = ["aptitude"],
            Store = Apt,
            OptionsWithValue = ["-o", "-t", "--target-release", "-w", "--width", "-F", "--display-format", "-O", "--sort", "--add-user-tag"],
            Subcommands = new Dictionary<string, PackageOperation>(AptSubcommands, StringComparer.Ordinal) { ["safe-upgrade"] = Upgrade },
            RemovalReadsIndex = true,
            StaleIndexHarm = StaleIndexHarm.StalePackages,
            RefreshCommand = "aptitude update",
            CleanupCommand = "rm -rf /var/lib/apt/lists/*",
            CacheMount = AptMount,
        },
        new()
        {
            Name = "apk",
            Commands = ["apk"],
            Store = Apk,
            OptionsWithValue =
            [
                "-X", "--repository", "-p", "--root", "--arch", "--cache-dir", "--cache-max-age", "--keys-dir", "--repositories-file",
                "--wait", "--timeout", "--progress-fd", "-t", "--virtual",
            ],
            Subcommands = Table(
                (Refresh, "update"),
                (Install, "add fix"),
                (Upgrade, "upgrade"),
                (Remove, "del"),
                (CleanAll, "cache+clean cache+purge"),
                (ReadIndex, "fetch")),
            RefreshingOptions = ["--update", "--update-cache", "-U", "--no-cache"],
            // An index older than --cache-max-age (four hours) is fetched again by add itself (apk(8)), so that a separate
            // refresh is mostly waste.
            RefreshesItself = true,
            StaleIndexHarm = StaleIndexHarm.Waste,
            RefreshCommand = "apk update",
            CleanupCommand = "rm -rf /var/cache/apk/*",
            NoCacheOption = "--no-cache",
            OptionsInNoCache = ["--update", "--update-cache", "-U"],
            CacheOnlyOptions = ["--no-network"],
            // No cache mount: without the link /etc/apk/cache only the index would be kept in it (apk-cache(5)).
        },
        new()
        {
            Name = "dnf",
            Commands = ["dnf", "dnf4", "dnf-3", "dnf5"],
            Store = Rpm,
            OptionsWithValue = DnfOptions,
            Subcommands = DnfSubcommands,
            RefreshingOptions = ["--refresh"],
            RefreshesItself = true,
            StaleIndexHarm = StaleIndexHarm.Waste,
            RefreshCommand = "dnf makecache",
            CleanupCommand = "dnf clean all",
            CacheOnlyOptions = ["-C", "--cacheonly"],
            DownloadOnlyOptions = ["--downloadonly"],
            CacheMount = new(["/var/cache/dnf", "/var/cache/libdnf5"]) { IsLocked = true, KeepingOption = "--setopt=keepcache=1" },
        },
        new()
        {
            Name = "microdnf",
            Commands = ["microdnf"],
            Store = Rpm,
            OptionsWithValue = DnfOptions,
            Subcommands = DnfSubcommands,
            RefreshingOptions = ["--refresh"],
            RefreshesItself = true,
            StaleIndexHarm = StaleIndexHarm.Waste,
            RefreshCommand = "microdnf makecache",
            CleanupCommand = "microdnf clean all",
            // Newer images link it to dnf 5.
            CacheMount = new(["/var/cache/yum", "/var/cache/libdnf5"]) { IsLocked = true, KeepingOption = "--setopt=keepcache=1" },
        },
        new()
        {
            Name = "yum",
            Commands = ["yum"],
            Store = Rpm,
            OptionsWithValue = DnfOptions,
            Subcommands = DnfSubcommands,
            RefreshesItself = true,
            StaleIndexHarm = StaleIndexHarm.Waste,
            RefreshCommand = "yum makecache",
            CleanupCommand = "yum clean all",
            CacheOnlyOptions = ["-C", "--cacheonly"],
            DownloadOnlyOptions = ["--downloadonly"],
            CacheMount = new(["/var/cache/yum", "/var/cache/dnf"]) { IsLocked = true, KeepingOption = "--setopt=keepcache=1" },
        },
        new()
        {
            Name = "zypper",
            Commands = ["zypper"],
            Store = Zypper,
            OptionsWithValue =
            [
                "-R", "--root", "--installroot", "-D", "--reposd-dir", "-C", "--cache-dir", "--raw-cache-dir", "--solv-cache-dir",
                "--pkg-cache-dir", "-c", "--config", "--userdata", "-p", "--plus-repo", "--plus-content", "--releasever",
                "-s", "--table-style", "-A", "-r", "--repo", "-t", "--type", "--from",
            ],
            Subcommands = Table(
                (Refresh, "refresh ref refresh-services refs"),
                (Install, "install in source-install si install-new-recommends inr verify ve"),
                (Upgrade, "update up dist-upgrade dup patch"),
                (Remove, "remove rm"),
                (CleanAll, "clean cc"),
                (ReadIndex, "download")),
            RefreshesItself = true,
            StaleIndexHarm = StaleIndexHarm.Waste,
            RefreshCommand = "zypper refresh",
            CleanupCommand = "zypper clean --all",
            CacheOnlyOptions = ["--no-refresh"],
            DownloadOnlyOptions = ["-d", "--download-only"],
            CacheMount = new(["/var/cache/zypp"]) { IsLocked = true },
        },
        new()
        {
            Name = "tdnf",
            Commands = ["tdnf"],
            Store = Tdnf,
            OptionsWithValue = DnfOptions.Add("-i"),
            Subcommands = DnfSubcommands,
            RefreshingOptions = ["--refresh"],
            RefreshesItself = true,
            StaleIndexHarm = StaleIndexHarm.Waste,
            RefreshCommand = "tdnf makecache",
            CleanupCommand = "tdnf clean all",
            CacheOnlyOptions = ["-C", "--cacheonly"],
            DownloadOnlyOptions = ["--downloadonly"],
            CacheMount = new(["/var/cache/tdnf"]) { IsLocked = true },
        },
        new()
        {
            Name = "pacman",
            Commands = ["pacman", "yay", "paru"],
            Form = CallForm.Letters,
            Store = Pacman,
            OptionsWithValue =
            [
                "-b", "--dbpath", "-r", "--root", "--arch", "--cachedir", "--config", "--gpgdir", "--hookdir", "--logfile", "--sysroot",
                "--assume-installed", "--ignore", "--ignoregroup", "--overwrite", "--color", "--print-format",
            ],
            Subcommands = NoSubcommands,
            RefreshingOptions = ["-y", "--refresh"],
            StaleIndexHarm = StaleIndexHarm.StalePackages,
            KeepsPackages = true,
            // No RefreshCommand: a new index beside packages of an older one is a partial upgrade, which Arch does not support.
            CleanupCommand = "rm -rf /var/cache/pacman/pkg/* /var/lib/pacman/sync/*",
        },
        new()
        {
            Name = "xbps-install",
            Commands = ["xbps-install", "xbps-remove"],
            Form = CallForm.ProgramAndLetters,
            Store = Xbps,
            OptionsWithValue = ["-r", "--rootdir", "-c", "--cachedir", "-C", "--config", "-R", "--repository"],
            Subcommands = NoSubcommands,
            RefreshingOptions = ["-S", "--sync"],
            RefreshesItself = true,
            StaleIndexHarm = StaleIndexHarm.None,
            CleanupCommand = "rm -rf /var/cache/xbps/*",
            CacheMount = new(["/var/cache/xbps"]) { IsLocked = true },
        },
        new()
        {
            Name = "opkg",
            Commands = ["opkg"],
            Store = Opkg,
            OptionsWithValue =
            [
                "-f", "--conf", "-d", "--dest", "-o", "--offline-root", "-t", "--tmp-dir", "-l", "--lists-dir", "--cache-dir", "--add-arch",
                "--add-dest", "-V", "--verbosity",
            ],
            Subcommands = Table((Refresh, "update"), (Install, "install"), (Upgrade, "upgrade"), (Remove, "remove"), (ReadIndex, "download")),
            StaleIndexHarm = StaleIndexHarm.StalePackages,
            RefreshCommand = "opkg update",
            CleanupCommand = "rm -rf /var/opkg-lists/* /var/lib/opkg/lists/*",
        },
        new()
        {
            Name = "brew",
            Commands = ["brew"],
            Store = Brew,
            Subcommands = Table(
                (Refresh, "update"), (Install, "install reinstall bundle"), (Upgrade, "upgrade"), (Remove, "uninstall remove rm autoremove"),
                (CleanAll, "cleanup")),
            RefreshesItself = true,
            StaleIndexHarm = StaleIndexHarm.None,
            MovingVariables = ["HOMEBREW_CACHE", "XDG_CACHE_HOME"],
            CleanupCommand = "rm -rf ~/.cache/Homebrew",
        },
        new()
        {
            Name = "pip",
            Commands = ["pip", "pip2", "pip3"],
            Modules = ["pip"],
            Store = Pip,
            OptionsWithValue =
            [
                "--python", "--log", "--proxy", "--retries", "--timeout", "--exists-action", "--trusted-host", "--cert", "--client-cert",
                "--cache-dir", "--use-feature", "--use-deprecated", "--keyring-provider", "-r", "--requirement", "-c", "--constraint",
                "-e", "--editable", "-t", "--target", "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "--prefix", "--root",
                "--src", "--install-option", "--build", "--build-dir", "--platform", "--python-version", "--implementation", "--abi", "--no-binary", "--only-binary", "--progress-bar",
                "--root-user-action", "--upgrade-strategy", "--global-option", "--config-settings", "--report", "--group",
            ],
            Subcommands = Table((Install, "install wheel download"), (Remove, "uninstall"), (CleanAll, "cache+purge")),
            RefreshesItself = true,
            StaleIndexHarm = StaleIndexHarm.None,
            NoCacheOption = "--no-cache-dir",
            // optparse takes any beginning that is that of no other option: `--no-cache` is common.
            ShortestNoCacheOption = "--no-ca",
            NoCacheVariable = "PIP_NO_CACHE_DIR",
            CleanupCommand = "pip cache purge",
            CacheMount = new(["~/.cache/pip"]),
        },
        .. LanguageManagers.All,
    ];

    /// <summary>Every store, once.</summary>
    public static ImmutableArray<PackageStore> Stores { get; } = NumberedStores();

    private static readonly Dictionary<string, PackageManager> ByCommand =
        All.SelectMany(m => m.Commands.Select(c => (c, m))).ToDictionary(p => p.c, p => p.m, StringComparer.Ordinal);

    /// <summary>The manager that a program is, by its name without folder; null for any other program.</summary>
    public static PackageManager? FindCommand(string program)
    {
        if (ByCommand.TryGetValue(program, out var manager))
        {
            return manager;
        }

        // pip3.11 and the like carry the interpreter's version.
        return program.StartsWith("pip3.", StringComparison.Ordinal) || program.StartsWith("pip2.", StringComparison.Ordinal)
            ? ByCommand["pip3"]
            : null;
    }

    /// <summary>The manager that a Python module is.</summary>
    public static PackageManager? FindModule(string module) => All.FirstOrDefault(m => m.Modules.Contains(module));

    private static ImmutableArray<PackageStore> NumberedStores()
    {
        ImmutableArray<PackageStore> stores = [.. All.Select(m => m.Store).Distinct()];
        for (var i = 0; i < stores.Length; i++)
        {
            stores[i].Index = i;
        }

        return stores;
    }

    /// <summary>Subcommands by what they do; a <c>+</c> joins the words of one.</summary>
    internal static Dictionary<string, PackageOperation> Table(params (PackageOperation Operation, string Names)[] rows)
    {
        var result = new Dictionary<string, PackageOperation>(StringComparer.Ordinal);
        foreach (var (operation, names) in rows)
        {
            foreach (var name in names.Split(' '))
            {
                result[name.Replace('+', ' ')] = operation;
            }
        }

        return result;
    }
}
