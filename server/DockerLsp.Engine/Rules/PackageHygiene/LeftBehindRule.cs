using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>A manager's index or caches stay in the layer of the step that wrote them.</summary>
public abstract class LeftBehindRule : HygieneRule
{
    /// <summary>Whether the manager's remains are this rule's concern.</summary>
    protected abstract bool Concerns(PackageManager manager);

    /// <summary>Whether the rule speaks of stages that nobody ships.</summary>
    protected virtual bool OnlyShippedStages => false;

    protected abstract string Message(StoreOperation writer, StoreOperation? packageCleanup);

    protected override void AnalyzeRun(InstructionFacts instruction, RunFacts run, BuildState before, RuleContext context)
    {
        if (OnlyShippedStages && instruction.Stage is { IsShipped: false })
        {
            return;
        }

        foreach (var store in run.Stores)
        {
            if (!run.LeavesBehind(store))
            {
                continue;
            }

            // A refresh that no install needs is waste in another way, and DLS1001 speaks of it.
            var writer = Writers(run, store).LastOrDefault(o => o.Command.Package is { } package && Concerns(package.Manager)
                && (o.Effect != StoreEffect.Refresh || !package.Manager.RefreshesItself));
            if (writer is null)
            {
                continue;
            }

            var cleanup = run.OperationsOn(store).LastOrDefault(o => o.Effect == StoreEffect.CleanPackages);
            var finding = FindingAt(instruction, writer, Message(writer, cleanup), context);
            var late = context.GroupOf(instruction, store)?.Members
                .Where(m => m.Index > instruction.Index)
                .Select(m => (Step: m, Operation: m.Run?.OperationsOn(store).FirstOrDefault(o => o.Effect == StoreEffect.Clean && o.Before == StoreBits.Inherited)))
                .FirstOrDefault(p => p.Operation is not null);
            context.Report(late is { Operation: { } operation, Step: { } step }
                ? finding with { Related = [Related(step, operation, "deletes it from a later layer, which frees nothing")] }
                : finding);
        }
    }
}
