using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>A manager's index or caches stay in the layer of the step that wrote them.</summary>
public abstract class LeftBehindRule : HygieneRule
{
    /// <summary>Whether the manager's remains are this rule's concern.</summary>
    protected abstract bool Concerns(PackageManager manager);

    /// <summary>Whether the rule speaks of the stage; hadolint's rules differ in that.</summary>
    protected virtual bool Concerns(Stage? stage) => true;

    /// <summary>Whether what the step leaves is of no concern, for a reason that lies elsewhere in the file.</summary>
    protected virtual bool IsExempt(InstructionFacts instruction, RunFacts run, StoreOperation writer, RuleContext context) => false;

    /// <summary>Why no rewrite of the step may be offered; null where it may.</summary>
    protected virtual Refusal? RefusalOf(InstructionFacts instruction, StoreOperation writer, RuleContext context) => null;

    protected abstract string Message(StoreOperation writer, StoreOperation? packageCleanup);

    protected override void AnalyzeRun(InstructionFacts instruction, RunFacts run, BuildState before, RuleContext context)
    {
        // Without a network nothing is downloaded.
        if (!Concerns(instruction.Stage) || run.IsOffline)
        {
            return;
        }

        foreach (var store in run.Stores)
        {
            if (run.LeavesBehind(store))
            {
                AnalyzeStore(instruction, run, store, context);
            }
        }
    }

    private void AnalyzeStore(InstructionFacts instruction, RunFacts run, PackageStore store, RuleContext context)
    {
        if (run.OperationsOn(store).LastOrDefault(Leaves) is not { } writer || IsExempt(instruction, run, writer, context))
        {
            return;
        }

        var cleanup = run.OperationsOn(store).LastOrDefault(o => o.Effect == StoreEffect.CleanPackages);
        var finding = FindingAt(instruction, writer, Message(writer, cleanup), context);
        if (RefusalOf(instruction, writer, context) is { } refusal)
        {
            finding = finding with { Fixes = [], Refusals = [refusal] };
        }

        context.Report(LateCleanup(instruction, store, context) is var (step, operation)
            ? finding with { Related = [Related(step, operation, "deletes it from a later layer, which frees nothing")] }
            : finding);
    }

    /// <summary>Whether an operation leaves something. A refresh that no install needs is waste in another way, and DLS1001 speaks of it.</summary>
    private bool Leaves(StoreOperation operation) => operation.Command.Package is { } package && Concerns(package.Manager)
        && (operation.Effect == StoreEffect.ReadAndWrite || (operation.Effect == StoreEffect.Refresh && !package.Manager.RefreshesItself)
            || (operation.Effect == StoreEffect.Read && package.Manager.KeepsPackages));

    /// <summary>The first later step of the group that deletes what the layers below left.</summary>
    private static (InstructionFacts Step, StoreOperation Operation)? LateCleanup(InstructionFacts instruction, PackageStore store, RuleContext context)
    {
        foreach (var member in context.GroupOf(instruction, store)?.Members ?? [])
        {
            if (member.Index > instruction.Index
                && member.Run?.OperationsOn(store).FirstOrDefault(o => o.Effect == StoreEffect.Clean && o.Before == StoreBits.Inherited) is { } operation)
            {
                return (member, operation);
            }
        }

        return null;
    }
}
