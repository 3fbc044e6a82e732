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
        IsYarn2(writer.Command) || context.FactOf(this, NamesYarn2);

    protected override string Message(StoreOperation writer, StoreOperation? packageCleanup) =>
        "Keeps a copy of every downloaded package in this layer, in Yarn's cache";

    private static bool NamesYarn2(BuildModel model) =>
        model.Instructions.Any(i => i.Syntax.Green.Text is var text
            && (text.Contains(".yarnrc.yml", StringComparison.Ordinal) || text.Contains(".yarn/", StringComparison.Ordinal) || text.Contains(".yarn ", StringComparison.Ordinal)
                || text.Contains("yarn set version", StringComparison.Ordinal) || text.Contains("yarn@stable", StringComparison.Ordinal) || text.Contains("yarn@berry", StringComparison.Ordinal)
                || (i.Run?.Commands.Any(IsYarn2) ?? false)));

    /// <summary>What only later versions know.</summary>
    private static bool IsYarn2(ScriptCommand command) =>
        command.View.Name is "yarn" && command.View.ArgumentValues.Any(v => v is "--immutable" or "--immutable-cache" or "--inline-builds" or "workspaces" or "dlx" or "plugin" or "--mode=skip-build");
}
