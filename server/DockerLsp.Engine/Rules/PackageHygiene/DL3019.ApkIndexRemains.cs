using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary><c>apk add</c> keeps a copy of the index, which <c>--no-cache</c> makes needless.</summary>
public sealed class ApkIndexRemains : HygieneRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3019", "ApkIndexRemains", "apk add keeps a copy of the index", "PackageHygiene", Severity.Info)
        {
            Aliases = ["DS-0025"],
            Fixes = FixAvailability.Sometimes,
        };

    protected override void AnalyzeRun(InstructionFacts instruction, RunFacts run, BuildState before, RuleContext context)
    {
        var store = PackageManagerTable.Apk;
        if (run.IsMounted(store))
        {
            return;
        }

        var adds = run.OperationsOn(store).Where(o => o is { Effect: StoreEffect.ReadAndWrite, Command.Package.Operation: PackageOperation.Install }).ToImmutableArray();
        if (!adds.IsEmpty)
        {
            context.Report(WithFix(
                new Finding(Descriptor, RuleContext.SpanOf(instruction, CommandSpan(adds[0])), Message(run)), instruction, run, context));
            return;
        }

        // A refresh beside `apk add --no-cache`, which reads the index over the network anyway.
        var refresh = run.OperationsOn(store).LastOrDefault(o => o.Effect == StoreEffect.Refresh);
        if (refresh is not null && run.LeavesBehind(store) && run.OperationsOn(store).Any(o => o.Effect == StoreEffect.ReadFresh))
        {
            context.Report(WithFix(
                new Finding(Descriptor, RuleContext.SpanOf(instruction, CommandSpan(refresh)), "Leaves an index in this layer that `apk add --no-cache` does not read"), instruction, run, context));
        }
    }

    private static string Message(RunFacts run) =>
        run.LeavesBehind(PackageManagerTable.Apk)
            ? "Leaves the package index in this layer; `--no-cache` reads it over the network and keeps nothing"
            : "Keeps a copy of the package index for a moment; `--no-cache` makes refresh and cleanup needless";

    private static Finding WithFix(Finding finding, InstructionFacts instruction, RunFacts run, RuleContext context)
    {
        if (RunRewriter.Create(context.Model, instruction, out var obstacle) is not { } rewriter)
        {
            return obstacle is null ? finding : finding with { Refusals = [new Refusal("Install with --no-cache", $"Not rewritten: {obstacle.Reason}", obstacle.Span)] };
        }

        if (instruction.Before?[PackageManagerTable.Apk].Presence == StorePresence.Present
            && run.OperationsOn(PackageManagerTable.Apk).FirstOrDefault(o => o.Effect == StoreEffect.Clean) is { } cleanup)
        {
            // It hides that index for good, and would be left with nothing of its own to delete.
            return finding with { Refusals = [new Refusal("Install with --no-cache", "Not rewritten: this deletes what an earlier layer holds, too, which has to go first", RuleContext.SpanOf(instruction, cleanup.Command))] };
        }

        Obstacle? stays = null;
        foreach (var operation in run.OperationsOn(PackageManagerTable.Apk))
        {
            switch (operation)
            {
                case { Effect: StoreEffect.ReadAndWrite, Command.Package: { Manager.NoCacheOption: { } option } package }:
                    rewriter.LeaveNoCache(package, option);
                    break;
                case { Effect: StoreEffect.Refresh }:
                    stays = rewriter.Remove(operation.Command) ?? stays;
                    break;
            }
        }

        if (stays is not null && run.LeavesBehind(PackageManagerTable.Apk))
        {
            // The index that it fetches would stay in the layer.
            return finding with { Refusals = [new Refusal("Install with --no-cache", $"Not rewritten: {stays.Reason}", stays.Span)] };
        }

        foreach (var operation in run.OperationsOn(PackageManagerTable.Apk))
        {
            // Behind a refresh that stays, the cleanup is needed.
            if (stays is null && operation is { Effect: StoreEffect.Clean, Command.Deletion: { } deletion } && deletion.IsOnly(PackageManagerTable.Apk))
            {
                // Where it cannot go without changing the step, it stays: it is needless, not wrong.
                _ = rewriter.Remove(operation.Command);
            }
        }

        var ordered = rewriter.Edits.OrderBy(e => e.Span.Start).ToImmutableArray();
        if (ordered.IsEmpty || TextChange.FirstOverlap(ordered) is not null)
        {
            return finding;
        }

        var title = run.OperationsOn(PackageManagerTable.Apk).Any(o => o.Effect == StoreEffect.ReadAndWrite) ? "Install with --no-cache" : "Delete this refresh";
        return finding with { Fixes = [new Fix(title, Applicability.Safe, ordered)] };
    }
}
