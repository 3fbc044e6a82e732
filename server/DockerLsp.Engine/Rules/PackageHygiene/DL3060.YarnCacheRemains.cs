using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>The cache of Yarn stays in the layer.</summary>
public sealed class YarnCacheRemains : LeftBehindRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3060", "YarnCacheRemains", "The cache of Yarn stays in the layer", "PackageHygiene", Severity.Info)
        {
            Fixes = FixAvailability.Sometimes,
        };

    protected override bool Concerns(PackageManager manager) => manager.Name == "yarn";

    protected override bool Concerns(Stage? stage) => stage is not { IsShipped: false };

    /// <summary>With Yarn 2 and later the cache may be where the program's packages live.</summary>
    protected override bool IsExempt(InstructionFacts instruction, RunFacts run, StoreOperation writer, RuleContext context) =>
        context.Model.WithTrait(InstructionTraits.Yarn2).Any();

    protected override string Message(StoreOperation writer, StoreOperation? packageCleanup) =>
        "Keeps a copy of every downloaded package in this layer, in Yarn's cache";
}
