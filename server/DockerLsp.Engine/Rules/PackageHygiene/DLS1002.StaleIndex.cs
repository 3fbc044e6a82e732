using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>An install reads the index of an earlier layer.</summary>
public sealed class StaleIndex : HygieneRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS1002", "StaleIndex", "An install reads the package index of an earlier layer", "PackageHygiene", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    protected override void AnalyzeRun(InstructionFacts instruction, RunFacts run, BuildState before, RuleContext context)
    {
        if (instruction.IsOnbuild)
        {
            return;
        }

        foreach (var store in run.Stores)
        {
            // One index, one finding: the first install that reads it.
            var operation = run.LateReadOf(store);
            if (operation is null || run.IsMounted(store) || run.IsBound(store) || Download.RefreshesBefore(run, store, operation.Command) || before[store].Presence != StorePresence.Present
                || context.GroupOf(instruction, store) is not { } group || OriginFor(group, instruction) is not { } origin)
            {
                continue;
            }

            var writer = Writers(origin.Run ?? run, store)[^1];
            var line = context.Line(RuleContext.SpanOf(origin, writer.Command).Start);
            context.Report(FindingAt(instruction, operation, $"Reads the package index of line {line}, which the layer cache may have kept for months", context) with
            {
                Related = [Related(origin, writer, "the index was refreshed here, in another layer")],
            });
        }
    }
}
