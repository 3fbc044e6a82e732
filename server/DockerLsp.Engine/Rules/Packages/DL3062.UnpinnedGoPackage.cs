using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>go installs a package without a version.</summary>
public sealed class UnpinnedGoPackage : UnpinnedPackageRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3062", "UnpinnedGoPackage", "go installs a package without a version", "Packages", Severity.Warning);

    protected override string Source => "is the latest";

    public override ImmutableArray<string> Calls => ["go"];

    protected override PackageCommand? InstallIn(ScriptCommand command, BuildState? before) =>
        command.Package is { Manager.Name: "go", Subcommand: "install" or "get" or "run" } package ? package : null;

    // What follows the package of `go run` are the program's own arguments.
    protected override IEnumerable<ShellWord> PackagesOf(PackageCommand install) =>
        install.Subcommand == "run" ? install.Packages.Take(1) : install.Packages;

    // Only a path that starts with a domain is fetched (go help importpath): the others are the project's own, or the library's.
    protected override bool IsPinned(string package)
    {
        var path = package.Split('@')[0];
        var version = package.Length > path.Length ? package[(path.Length + 1)..] : null;
        var isFetched = !path.StartsWith('.') && !path.StartsWith('/') && !path.EndsWith(".go", StringComparison.Ordinal)
            && path.Split('/')[0].Contains('.', StringComparison.Ordinal);
        return !isFetched || version is not (null or "" or "latest" or "none");
    }

    protected override string Pin(string package) => $"{package.Split('@')[0]}@VERSION";
}
