using System.Collections.Immutable;

namespace DockerLsp.Engine.Features;

/// <summary>What can stand behind a command.</summary>
/// <param name="Subcommands">The subcommands that are used in image builds.</param>
/// <param name="Options">Options, with a word on what they do behind a colon.</param>
internal sealed record CommandSpec(ImmutableArray<string> Subcommands, ImmutableArray<(string Name, string Detail)> Options);

/// <summary>
/// The package managers' subcommands and options that are of use in image builds. Sources: apt-get(8), apk(8), the DNF command
/// reference, zypper(8), and the command references of pip, npm, yarn, pnpm, gem, go, cargo, composer, bundler, conda, uv and poetry.
/// </summary>
internal static class CommandSpecs
{
    private const string AptOptions = "-y:answer yes|--no-install-recommends:only what is needed|-q:less output|-qq:hardly any output|--reinstall|--only-upgrade|--fix-broken"
        + "|--allow-downgrades|-t:from a release|-o:set an option|--download-only|--purge:with configuration files|--allow-unauthenticated:skip signatures";

    private const string DnfOptions = "-y:answer yes|--nodocs:leave documentation out|--setopt=install_weak_deps=False:only what is needed|--refresh|--allowerasing|--best|--nobest"
        + "|--enablerepo=:enable a repository|--disablerepo=:disable a repository|--installroot=|--releasever=|-q:less output|--skip-broken|--nogpgcheck:skip signatures";

    private const string DnfSubcommands = "install update upgrade remove clean makecache group module repolist config-manager reinstall autoremove";

    private const string PipOptions = "--no-cache-dir:keep no cache in the layer|-r:from a requirements file|--upgrade|--user|--target|--prefix|--no-deps|--index-url|--extra-index-url"
        + "|--find-links|--no-index|--require-hashes|--only-binary|--no-binary|-c:with constraints|-e:editable|--pre|--break-system-packages|--root-user-action=ignore|--disable-pip-version-check|-q:less output";

    private static readonly Dictionary<string, CommandSpec> Specs = new Dictionary<string, CommandSpec>(StringComparer.Ordinal)
    {
        ["apt-get"] = Of("update install upgrade dist-upgrade remove purge autoremove clean build-dep download source", AptOptions),
        ["apt"] = Of("update install upgrade full-upgrade remove purge autoremove clean build-dep", AptOptions),
        ["aptitude"] = Of("update install upgrade remove purge clean", "-y:answer yes|-R:only what is needed|-q:less output"),
        ["apk"] = Of("add del update upgrade info search fix cache fetch policy", "--no-cache:keep no index in the layer|--virtual:name the packages, to delete them later|--update|--upgrade|--repository=|--allow-untrusted:skip signatures|--root|-q:less output"),
        ["dnf"] = Of(DnfSubcommands, DnfOptions),
        ["microdnf"] = Of("install update upgrade remove clean makecache module repolist reinstall", DnfOptions),
        ["yum"] = Of(DnfSubcommands, DnfOptions),
        ["tdnf"] = Of("install update upgrade remove clean makecache repolist", "-y:answer yes|--nodocs|-q:less output"),
        ["zypper"] = Of("install refresh update dup remove clean addrepo removerepo patch", "--non-interactive:ask nothing|--no-recommends:only what is needed|-y:answer yes|--gpg-auto-import-keys|--auto-agree-with-licenses|--no-refresh|--all"),
        ["pip"] = Of("install uninstall download wheel list freeze show check cache config", PipOptions),
        ["pip3"] = Of("install uninstall download wheel list freeze show check cache config", PipOptions),
        ["npm"] = Of("ci install run cache audit prune publish test start exec config rebuild pkg", "--omit=dev:without development packages|--ignore-scripts|--no-audit|--no-fund|--global|--prefer-offline|--include=dev|--legacy-peer-deps|--cache|--registry|--workspace|--workspaces"),
        ["yarn"] = Of("install add build cache run workspaces config global", "--frozen-lockfile|--immutable|--production|--non-interactive|--ignore-scripts|--network-timeout|--prod"),
        ["pnpm"] = Of("install add fetch run store prune deploy exec", "--frozen-lockfile|--prod|--offline|--ignore-scripts|--filter|--recursive"),
        ["gem"] = Of("install update cleanup uninstall list sources", "--no-document:leave documentation out|-v:a version|--clear-sources|--source|--user-install"),
        ["bundle"] = Of("install config exec clean package", "--jobs|--retry|--path|--without|--deployment|--local"),
        ["go"] = Of("build install mod get run test clean generate vet env tool", "-o:output file|-ldflags|-tags|-trimpath|-mod=readonly|-mod=vendor|-v|-race|-buildvcs=false"),
        ["cargo"] = Of("build install fetch test run vendor clean chef", "--release|--locked|--offline|--frozen|--target|--features|--no-default-features|--workspace|--bin|--root|--path"),
        ["composer"] = Of("install require update dump-autoload config run-script clear-cache", "--no-dev|--no-interaction|--no-scripts|--no-progress|--optimize-autoloader|--prefer-dist|--no-autoloader|--classmap-authoritative"),
        ["conda"] = Of("install create clean env update config run", "-y:answer yes|-c:from a channel|-n:into an environment|--all|--file|--freeze-installed|-q:less output"),
        ["mamba"] = Of("install create clean env update run", "-y:answer yes|-c:from a channel|-n:into an environment|--all|--file|-q:less output"),
        ["uv"] = Of("sync pip add lock run venv tool python cache export", "--frozen|--locked|--no-dev|--no-cache|--no-install-project|--no-editable|--compile-bytecode|--system|--all-extras|--extra|--python"),
        ["poetry"] = Of("install export build config run lock sync", "--no-root|--only|--without|--no-interaction|--no-ansi|--sync|--no-cache|--all-extras"),
        ["dotnet"] = Of("restore build publish test tool run pack nuget", "-c:configuration|--configuration|--no-restore|--no-build|-o:output folder|-r:runtime|--self-contained|--locked-mode"),
        ["mvn"] = Of("package install verify clean dependency:go-offline dependency:resolve", "-B:ask nothing|-DskipTests|-q:less output|-o:offline|-f:project file|-Dmaven.test.skip=true"),
        ["curl"] = Of("", "-f:fail on an HTTP error|-s:silent|-S:but show errors|-L:follow redirects|-o:output file|-O:output file of the same name|--retry|--proto|--tlsv1.2|-H:a header|-fsSL:fail, silent, follow redirects"),
        ["wget"] = Of("", "-q:less output|-O:output file|--progress=dot:giga:short progress|--https-only|--no-verbose|--tries|-P:folder"),
        ["git"] = Of("clone checkout fetch config submodule init apply", "--depth|--branch|--recurse-submodules|--single-branch|--shallow-submodules"),
        ["useradd"] = Of("", "--system|--uid|--gid|--create-home|--no-create-home|--no-log-init:no sparse file for a high number|--shell|--home-dir|--groups"),
        ["adduser"] = Of("", "--system|--uid|--ingroup|--disabled-password|--no-create-home|--home|--shell|-D:no password (BusyBox)|-S:system (BusyBox)|-G:group (BusyBox)|-u:number (BusyBox)"),
        ["tar"] = Of("", "-x:extract|-z:gzip|-J:xz|-j:bzip2|-f:file|-C:into a folder|--strip-components=1|-xzf:extract a gzip file|--no-same-owner"),
    };

    /// <summary>The commands that are known, package managers first.</summary>
    public static ImmutableArray<string> Commands { get; } =
    [
        .. Specs.Keys.Order(StringComparer.Ordinal),
        "cd", "chmod", "chown", "cp", "echo", "export", "find", "groupadd", "ln", "make", "mkdir", "mv", "printf", "rm", "sed", "set", "sh", "test", "touch", "unzip",
    ];

    /// <summary>What can stand behind a command; null where it is not known.</summary>
    public static CommandSpec? Of(string command) => Specs.GetValueOrDefault(command[(command.LastIndexOf('/') + 1)..]);

    private static CommandSpec Of(string subcommands, string options) => new(
        [.. subcommands.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        [.. options.Split('|').Select(o => o.LastIndexOf(':') is var colon and > 0 ? (o[..colon], o[(colon + 1)..]) : (o, ""))]);
}
