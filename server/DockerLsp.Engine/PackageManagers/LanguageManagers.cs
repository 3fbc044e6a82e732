using System.Collections.Immutable;
using static DockerLsp.Engine.PackageManagers.PackageManagerTable;
using static DockerLsp.Engine.PackageManagers.PackageOperation;

namespace DockerLsp.Engine.PackageManagers;

/// <summary>
/// The part of <see cref="PackageManagerTable"/> that belongs to languages. They look packages up over the network and have no index
/// that could grow stale. Sources: the command references of npm, Yarn 1, Yarn, pnpm, Bun, RubyGems, Bundler, Composer, Cargo, go, the
/// .NET CLI, Maven, Gradle, conda, uv, pipx, Poetry and Pipenv, cpanm(1), CPAN's documentation, the LuaRocks wiki, littler's help.
/// </summary>
internal static class LanguageManagers
{
    private static readonly PackageStore CondaStore = new("conda", "cached packages", ["/opt/conda/pkgs", "/opt/mamba/pkgs", "~/miniconda3/pkgs"]);

    private static readonly PackageStore Gems = new("gem", "copies of downloaded gems", ["/usr/local/bundle/cache"]);

    public static ImmutableArray<PackageManager> All { get; } =
    [
        new()
        {
            Name = "pipx",
            Commands = ["pipx"],
            Modules = ["pipx"],
            Store = Pip,
            OptionsWithValue = ["--spec", "--python", "--pip-args", "-i", "--index-url", "--suffix", "--preinstall"],
            Subcommands = Table((Install, "install inject install-all run"), (Upgrade, "upgrade upgrade-all"), (Remove, "uninstall")),
            RefreshesItself = true,
            NoCacheVariable = "PIP_NO_CACHE_DIR",
            MovingVariables = ["PIP_CACHE_DIR", "XDG_CACHE_HOME"],
            MovingOptions = ["--pip-args"],
        },
        new()
        {
            Name = "uv",
            Commands = ["uv"],
            Modules = ["uv"],
            Store = new("uv", "cache", ["~/.cache/uv"]),
            OptionsWithValue =
            [
                "--cache-dir", "--directory", "--project", "--config-file", "--color", "-p", "--python", "--python-preference", "--index-url",
                "--extra-index-url", "--index", "--default-index", "-f", "--find-links", "--allow-insecure-host", "-r", "--requirement", "--requirements",
                "-c", "--constraint", "-e", "--editable", "--extra", "--group", "--no-group", "--only-group", "--package", "--target", "--prefix",
                "--link-mode", "--resolution", "--prerelease", "--no-binary", "--only-binary", "--with", "--from",
            ],
            Subcommands = Table(
                (Install, "pip+install pip+sync sync add tool+install run"), (Remove, "remove pip+uninstall tool+uninstall"),
                (CleanAll, "cache+clean cache+prune")),
            RefreshesItself = true,
            NoCacheOption = "--no-cache",
            NoCacheVariable = "UV_NO_CACHE",
            CacheOnlyOptions = ["--offline"],
            // Linked to the cache, what is installed is gone with it (uv, settings: link-mode).
            MovingVariables = ["UV_CACHE_DIR", "XDG_CACHE_HOME", "UV_LINK_MODE=symlink"],
            MovingOptions = ["--cache-dir", "-n", "--no-cache-dir", "--link-mode=symlink"],
            CleanupCommand = "uv cache clean",
            CacheMount = new(["~/.cache/uv"]),
        },
        new()
        {
            Name = "poetry",
            Commands = ["poetry"],
            Modules = ["poetry"],
            // The virtual environments lie beside them, in the same folder, and stay.
            Store = new("poetry", "cache", ["~/.cache/pypoetry/artifacts", "~/.cache/pypoetry/cache"]),
            OptionsWithValue = ["-C", "--directory", "-P", "--project", "--only", "--with", "--without", "-E", "--extras", "-G", "--group", "--source", "--python"],
            Subcommands = Table((Install, "install sync add"), (Upgrade, "update"), (Remove, "remove"), (CleanAll, "cache+clear")),
            RefreshesItself = true,
            MovingVariables = ["POETRY_CACHE_DIR", "POETRY_HOME_CACHE_DIR", "XDG_CACHE_HOME"],
            MovingOptions = ["--no-cache"],
            CleanupCommand = "rm -rf ~/.cache/pypoetry/artifacts ~/.cache/pypoetry/cache",
            // No cache mount: by default the virtual environment would lie in it, and be missing in the image.
        },
        new()
        {
            Name = "pipenv",
            Commands = ["pipenv"],
            Modules = ["pipenv"],
            Store = new("pipenv", "cache", ["~/.cache/pipenv"]),
            OptionsWithValue = ["--python", "-r", "--requirements", "-i", "--index", "--pypi-mirror", "--extra-pip-args", "--categories"],
            Subcommands = Table((Install, "install sync"), (Upgrade, "update upgrade"), (Remove, "uninstall")),
            RefreshesItself = true,
            NoCacheVariable = "PIP_NO_CACHE_DIR",
            MovingVariables = ["PIPENV_CACHE_DIR", "XDG_CACHE_HOME"],
            CleanupCommand = "rm -rf ~/.cache/pipenv",
            CacheMount = new(["~/.cache/pipenv"]),
        },
        Conda("conda"),
        Conda("mamba"),
        Conda("micromamba"),
        new()
        {
            Name = "npm",
            Commands = ["npm"],
            Store = new("npm", "cache", ["~/.npm/_cacache"]),
            OptionsWithValue =
            [
                "--prefix", "-C", "--loglevel", "--registry", "--cache", "--userconfig", "--globalconfig", "-w", "--workspace", "--omit", "--include",
                "--only", "--install-strategy", "--before", "--tag", "--otp", "--location", "--script-shell", "--fetch-timeout", "--fetch-retries",
                "--fetch-retry-mintimeout", "--fetch-retry-maxtimeout", "--https-proxy", "--proxy", "--ca", "--cafile", "--cpu", "--os", "--libc",
                "--maxsockets", "--python", "--target_arch", "--target_platform", "--node-options",
            ],
            Subcommands = Table(
                (Install, "install i add in ins inst insta instal isnt isnta isntal isntall ci clean-install ic install-clean isntall-clean install-test it"),
                (Upgrade, "update up upgrade udpate"),
                (Remove, "uninstall un unlink remove rm r"),
                (CleanAll, "cache+clean cache+clear cache+rm")),
            RefreshesItself = true,
            CacheOnlyOptions = ["--offline"],
            MovingVariables = ["npm_config_cache", "NPM_CONFIG_CACHE"],
            MovingOptions = ["--cache"],
            CleanupCommand = "npm cache clean --force",
            CacheMount = new(["~/.npm"]),
        },
        new()
        {
            Name = "yarn",
            Commands = ["yarn", "yarnpkg"],
            // Root's folder and that of others in Yarn 1, and the one of later versions.
            Store = new("yarn", "cache", ["/usr/local/share/.cache/yarn", "~/.cache/yarn", "~/.yarn/berry/cache"]),
            OptionsWithValue =
            [
                "--cwd", "--cache-folder", "--modules-folder", "--global-folder", "--prefix", "--registry", "--mutex", "--network-timeout",
                "--network-concurrency", "--use-yarnrc", "--otp",
            ],
            Subcommands = Table(
                (Install, "install add global+add workspaces+focus"), (Upgrade, "upgrade up global+upgrade"), (Remove, "remove global+remove"),
                (CleanAll, "cache+clean cache+clear")),
            BareCall = Install,
            RefreshesItself = true,
            CacheOnlyOptions = ["--offline"],
            MovingVariables = ["YARN_CACHE_FOLDER", "YARN_GLOBAL_FOLDER", "YARN_ENABLE_GLOBAL_CACHE"],
            MovingOptions = ["--cache-folder"],
            CleanupCommand = "yarn cache clean",
            CacheMount = new(["/usr/local/share/.cache/yarn"]) { IsLocked = true, Risk = "serves Yarn 1 run by root" },
        },
        new()
        {
            Name = "pnpm",
            Commands = ["pnpm"],
            Store = new("pnpm", "store", ["~/.local/share/pnpm/store", "/pnpm/store"]),
            OptionsWithValue = ["-C", "--dir", "-F", "--filter", "--store-dir", "--virtual-store-dir", "--loglevel", "--reporter", "--registry"],
            Subcommands = Table(
                (Install, "install i add install-test it fetch deploy dlx"), (Upgrade, "update up upgrade"), (Remove, "remove rm uninstall un"),
                (CleanAll, "store+prune")),
            RefreshesItself = true,
            CacheOnlyOptions = ["--offline"],
            MovingVariables = ["PNPM_HOME", "npm_config_store_dir", "NPM_CONFIG_STORE_DIR"],
            MovingOptions = ["--store-dir"],
            // node_modules holds hard links into the store.
            RemainsMatter = false,
            CacheMount = new(["~/.local/share/pnpm/store"]),
        },
        new()
        {
            Name = "bun",
            Commands = ["bun"],
            Store = new("bun", "cache", ["~/.bun/install/cache"]),
            OptionsWithValue = ["--cwd", "--cache-dir", "--registry", "-c", "--config", "--filter", "--backend"],
            Subcommands = Table(
                (Install, "install i add a create x"), (Upgrade, "update"), (Remove, "remove rm"), (Other, "pm+cache"), (CleanAll, "pm+cache+rm")),
            RefreshesItself = true,
            MovingVariables = ["BUN_INSTALL_CACHE_DIR", "BUN_INSTALL"],
            MovingOptions = ["--cache-dir"],
            // On Linux node_modules holds hard links into the cache.
            RemainsMatter = false,
            CleanupCommand = "bun pm cache rm",
            CacheMount = new(["~/.bun/install/cache"]),
        },
        new()
        {
            Name = "gem",
            Commands = ["gem"],
            Store = Gems,
            OptionsWithValue =
            [
                "-v", "--version", "-i", "--install-dir", "-n", "--bindir", "--build-root", "--platform", "-s", "--source", "-p", "--http-proxy",
                "-P", "--trust-policy", "-B", "--bulk-threshold", "--config-file", "-g", "--file", "--without", "--target-rbconfig",
            ],
            Subcommands = Table((Install, "install i"), (Upgrade, "update"), (Remove, "uninstall")),
            RefreshesItself = true,
            CacheOnlyOptions = ["--local"],
            MovingVariables = ["GEM_HOME"],
            MovingOptions = ["-i", "--install-dir"],
            // One compressed copy of a gem or two; DLS1008 speaks of what is larger.
            RemainsMatter = false,
            CleanupCommand = "rm -rf \"$(gem env gemdir)/cache\"",
        },
        new()
        {
            Name = "bundle",
            Commands = ["bundle", "bundler"],
            Store = Gems,
            OptionsWithValue = ["--gemfile", "-j", "--jobs", "--retry", "--path", "--without", "--with", "--binstubs", "--full-index", "--trust-policy"],
            Subcommands = Table((Install, "install add"), (Upgrade, "update"), (Remove, "remove")),
            BareCall = Install,
            RefreshesItself = true,
            CacheOnlyOptions = ["--local"],
            MovingVariables = ["BUNDLE_PATH", "BUNDLE_DEPLOYMENT", "GEM_HOME", "BUNDLE_GLOBAL_GEM_CACHE"],
            MovingOptions = ["--path", "--deployment"],
            // `bundle config` may put the gems anywhere, so that no cleanup is sure to meet them.
            RemainsMatter = false,
        },
        new()
        {
            Name = "composer",
            Commands = ["composer", "composer.phar"],
            Store = new("composer", "cache", ["~/.cache/composer", "~/.composer/cache", "/tmp/cache"]),
            OptionsWithValue = ["-d", "--working-dir", "--ignore-platform-req", "--apcu-autoloader-prefix"],
            Subcommands = Table(
                (Install, "install i require create-project global+require global+install"), (Upgrade, "update u upgrade global+update"), (Remove, "remove"),
                (CleanAll, "clear-cache clearcache cc")),
            RefreshesItself = true,
            NoCacheOption = "--no-cache",
            MovingVariables = ["COMPOSER_CACHE_DIR", "COMPOSER_HOME", "XDG_CACHE_HOME"],
            CleanupCommand = "composer clear-cache",
            CacheMount = new(["~/.cache/composer"]),
        },
        new()
        {
            Name = "cargo",
            Commands = ["cargo"],
            Store = new("cargo", "registry", ["/usr/local/cargo/registry", "~/.cargo/registry"]),
            OptionsWithValue =
            [
                "--config", "--color", "-Z", "-C", "--manifest-path", "--target-dir", "--target", "-p", "--package", "--profile", "--features", "-F",
                "--version", "--vers", "--git", "--branch", "--tag", "--rev", "--path", "--root", "--registry", "--index", "-j", "--jobs", "--bin", "--recipe-path",
            ],
            Subcommands = Table(
                (Install, "install fetch build b run r test t check c bench doc add rustc clippy vendor chef+cook binstall"), (Upgrade, "update"),
                (Remove, "uninstall remove rm")),
            RefreshesItself = true,
            CacheOnlyOptions = ["--offline", "--frozen"],
            InstallsIntoCache = true,
            CleanupCommand = "rm -rf \"${CARGO_HOME:-$HOME/.cargo}/registry\"",
            CacheMount = new(["/usr/local/cargo/registry"]) { Risk = "for rust's own images" },
        },
        new()
        {
            Name = "go",
            Commands = ["go"],
            Store = new("go", "build and module caches", ["/go/pkg/mod", "~/.cache/go-build"]),
            OptionsWithValue =
            [
                "-C", "-p", "-asmflags", "-buildmode", "-buildvcs", "-compiler", "-covermode", "-coverpkg", "-gccgoflags", "-gcflags", "-installsuffix",
                "-ldflags", "-mod", "-modfile", "-overlay", "-pgo", "-pkgdir", "-tags", "-toolexec", "-exec", "-o",
            ],
            Subcommands = Table((Install, "install get run build test vet generate mod+download mod+tidy mod+vendor"), (CleanAll, "clean")),
            CleaningOptions = ["-modcache", "-cache"],
            RefreshesItself = true,
            CacheOnlyOptions = ["-mod=vendor"],
            MovingVariables = ["GOMODCACHE", "GOCACHE", "GOPATH", "XDG_CACHE_HOME"],
            InstallsIntoCache = true,
            CleanupCommand = "go clean -cache -modcache",
            CacheMount = new(["/go/pkg/mod", "~/.cache/go-build"]) { Risk = "later steps need them too" },
        },
        new()
        {
            Name = "NuGet",
            Commands = ["dotnet"],
            Store = new("nuget", "packages", ["~/.nuget/packages"]),
            OptionsWithValue =
            [
                "-c", "--configuration", "-o", "--output", "-r", "--runtime", "-f", "--framework", "-v", "--verbosity", "-s", "--source", "--version",
                "--configfile", "-a", "--arch", "--os", "--tool-path", "--project", "-p", "--property",
            ],
            Subcommands = Table(
                (Install, "restore build publish test pack run add tool+install tool+restore workload+install workload+restore"), (Upgrade, "tool+update workload+update"),
                (CleanAll, "nuget+locals")),
            RefreshesItself = true,
            CacheOnlyOptions = ["--no-restore", "--no-build"],
            MovingVariables = ["NUGET_PACKAGES"],
            MovingOptions = ["--packages"],
            InstallsIntoCache = true,
            CleanupCommand = "dotnet nuget locals all --clear",
            CacheMount = new(["~/.nuget/packages"]) { Risk = "later steps need it too" },
        },
        new()
        {
            Name = "Maven",
            Commands = ["mvn", "mvnw"],
            Form = CallForm.EveryCall,
            Store = new("maven", "local repository", ["~/.m2/repository"]),
            OptionsWithValue =
            [
                "-f", "--file", "-s", "--settings", "-gs", "--global-settings", "-t", "--toolchains", "-P", "--activate-profiles", "-pl", "--projects",
                "-rf", "--resume-from", "-T", "--threads", "-l", "--log-file",
            ],
            Subcommands = PackageManagerTable.NoSubcommands,
            RefreshesItself = true,
            CacheOnlyOptions = ["--offline"],
            MovingOptions = ["-Dmaven.repo.local"],
            MovingVariables = ["MAVEN_REPO_LOCAL"],
            InstallsIntoCache = true,
            CleanupCommand = "rm -rf ~/.m2/repository",
            CacheMount = new(["~/.m2/repository"]) { IsLocked = true, Risk = "later steps need it too" },
        },
        new()
        {
            Name = "Gradle",
            Commands = ["gradle", "gradlew"],
            Form = CallForm.EveryCall,
            Store = new("gradle", "caches", ["~/.gradle/caches"]),
            OptionsWithValue =
            [
                "-p", "--project-dir", "-b", "--build-file", "-c", "--settings-file", "-g", "--gradle-user-home", "-I", "--init-script", "-x",
                "--exclude-task", "--project-cache-dir", "--console", "--max-workers",
            ],
            Subcommands = PackageManagerTable.NoSubcommands,
            RefreshesItself = true,
            CacheOnlyOptions = ["--offline"],
            MovingOptions = ["-g", "--gradle-user-home"],
            MovingVariables = ["GRADLE_USER_HOME"],
            InstallsIntoCache = true,
            CleanupCommand = "rm -rf ~/.gradle/caches",
            CacheMount = new(["~/.gradle/caches"]) { IsLocked = true, Risk = "later steps need it too" },
        },
        new()
        {
            Name = "cpanm",
            Commands = ["cpanm"],
            Form = CallForm.EveryCall,
            Store = new("cpanm", "work folder", ["~/.cpanm"]),
            OptionsWithValue = ["-l", "--local-lib", "-L", "--local-lib-contained", "--mirror", "--from", "--save-dists", "--cpanfile", "--format", "-M"],
            Subcommands = PackageManagerTable.NoSubcommands,
            RefreshesItself = true,
            MovingVariables = ["PERL_CPANM_HOME"],
            CleanupCommand = "rm -rf ~/.cpanm",
            CacheMount = new(["~/.cpanm"]) { IsLocked = true },
        },
        new()
        {
            Name = "cpan",
            Commands = ["cpan"],
            Form = CallForm.EveryCall,
            Store = new("cpan", "work folder", ["~/.cpan"]),
            OptionsWithValue = ["-j", "-I", "-M"],
            Subcommands = PackageManagerTable.NoSubcommands,
            RefreshesItself = true,
            CleanupCommand = "rm -rf ~/.cpan",
            CacheMount = new(["~/.cpan"]) { IsLocked = true },
        },
        new()
        {
            Name = "luarocks",
            Commands = ["luarocks"],
            Store = new("luarocks", "cache", ["~/.cache/luarocks"]),
            OptionsWithValue = ["--tree", "--server", "--only-server", "--lua-version", "--lua-dir", "--timeout"],
            Subcommands = Table((Install, "install make build"), (Remove, "remove")),
            RefreshesItself = true,
            MovingVariables = ["XDG_CACHE_HOME"],
            // The manifests of a server, a few hundred KB.
            RemainsMatter = false,
            CleanupCommand = "rm -rf ~/.cache/luarocks",
        },
        new()
        {
            Name = "install2.r",
            Commands = ["install2.r", "installGithub.r", "install.r"],
            Form = CallForm.EveryCall,
            Store = new("littler", "downloaded packages", ["/tmp/downloaded_packages"]),
            OptionsWithValue = ["-n", "--ncpus", "-r", "--repos", "-d", "--deps", "-l", "--libloc", "-m", "--method", "-t", "--type"],
            Subcommands = PackageManagerTable.NoSubcommands,
            RefreshesItself = true,
            CleanupCommand = "rm -rf /tmp/downloaded_packages",
        },
    ];

    private static PackageManager Conda(string name) => new()
    {
        Name = name,
        Commands = [name],
        Store = CondaStore,
        OptionsWithValue =
        [
            "-n", "--name", "-p", "--prefix", "-c", "--channel", "-f", "--file", "--solver", "-r", "--root-prefix", "--rc-file", "--subdir", "--platform",
            "--repodata-fn",
        ],
        Subcommands = Table(
            (Install, "install create env+create env+update"), (Upgrade, "update upgrade"), (Remove, "remove uninstall env+remove"), (CleanAll, "clean")),
        RefreshesItself = true,
        CacheOnlyOptions = ["--offline"],
        MovingVariables = ["CONDA_PKGS_DIRS"],
        // Without -f: that breaks environments that hold symbolic links into the cache (conda clean, --force-pkgs-dirs).
        CleanupCommand = $"{name} clean --all --yes",
    };
}
