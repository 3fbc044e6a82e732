using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>An install has no index to read that this file refreshed.</summary>
public sealed class MissingRefresh : HygieneRule
{
    /// <summary>So many steps of a stage are looked at.</summary>
    private const int MaxStepsBefore = 64;

    public override RuleDescriptor Descriptor { get; } =
        new("DLS1003", "MissingRefresh", "An install has no refreshed package index to read", "PackageHygiene", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    protected override void AnalyzeRun(InstructionFacts instruction, RunFacts run, BuildState before, RuleContext context)
    {
        if (instruction.IsOnbuild || instruction.Stage is not { IsImplicit: false } stage)
        {
            return;
        }

        foreach (var store in run.Stores)
        {
            var operation = run.LateReadOf(store);
            if (operation is null || run.IsMounted(store) || run.IsBound(store) || Download.RefreshesBefore(run, store, operation.Command)
                || StoreUse.MayRefreshUnseen(run, store, operation.Command) || !before.Image.MayUse(store))
            {
                continue;
            }

            var state = before[store];
            var message = (state.Presence, state.Origin) switch
            {
                (StorePresence.Absent, null) => $"No index to install from: `{stage.Image.Name}` ships none, and nothing before this line makes one",
                (StorePresence.Absent, _) => $"No index to install from: an earlier layer deleted it{DeletedIn(context, state)}",
                (StorePresence.Unknown, null) => $"Nothing in this file refreshes the index that this reads: it is as old as `{stage.Image.Name}`, if that image has one",
                _ => null,
            };
            if (message is not null && !MayBeRefreshedUnseen(context.Model, instruction, store))
            {
                context.Report(FindingAt(instruction, operation, message, context));
            }
        }
    }

    /// <summary>Whether a step before may have refreshed the index in a way that is not seen.</summary>
    private static bool MayBeRefreshedUnseen(BuildModel model, InstructionFacts instruction, PackageStore store) =>
        BuildModel.PartsBefore(instruction).Any(part => model.StepsOn(store, part.From, part.To).Take(MaxStepsBefore)
            .Any(i => MayRefreshUnseen(i, store)));

    private static string DeletedIn(RuleContext context, StoreState state) =>
        state.Origin is { } origin && context.Model.Find(origin) is { } step ? $" (line {context.Line(step)})" : "";
}
