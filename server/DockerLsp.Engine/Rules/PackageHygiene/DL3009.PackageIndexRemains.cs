using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>The index of apt stays in the layer.</summary>
public sealed class PackageIndexRemains : LeftBehindRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3009", "PackageIndexRemains", "The index of apt stays in the layer", "PackageHygiene", Severity.Info)
        {
            Aliases = ["S6587"],
            Fixes = FixAvailability.Sometimes,
        };

    protected override bool Concerns(Stage? stage) => stage is not { IsShipped: false };

    protected override bool Concerns(PackageManager manager) => manager.Store == PackageManagerTable.Apt;

    protected override string Message(StoreOperation writer, StoreOperation? packageCleanup) =>
        packageCleanup is null
            ? "Leaves the package index in this layer"
            : $"Leaves the package index in this layer: `{NameOf(packageCleanup)}` deletes downloaded packages only";
}
