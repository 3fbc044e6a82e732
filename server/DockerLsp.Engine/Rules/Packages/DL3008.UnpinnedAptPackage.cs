using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>apt installs a package without a version.</summary>
public sealed class UnpinnedAptPackage : UnpinnedPackageRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3008", "UnpinnedAptPackage", "apt installs a package without a version", "Packages", Severity.Warning);

    protected override string Source => "the mirror has";

    public override ImmutableArray<string> Calls => ["apt-get", "apt"];

    protected override PackageCommand? InstallIn(ScriptCommand command, BuildState? before) =>
        command.Package is { Manager.Name: "apt-get" or "apt", Subcommand: "install" } package ? package : null;

    // `name=version`, `name/release`; a file is what it is. `name-` removes.
    protected override bool IsPinned(string package) =>
        package.Contains('=', StringComparison.Ordinal) || package.Contains('/', StringComparison.Ordinal)
        || package.EndsWith(".deb", StringComparison.Ordinal) || package.EndsWith('-');

    protected override string Pin(string package) => $"{package}=VERSION";
}
