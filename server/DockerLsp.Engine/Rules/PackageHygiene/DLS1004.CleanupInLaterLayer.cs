using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>A step deletes an index or a cache that an earlier layer holds.</summary>
public sealed class CleanupInLaterLayer : HygieneRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS1004", "CleanupInLaterLayer", "A cleanup in a later layer frees nothing", "PackageHygiene", Severity.Warning)
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
            var operation = run.OperationsOn(store).FirstOrDefault(o => o.Effect == StoreEffect.Clean && o.Before == StoreBits.Inherited);
            if (operation is null || run.IsMounted(store) || before[store].Presence != StorePresence.Present
                || context.GroupOf(instruction, store) is not { } group || OriginFor(group, instruction) is not { } origin)
            {
                continue;
            }

            var writer = Writers(origin.Run ?? run, store)[^1];
            var line = context.Line(RuleContext.SpanOf(origin, writer.Command).Start);
            var verb = store.Description.Contains(" and ", StringComparison.Ordinal) || store.Description.EndsWith('s') ? "stay" : "stays";
            var finding = FindingAt(instruction, operation, $"Frees nothing: the {store.Description} {verb} in the layer of line {line}", context);
            if (group.Members[0].Before?[store].Presence == StorePresence.Present && finding.Fixes.Any(f => !Mends(f, finding)))
            {
                // What a step does not leave any more, an even earlier one may still have left there.
                finding = finding with
                {
                    Fixes = [.. finding.Fixes.Where(f => Mends(f, finding))],
                    Refusals = [new Refusal(finding.Fixes[0].Title, "Not rewritten: this would then delete what an even earlier layer holds, which has to go first", finding.Span)],
                };
            }

            context.Report(finding with
            {
                Related = [Related(origin, writer, $"what is deleted was written here, in another layer")],
            });
        }
    }

    /// <summary>Whether nothing is left for the cleanup to find: it moves, or the rewrite has a shape in which the steps clean up or use a mount.</summary>
    private static bool Mends(Fix fix, Finding finding) =>
        fix.Layering is not null || fix.Edits.Any(e => e.Span.Contains(finding.Span));
}
