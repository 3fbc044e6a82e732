using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>The cache of a package manager stays in the image: of all those that hadolint has no rule for.</summary>
public sealed class PackageCacheRemains : LeftBehindRule
{
    private static readonly ImmutableArray<PackageStore> Caches = [.. PackageManagerTable.All.Where(m => m.InstallsIntoCache).Select(m => m.Store).Distinct()];

    public override RuleDescriptor Descriptor { get; } =
        new("DLS1007", "PackageCacheRemains", "The cache of a package manager stays in the image", "PackageHygiene", Severity.Info)
        {
            Fixes = FixAvailability.Sometimes,
        };

    /// <summary>
    /// Of a cache that installs fill and read, the first step of a stage that leaves it there has the finding, with the first other
    /// step of the file that uses it.
    /// </summary>
    public override void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        base.AddAffected(replacement, affected);
        foreach (var store in Caches)
        {
            var former = UsesIn(replacement.Former, store);
            var current = UsesIn(replacement.Current, store);
            foreach (var stage in former.Concat(current).Select(i => i.Stage).OfType<Stage>().Select(s => s.Index).Distinct())
            {
                AddFirst(replacement.FormerModel, replacement.FormerModel.Stages[stage], store);
                AddFirst(replacement.Model, replacement.Model.Stages[stage], store);
            }

            // One of the first two is what every step finds as the first other one.
            if (replacement.Model.StepsOn(store, 0, replacement.Range.NewStart).Take(2).Count() < 2
                && !former.Select(i => MentionOf(i, store)).SequenceEqual(current.Select(i => MentionOf(i, store))))
            {
                foreach (var stage in replacement.Model.Stages)
                {
                    AddFirst(replacement.Model, stage, store);
                }
            }
        }

        void AddFirst(BuildModel model, Stage stage, PackageStore store)
        {
            if (FirstUse(stage, store, model) is { } first)
            {
                affected.Add(model, first);
            }
        }

        static InstructionFacts[] UsesIn(InstructionList steps, PackageStore store) =>
            [.. steps.Where(i => i.Run is { } run && (run.Stores.Contains(store) || run.Unseen.Contains(store)))];

        static (string? Name, TextSpan Span) MentionOf(InstructionFacts step, PackageStore store)
        {
            var (name, span) = UseOf(step, store);
            return (name, span.Shift(-step.Syntax.Position));
        }
    }

    protected override bool Concerns(PackageManager manager) =>
        manager.RemainsMatter && (manager.CleanupCommand is not null || manager.NoCacheOption is not null) && !HasRuleOfItsOwn(manager);

    /// <summary>What a stage leaves that only <c>COPY --from</c> reads is not in the image.</summary>
    protected override bool Concerns(Stage? stage) => stage is not { IsPartOfImage: false };

    protected override bool IsExempt(InstructionFacts instruction, RunFacts run, StoreOperation writer, RuleContext context)
    {
        if (writer.Effect == StoreEffect.Refresh || writer.Command.Package is not { Manager: var manager })
        {
            // A refresh that stands alone is DLS1001's.
            return true;
        }

        if (!manager.Store.PackagePaths.IsEmpty && LeavesNoPackages(run, manager.Store))
        {
            // The index alone is small.
            return true;
        }

        return manager.InstallsIntoCache && (IsNeededByProgram(instruction, manager, context.Model) || FirstUse(instruction.Stage, manager.Store, context.Model)?.Index != instruction.Index);
    }

    protected override string Message(StoreOperation writer, StoreOperation? packageCleanup)
    {
        var manager = writer.Command.Package?.Manager;
        return manager is { InstallsIntoCache: true }
            ? $"Leaves {manager.Name}'s {manager.Store.Description} in the image, as a build stage of its own would not"
            : $"Leaves {manager?.Name}'s {manager?.Store.Description} in this layer";
    }

    /// <summary>What a cleanup would take from other steps is not offered.</summary>
    protected override Refusal? RefusalOf(InstructionFacts instruction, StoreOperation writer, RuleContext context)
    {
        if (writer.Command.Package is not { Manager: { InstallsIntoCache: true } manager } || OtherUse(instruction, manager, context.Model) is not { } other)
        {
            return null;
        }

        var (name, span) = UseOf(other, manager.Store);
        var command = name is null ? "" : $"`{name}` in ";
        return new Refusal("Clean up in this RUN", $"Not rewritten: {command}line {context.Line(span.Start)} uses the same {manager.Store.Description}", span);
    }

    /// <summary>The first command of a step that uses a store, and its place; no name where it is not seen.</summary>
    private static (string? Name, TextSpan Span) UseOf(InstructionFacts step, PackageStore store) =>
        step.Run?.OperationsOn(store).FirstOrDefault() is { } use ? (NameOf(use), RuleContext.SpanOf(step, CommandSpan(use))) : (null, step.Syntax.Keyword.Span);

    private static bool HasRuleOfItsOwn(PackageManager manager) =>
        manager.Name == "yarn" || manager.Store == PackageManagerTable.Apt || manager.Store == PackageManagerTable.Apk || manager.Store == PackageManagerTable.Rpm
        || manager.Store == PackageManagerTable.Zypper || manager.Store == PackageManagerTable.Pip;

    private static bool LeavesNoPackages(RunFacts run, PackageStore store) =>
        run.Mounts.Any(m => m is { KeepsOutOfLayer: true, Target: { } target } && store.PackagePaths.Any(p => PathPattern.Contains(target, p)))
        || run.OperationsOn(store).Any(o => o.Effect == StoreEffect.CleanPackages)
        || run.Commands.Any(c => c.Deletion is { } deletion && deletion.Paths.Any(p => p is null || store.PackagePaths.Any(f => PathPattern.Covers(p, f) != false)));

    /// <summary>Whether the program that the image starts calls the manager: <c>CMD ["mvn", "spring-boot:run"]</c>.</summary>
    private static bool IsNeededByProgram(InstructionFacts instruction, PackageManager manager, BuildModel model)
    {
        foreach (var other in model.OfKind(InstructionKinds.Cmd | InstructionKinds.Entrypoint, instruction.Index))
        {
            if (manager.Commands.Any(c => HasWord(other.Syntax.Green.Text, c)) && (manager.Name != "NuGet" || HasWord(other.Syntax.Green.Text, "run") || HasWord(other.Syntax.Green.Text, "watch") || HasWord(other.Syntax.Green.Text, "test")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first step of the stage that fills the store: one word on it is enough.</summary>
    private static InstructionFacts? FirstUse(Stage? stage, PackageStore store, BuildModel model) => stage is null ? null
        : model.StepsOn(store, stage.FirstInstruction, stage.EndInstruction).FirstOrDefault(i => i.Run?.LeavesBehind(store) == true);

    private static InstructionFacts? OtherUse(InstructionFacts instruction, PackageManager manager, BuildModel model) =>
        model.StepsOn(manager.Store).FirstOrDefault(i => i.Index != instruction.Index);
}
