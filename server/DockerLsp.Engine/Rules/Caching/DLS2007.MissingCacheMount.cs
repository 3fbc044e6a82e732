using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Caching;

/// <summary>A step that installs what the project lists downloads all of it whenever it runs again; a cache mount would keep it.</summary>
public sealed class MissingCacheMount : Rule
{
    /// <summary>Steps that install into a cache share it, and are rewritten together; nobody reviews a rewrite of more.</summary>
    private const int MaxSteps = 32;

    /// <summary>Managers whose later steps need what an earlier one put into the cache.</summary>
    private static readonly ImmutableHashSet<PackageStore> SharedStores = [.. PackageManagerTable.All.Where(m => m.InstallsIntoCache).Select(m => m.Store)];

    /// <summary>Calls that take what they install from files of the project, by manager; where none is named, all do.</summary>
    private static readonly ImmutableArray<(string Manager, ImmutableArray<string> Subcommands)> FromManifest =
    [
        ("npm", ["ci", "install", "i", "clean-install"]),
        ("yarn", ["yarn", "install"]),
        ("pnpm", ["install", "i", "fetch"]),
        ("bun", ["install", "i"]),
        ("pip", ["install"]),
        ("composer", ["install"]),
        ("cargo", ["build", "b", "fetch", "test", "cook"]),
        ("go", ["build", "download", "test"]),
        ("NuGet", ["restore", "build", "publish"]),
        ("Maven", []),
        ("Gradle", []),
    ];

    public override RuleDescriptor Descriptor { get; } =
        new("DLS2007", "MissingCacheMount", "Dependencies are downloaded again whenever the step runs again", "Caching", Severity.Hint)
        {
            Fixes = FixAvailability.Always,
        };

    public override ImmutableArray<string> Calls => [AnyPackageStore];

    /// <summary>Whether a file relies on BuildKit, any instruction may tell.</summary>
    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override object? InfluenceOf(InstructionFacts instruction) =>
        instruction.Run is { Operations.IsEmpty: false } ? Whole(instruction)
        : (instruction.Syntax is UserSyntax, TakesFromProject(instruction), instruction.Traits & (InstructionTraits.Heredocs | InstructionTraits.Mounts)) is var read && read != default ? read
        : null;

    public override void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        var model = replacement.Model;
        if (HygienePlanner.ReliesOnBuildKit(replacement.FormerModel) != HygienePlanner.ReliesOnBuildKit(model))
        {
            affected.AddFile();
            return;
        }

        if (model.StageTable.Of(Math.Max(0, replacement.Range.NewStart - 1)) is not { } stage)
        {
            return;
        }

        if (replacement.Former.Concat(replacement.Current).Any(i => i.Syntax is UserSyntax) || replacement.Former.Any(TakesFromProject) != replacement.Current.Any(TakesFromProject))
        {
            affected.AddStageAt(stage.FirstInstruction);
            return;
        }

        // The first step that fills a cache speaks for those behind it, and later ones may have become the first.
        foreach (var store in replacement.Former.Concat(replacement.Current).SelectMany(i => i.Run?.Stores ?? []).Where(SharedStores.Contains).Distinct())
        {
            foreach (var step in model.StepsOn(store, stage.FirstInstruction, stage.EndInstruction).Take(MaxSteps + 1))
            {
                affected.Add(model, step);
            }
        }
    }

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (FindInstall(instruction) is not { Command.Package.Manager: var manager } operation || instruction.Stage is not { } stage || !HygienePlanner.ReliesOnBuildKit(context.Model)
            || !HasProject(instruction, stage, context.Model))
        {
            return;
        }

        InstructionFacts[] steps = [instruction];
        if (manager.InstallsIntoCache)
        {
            // What was downloaded into the mount of one step is not there for the next one without it.
            steps = [.. context.Model.StepsOn(operation.Store, stage.FirstInstruction, stage.EndInstruction).Where(i => !i.IsOnbuild).Take(MaxSteps + 1)];
            if (steps.Length > MaxSteps || steps[0].Index != instruction.Index || stage.IsBase || instruction.Before?[operation.Store].Presence == StorePresence.Present)
            {
                return;
            }
        }

        if (FindFix(steps, operation.Store, manager, context) is { } fix)
        {
            var node = operation.Command.Node;
            var last = operation.Command.Package is { Manager.Form: not CallForm.EveryCall, SubcommandIndex: var index } ? Math.Max(index, operation.Command.View.Start) : operation.Command.View.Start;
            var call = string.Join(' ', node.Words[operation.Command.View.Start..(last + 1)].Select(w => w.ConstantValue));
            context.Report(new Finding(
                Descriptor, RuleContext.SpanOf(instruction, TextSpan.FromBounds(node.Words[0].Span.Start, node.Words[last].Span.End)),
                $"`{call}` downloads everything again whenever this step runs again; a cache mount keeps the downloads from build to build")
            {
                Fixes = [fix],
            });
        }
    }

    /// <summary>Whether files of the project are there, by whose change the step runs again.</summary>
    private static bool HasProject(InstructionFacts instruction, Stage stage, BuildModel model)
    {
        var end = instruction.Index + 1;
        for (var current = stage; current is not null; current = current.Base, end = current?.EndInstruction ?? 0)
        {
            if (model.OfKind(InstructionKinds.Copy | InstructionKinds.Add, current.FirstInstruction, end).Any(TakesFromProject)
                || model.WithTrait(InstructionTraits.Mounts, current.FirstInstruction, end).Any(TakesFromProject))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TakesFromProject(InstructionFacts instruction) =>
        !instruction.IsOnbuild && (instruction.Syntax is FileTransferSyntax transfer ? !transfer.Flags.Any(f => f.Name == "from") && transfer.Sources.Any(s => !s.IsHeredoc) : instruction.Run?.Mounts.Any(m => m.IsBound) is true);

    /// <summary>Whether a command brings the project into the step itself: it runs again by its own text, not by a changed file.</summary>
    private static bool Fetches(ScriptCommand command) => command.View.Name is "git" or "curl" or "wget" or "svn";

    /// <summary>The command of a step that a cache mount would help, where nothing speaks against one.</summary>
    private static StoreOperation? FindInstall(InstructionFacts instruction)
    {
        if (instruction is not { IsOnbuild: false, Stage: { } stage, Run: { Script.IsUnderstood: true, IsOffline: false } run }
            || run.Mounts.Any(m => m.KeepsOutOfLayer) || run.Commands.Any(Fetches))
        {
            return null;
        }

        foreach (var operation in run.Operations)
        {
            // What writes nothing to the usual place has its cache off, or elsewhere.
            if (operation is { Effect: StoreEffect.ReadAndWrite, Command.Package: { Operation: PackageOperation.Install, Manager: { CacheMount: not null } manager } package }
                && !operation.Store.HoldsIndex && IsFromManifest(package, manager) && !run.IsBound(operation.Store) && !package.HasAny(manager.CacheOnlyOptions)
                && !IsReportedAsLeft(run, stage, operation.Store, manager))
            {
                return operation;
            }
        }

        return null;
    }

    /// <summary>Whether it is package hygiene that speaks of this cache, and offers the mount as one of its answers.</summary>
    private static bool IsReportedAsLeft(RunFacts run, Stage stage, PackageStore store, PackageManager manager) =>
        run.LeavesBehind(store) && manager.RemainsMatter && (stage.IsPartOfImage || store == PackageManagerTable.Pip || manager.Name == "yarn");

    private static bool IsFromManifest(PackageCommand package, PackageManager manager)
    {
        foreach (var (name, subcommands) in FromManifest)
        {
            if (name != manager.Name)
            {
                continue;
            }

            return subcommands.IsEmpty
                ? !package.View.ArgumentValues.Any(a => a is "-v" or "-version" or "--version" or "wrapper" or "help" or "init")
                : manager.Name switch
                {
                    "pip" => package.Subcommand == "install" && package.Packages.IsEmpty && (package.HasOption("-r") || package.HasOption("--requirement")),
                    "cargo" or "go" or "NuGet" => subcommands.Contains(package.Subcommand),
                    _ => subcommands.Contains(package.Subcommand) && package.Packages.IsEmpty && !package.HasOption("-g") && !package.HasOption("--global"),
                };
        }

        return false;
    }

    /// <summary>The mounts of all the steps; null where one of them cannot have any.</summary>
    private static Fix? FindFix(InstructionFacts[] steps, PackageStore store, PackageManager manager, RuleContext context)
    {
        var fixes = new List<Fix>();
        foreach (var step in steps.Where(s => s.Run is { } run && !run.IsMounted(store)))
        {
            if (context.GroupOf(step, store) is not { Members: [var only] } group || only.Index != step.Index)
            {
                return null;
            }

            if (HygienePlanner.PlanMount(context.Model, group) is not { } fix)
            {
                return null;
            }

            fixes.Add(fix);
        }

        var ofOne = fixes[0];
        if (fixes.Count > 1)
        {
            var risk = manager.InstallsIntoCache && manager.CacheMount?.Risk is { } given && !given.StartsWith("later", StringComparison.Ordinal) ? given : "outlive the build";
            ofOne = ofOne with { Title = $"Use cache mounts in {fixes.Count} {store.Name} steps ({risk})", Applicability = Applicability.Unsafe, Edits = [.. fixes.SelectMany(f => f.Edits)] };
        }

        if (context.Options.Layering == Layering.CacheMount)
        {
            return ofOne;
        }

        // Who asked for another shape decides on each of them.
        return ofOne.Applicability == Applicability.Safe
            ? ofOne with { Title = $"{ofOne.Title} (outlives the build)", Applicability = Applicability.Unsafe, IsOnRequest = true }
            : ofOne with { IsOnRequest = true };
    }
}
