using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>yum installs a package without a version.</summary>
public sealed class UnpinnedYumPackage : UnpinnedRpmPackageRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3033", "UnpinnedYumPackage", "yum installs a package without a version", "Packages", Severity.Warning);

    public override ImmutableArray<string> Calls => ["yum"];

    protected override bool Concerns(PackageManager manager) => manager.Name == "yum";
}
