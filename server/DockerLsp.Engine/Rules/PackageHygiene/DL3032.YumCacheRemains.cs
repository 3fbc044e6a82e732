using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>The metadata and packages of yum stay in the layer.</summary>
public sealed class YumCacheRemains : LeftBehindRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3032", "YumCacheRemains", "The metadata and packages of yum stay in the layer", "PackageHygiene", Severity.Warning)
        {
            Aliases = ["DS-0015"],
            Fixes = FixAvailability.Sometimes,
        };

    protected override bool Concerns(PackageManager manager) => manager.Name == "yum";

    protected override string Message(StoreOperation writer, StoreOperation? packageCleanup) =>
        packageCleanup is null
            ? "Leaves yum's metadata and downloaded packages in this layer"
            : "Leaves a part of yum's metadata and packages in this layer: only `yum clean all` deletes both";
}
