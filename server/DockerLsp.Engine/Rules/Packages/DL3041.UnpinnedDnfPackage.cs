using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>dnf installs a package without a version.</summary>
public sealed class UnpinnedDnfPackage : UnpinnedRpmPackageRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3041", "UnpinnedDnfPackage", "dnf installs a package without a version", "Packages", Severity.Warning);

    public override ImmutableArray<string> Calls => ["dnf", "microdnf"];

    protected override bool Concerns(PackageManager manager) => manager.Name is "dnf" or "microdnf";
}
