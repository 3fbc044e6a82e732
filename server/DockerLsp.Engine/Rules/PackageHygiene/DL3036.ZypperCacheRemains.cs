using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>The metadata and packages of zypper stay in the layer.</summary>
public sealed class ZypperCacheRemains : LeftBehindRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3036", "ZypperCacheRemains", "The metadata and packages of zypper stay in the layer", "PackageHygiene", Severity.Warning)
        {
            Aliases = ["DS-0020"],
            Fixes = FixAvailability.Sometimes,
        };

    protected override bool Concerns(PackageManager manager) => manager.Name == "zypper";

    protected override string Message(StoreOperation writer, StoreOperation? packageCleanup) =>
        "Leaves zypper's metadata and downloaded packages in this layer";
}
