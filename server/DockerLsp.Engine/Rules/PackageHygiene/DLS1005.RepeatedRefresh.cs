using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>The index is refreshed again though nothing changed the package sources since.</summary>
public sealed class RepeatedRefresh : HygieneRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS1005", "RepeatedRefresh", "The index is refreshed twice in one step", "PackageHygiene", Severity.Info)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    protected override void AnalyzeRun(InstructionFacts instruction, RunFacts run, BuildState before, RuleContext context)
    {
        foreach (var store in run.Stores)
        {
            StoreOperation? previous = null;
            foreach (var operation in run.OperationsOn(store))
            {
                if (operation.Effect != StoreEffect.Refresh)
                {
                    continue;
                }

                if (previous is not null && operation.Before == StoreBits.Written && SourcesAreKept(run, previous.Command, operation.Command))
                {
                    context.Report(Report(instruction, previous, operation, context));
                }

                previous = operation;
            }
        }
    }

    private static bool SourcesAreKept(RunFacts run, ScriptCommand from, ScriptCommand to)
    {
        // Two branches may each refresh once.
        if (to.Place.HasFlag(FlowPlace.Conditional) || from.Place.HasFlag(FlowPlace.Conditional))
        {
            return false;
        }

        return run.Commands.SkipWhile(c => !ReferenceEquals(c, from)).Skip(1).TakeWhile(c => !ReferenceEquals(c, to))
            .All(c => CommandKnowledge.KeepsSources(c.View, c.Package, c.Deletion));
    }

    private Finding Report(InstructionFacts instruction, StoreOperation first, StoreOperation second, RuleContext context)
    {
        var line = context.Line(RuleContext.SpanOf(instruction, first.Command).Start);
        var finding = new Finding(
            Descriptor, RuleContext.SpanOf(instruction, CommandSpan(second)), $"Downloads the index of line {line} once more: nothing in between changes the package sources")
        {
            IsUnnecessary = true,
            Related = [Related(instruction, first, "the index is fresh since here")],
        };
        if (RunRewriter.Create(context.Model, instruction, out var obstacle) is { } rewriter && (obstacle = rewriter.Remove(second.Command)) is null)
        {
            // Reached only when the first refresh has succeeded, the second one has nothing left to bring.
            return finding with
            {
                Fixes = [ReferenceEquals(first.Command.AndOr, second.Command.AndOr) || rewriter.FailureStops(first.Command)
                    ? new Fix("Delete the second refresh", Applicability.Safe, [.. rewriter.Edits])
                    : new Fix("Delete the second refresh (the first may have failed)", Applicability.Unsafe, [.. rewriter.Edits])],
            };
        }

        return obstacle is null ? finding : finding with { Refusals = [new Refusal("Delete the second refresh", $"Not deleted: {obstacle.Reason}", obstacle.Span)] };
    }
}
