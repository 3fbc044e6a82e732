using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>The metadata and packages of dnf or microdnf stay in the layer.</summary>
public sealed class DnfCacheRemains : LeftBehindRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3040", "DnfCacheRemains", "The metadata and packages of dnf stay in the layer", "PackageHygiene", Severity.Warning)
        {
            Aliases = ["DS-0019", "DS-0027"],
            Fixes = FixAvailability.Sometimes,
        };

    protected override bool Concerns(PackageManager manager) => manager.Name is "dnf" or "microdnf";

    protected override string Message(StoreOperation writer, StoreOperation? packageCleanup)
    {
        var name = writer.Command.Package?.Manager.Name ?? "dnf";
        return packageCleanup is null
            ? $"Leaves {name}'s metadata and downloaded packages in this layer"
            : $"Leaves a part of {name}'s metadata and packages in this layer: only `{name} clean all` deletes both";
    }
}
