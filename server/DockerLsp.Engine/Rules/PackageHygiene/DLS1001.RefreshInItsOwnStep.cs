using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>The index is refreshed in a step that installs nothing from it.</summary>
public sealed class RefreshInItsOwnStep : HygieneRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS1001", "RefreshInItsOwnStep", "The package index is refreshed in a step of its own", "PackageHygiene", Severity.Warning)
        {
            Aliases = ["S6595", "DS-0017", "CKV_DOCKER_5"],
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
            var operations = run.OperationsOn(store);
            var last = operations.LastOrDefault(o => o.Effect == StoreEffect.Refresh);
            if (last is null || run.IsMounted(store) || last.Command.Package is not { Manager: { StaleIndexHarm: not StaleIndexHarm.None } manager })
            {
                continue;
            }

            // Whatever reads or deletes the fresh index in the same step is served.
            if (operations[(operations.IndexOf(last) + 1)..].Any(o => o.Effect is not (StoreEffect.CleanPackages or StoreEffect.Refresh)) || (last.Command.Place & (FlowPlace.Function | FlowPlace.Substitution)) != 0)
            {
                continue;
            }

            var group = context.GroupOf(instruction, store);
            var readers = group is null ? [] : LateReaders(group).Where(r => r.Step.Index > instruction.Index).ToArray();
            var message = readers is [] && manager.StaleIndexHarm != StaleIndexHarm.Waste ? UnreadMessage(run, group?.Dependents.FirstOrDefault(d => d.Index > instruction.Index), context)
                : Message(manager, [.. readers.Select(r => context.Line(RuleContext.SpanOf(r.Step, r.Operation.Command).Start))]);
            var finding = FindingAt(instruction, last, message, context);
            context.Report(finding with
            {
                Fixes = [.. finding.Fixes.Where(f => manager.NoCacheOption is null || Mends(f, finding))],
                Related = [.. readers.Select(r => Related(r.Step, r.Operation, "installs from the index of that layer"))],
            });
        }
    }

    /// <summary>An option that keeps the cache out of the installs does nothing about a refresh that shares its step with them.</summary>
    private static bool Mends(Fix fix, Finding finding) =>
        fix.Layering == Layering.CacheMount || fix.Edits.Any(e => e.Span.Contains(finding.Span));

    private static string UnreadMessage(RunFacts run, InstructionFacts? dependent, RuleContext context) =>
        dependent is not null ? $"Cached apart from line {context.Line(dependent)}, which may install from it: a later change there installs from an old package index"
        : run.Commands.All(c => c.Package is { Operation: PackageOperation.Refresh or PackageOperation.CleanPackages } || c.View.Name is "set")
            ? "Keeps an index in a layer of its own, and no later step of this file reads it"
            : "Downloads an index that no later command and no later step of this file reads";

    private static string Message(PackageManager manager, ImmutableArray<int> lines)
    {
        if (manager.StaleIndexHarm == StaleIndexHarm.Waste)
        {
            return $"{manager.Name} fetches an index that is missing or too old by itself: this layer only keeps a copy";
        }

        return lines switch
        {
            [var line] => $"Cached apart from the install in line {line}: a later change there installs from an old package index",
            _ => $"Cached apart from the installs in lines {string.Join(", ", lines[..^1])} and {lines[^1]}: a later change there installs from an old package index",
        };
    }
}
