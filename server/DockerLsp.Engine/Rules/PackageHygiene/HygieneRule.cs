using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>What the rules on package indexes and caches have in common.</summary>
public abstract class HygieneRule : Rule
{
    /// <summary>More steps share one index in no file that a person wrote.</summary>
    private const int MaxMembersWithOwnFix = 64;

    /// <summary>What matters to all rewrites, wherever in the file it stands.</summary>
    private const InstructionTraits OfTheFile = InstructionTraits.Heredocs | InstructionTraits.Mounts | InstructionTraits.Yarn2;

    public override ImmutableArray<string> Calls => [AnyPackageStore];

    /// <summary>A rewrite may concern steps of other stages, which start from this one.</summary>
    public override RuleScope Scope => RuleScope.File;

    public sealed override InstructionKinds Kinds => InstructionKinds.Run;

    /// <summary>
    /// Of a step that has nothing to do with packages only its place and its layout count, whether others are neighbours; and what
    /// tells all of them which rewrites are safe.
    /// </summary>
    public sealed override object? InfluenceOf(InstructionFacts instruction) =>
        Scope == RuleScope.Instruction ? null
        : instruction.Run is { Operations.IsEmpty: false } or { Unseen.IsEmpty: false } ? Whole(instruction)
        : instruction.HasTrait(InstructionTraits.PackageSources) ? Whole(instruction)
        : (instruction.Syntax.Kind, InstructionEdits.LayoutOf(instruction.Syntax), Circumstance.Of(instruction), instruction.Traits & OfTheFile);

    /// <summary>What the rewrites read, which are the same for all of these rules.</summary>
    public override void AddAffected(Replacement replacement, AffectedInstructions affected) => affected.AddAll(replacement.FindOnce(FindAffected));

    private static void FindAffected(Replacement replacement, AffectedInstructions affected)
    {
        if (!Circumstances(replacement.Former).SequenceEqual(Circumstances(replacement.Current))
            || HygienePlanner.ReliesOnBuildKit(replacement.FormerModel) != HygienePlanner.ReliesOnBuildKit(replacement.Model)
            || (replacement.Former.Any(IsOfYarn2) || replacement.Current.Any(IsOfYarn2)) && UsesYarn2(replacement.FormerModel) != UsesYarn2(replacement.Model))
        {
            affected.AddFile();
            return;
        }

        // A name that only the build knows leaves the state as it is; whether there is a USER at all counts behind it.
        if (replacement.Former.Any(IsUser) != replacement.Current.Any(IsUser) && replacement.Model.StageTable.Of(replacement.Range.NewStart - 1) is { } stage
            && !HasUserBefore(replacement.Model, stage, replacement.Range.NewStart))
        {
            affected.AddStageAt(stage.FirstInstruction);
        }

        foreach (var step in replacement.Former)
        {
            AddGroups(replacement.FormerModel, step, affected);
        }

        foreach (var step in replacement.Current)
        {
            AddGroups(replacement.Model, step, affected);
        }

        // Neighbours may be joined, or are no neighbours any more.
        foreach (var index in new[] { replacement.Range.NewStart - 1, replacement.Range.NewEnd })
        {
            if (index >= 0 && index < replacement.Model.Instructions.Length)
            {
                AddGroups(replacement.Model, replacement.Model.Instructions[index], affected);
            }
        }

        // Where the first step of a stage that uses apt stands, and who runs it, is where and whether a cache mount lets apt keep packages.
        if (replacement.Former.Any(i => IsFirstOnApt(i, replacement.FormerModel)) || replacement.Current.Any(i => IsFirstOnApt(i, replacement.Model)))
        {
            foreach (var part in replacement.Model.StagesOn(replacement.Range.NewStart - 1))
            {
                AddSteps(replacement.Model.StepsOn(PackageManagerTable.Apt, part.FirstInstruction, part.EndInstruction));
            }
        }

        // What a step that only refreshes is good for is for all later ones to say.
        foreach (var store in PackageManagerTable.Stores)
        {
            if (!store.HoldsIndex)
            {
                // Downloads alone: what one step leaves there is nothing to a rewrite of another, but for those that work offline.
                if (replacement.Former.Any(i => HygienePlanner.WorksOffline(i, store)) || replacement.Current.Any(i => HygienePlanner.WorksOffline(i, store)))
                {
                    AddSteps(replacement.Model.StepsOn(store));
                }

                continue;
            }

            var installed = replacement.Former.Any(i => InstallsByItself(i, store));
            var installs = replacement.Current.Any(i => InstallsByItself(i, store));
            var stops = (installed || installs)
                && replacement.Former.Any(i => HygienePlanner.StopsWithoutIndex(replacement.FormerModel, i, store))
                    != replacement.Current.Any(i => HygienePlanner.StopsWithoutIndex(replacement.Model, i, store));
            var unseen = replacement.Former.Any(i => MayRefreshUnseen(i, store)) != replacement.Current.Any(i => MayRefreshUnseen(i, store));
            if (installed == installs && !stops && !unseen && !((installed || installs) && HygienePlanner.LeavesNoCache(store)))
            {
                continue;
            }

            var concerned = !unseen && StepsOn(replacement.Former, store) == StepsOn(replacement.Current, store)
                ? replacement.Model.RefreshesOf(store, replacement.Range.NewEnd)
                : replacement.Model.StepsOn(store);
            AddSteps(concerned);
        }

        void AddSteps(IEnumerable<InstructionFacts> steps)
        {
            foreach (var step in steps)
            {
                AddGroups(replacement.Model, step, affected);
            }
        }
    }

    /// <summary>Whether a step is the first of its stage that has to do with apt.</summary>
    private static bool IsFirstOnApt(InstructionFacts step, BuildModel model) =>
        step is { IsOnbuild: false, Stage: { } stage, Run: { } run } && (run.Operations.Any(o => o.Store == PackageManagerTable.Apt) || run.Unseen.Contains(PackageManagerTable.Apt))
        && !model.StepsOn(PackageManagerTable.Apt, stage.FirstInstruction, step.Index).Any(i => !i.IsOnbuild);

    private static int StepsOn(InstructionList instructions, PackageStore store) =>
        instructions.Count(i => i.Run is { } run && run.Stores.Contains(store));

    private static IEnumerable<Circumstance> Circumstances(InstructionList instructions) =>
        instructions.Select(Circumstance.Of).OfType<Circumstance>();

    public sealed override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is { Run: { Operations.IsDefaultOrEmpty: false } run, Before: { } before })
        {
            AnalyzeRun(instruction, run, before, context);
        }
    }

    protected abstract void AnalyzeRun(InstructionFacts instruction, RunFacts run, BuildState before, RuleContext context);

    private static bool IsUser(InstructionFacts instruction) => instruction.Syntax is UserSyntax;

    private static bool HasUserBefore(BuildModel model, Stage stage, int index)
    {
        for (var part = stage; part is not null; part = part.Base)
        {
            if (model.OfKind(InstructionKinds.User, part.FirstInstruction, Math.Min(index, part.EndInstruction)).Any(IsUser))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfYarn2(InstructionFacts instruction) => instruction.HasTrait(InstructionTraits.Yarn2);

    private static bool UsesYarn2(BuildModel model) => model.WithTrait(InstructionTraits.Yarn2).Any();

    private static bool InstallsByItself(InstructionFacts step, PackageStore store) =>
        step.Run?.OperationsOn(store).Any(o => o.Effect is StoreEffect.ReadAndWrite or StoreEffect.ReadFresh) == true;

    /// <summary>Whether a step, <c>./install-deps.sh</c> for example, may refresh the index in a way that is not seen.</summary>
    protected static bool MayRefreshUnseen(InstructionFacts step, PackageStore store) =>
        step is { IsOnbuild: false, Run: { } run } && StoreUse.MayRefreshUnseen(run, store, null);

    /// <summary>Whether a text has a word that is no part of a longer name.</summary>
    protected static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsNamePart(text[at - 1])) && (at + word.Length == text.Length || !IsNamePart(text[at + word.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    private static void AddGroups(BuildModel model, InstructionFacts step, AffectedInstructions affected)
    {
        IEnumerable<PackageStore> stores = step.Run is { } run ? run.Operations.Select(o => o.Store).Concat(run.Unseen) : [];
        if (step.HasTrait(InstructionTraits.PackageSources))
        {
            // Whether a refresh behind it reads what the one before it read.
            stores = stores.Append(PackageManagerTable.Apt);
        }

        foreach (var store in stores.Distinct())
        {
            AddGroup(HygieneGroup.FirstOf(model, step, store), store);
            var sharing = step.Before?[store].Sharing;
            AddGroup(sharing, store);
            foreach (var earlier in sharing is { } first ? HygieneGroup.Behind(model, first, store) : [])
            {
                AddGroup(earlier, store);
            }
        }

        void AddGroup(StepId? first, PackageStore store)
        {
            if (first is { } id)
            {
                foreach (var member in HygieneGroup.Find(model, id, store).Members)
                {
                    affected.Add(model, member);
                }
            }
        }
    }

    /// <summary>A finding at a command, with the rewrites of the steps that share its index.</summary>
    protected Finding FindingAt(InstructionFacts instruction, StoreOperation operation, string message, RuleContext context)
    {
        var finding = new Finding(Descriptor, RuleContext.SpanOf(instruction, CommandSpan(operation)), message);
        var group = instruction.IsOnbuild ? HygieneGroup.OfOne(instruction, operation.Store) : context.GroupOf(instruction, operation.Store);
        if (group is null)
        {
            return finding;
        }

        if (group.Members.Length > MaxMembersWithOwnFix && instruction.Index != group.Members[0].Index)
        {
            // The rewrite concerns all of them: repeated at each, its edits would grow with the square of the file.
            return finding;
        }

        var plan = context.PlanOf(group);
        return finding with { Fixes = plan.Fixes, Refusals = plan.Refusals };
    }

    /// <summary>The program, its options and its subcommand; the packages are not to blame.</summary>
    protected static TextSpan CommandSpan(StoreOperation operation)
    {
        var node = operation.Command.Node;
        var start = node.Words[0].Span.Start;
        return operation.Command.Package is { SubcommandIndex: >= 0 and var last } ? TextSpan.FromBounds(start, node.Words[last].Span.End)
            : TextSpan.FromBounds(start, Math.Max(start, node.Words[^1].Span.End));
    }

    /// <summary>How the command is called in messages: <c>apt-get install</c>.</summary>
    protected static string NameOf(StoreOperation operation) =>
        operation.Command.Package is { SubcommandIndex: var index } package && index > package.View.Start
            ? $"{package.View.Name} {package.Node.Words[index].ConstantValue}"
            : operation.Command.View.Name ?? "";

    /// <summary>The steps of a group that read the index from an earlier layer, with the command that does.</summary>
    protected static IEnumerable<(InstructionFacts Step, StoreOperation Operation)> LateReaders(HygieneGroup group) =>
        group.Members.Select(m => (m, m.Run?.LateReadOf(group.Store)))
            .Where(p => p.Item2 is not null).Select(p => (p.m, p.Item2 ?? throw new InvalidOperationException()));

    /// <summary>The step whose layer holds what a later step of the group finds.</summary>
    protected static InstructionFacts? OriginFor(HygieneGroup group, InstructionFacts step) =>
        group.WriterBefore(step);

    protected static RelatedPlace Related(InstructionFacts step, StoreOperation operation, string message) =>
        new(RuleContext.SpanOf(step, CommandSpan(operation)), message);

    protected static ImmutableArray<StoreOperation> Writers(RunFacts run, PackageStore store) =>
        [.. run.OperationsOn(store).Where(o => o.Effect is StoreEffect.Refresh or StoreEffect.ReadAndWrite)];

    /// <summary>What an instruction tells of the file that matters to all rewrites: which managers the program calls, and what apt keeps.</summary>
    private sealed record Circumstance(string Program, bool EndsDockerClean)
    {
        /// <summary>What a program calls: managers whose cache it needs, and what makes them need it.</summary>
        private static readonly ImmutableArray<string> Words =
            [.. PackageManagerTable.All.Where(m => m.InstallsIntoCache).SelectMany(m => m.Commands).Distinct(), "run", "watch", "test"];

        public static Circumstance? Of(InstructionFacts instruction)
        {
            var program = instruction.Effective is CmdSyntax or EntrypointSyntax
                ? string.Join(' ', Words.Where(w => HasWord(instruction.Syntax.Green.Text, w))) : "";
            var endsDockerClean = instruction.HasTrait(InstructionTraits.DockerClean);
            return program.Length > 0 || endsDockerClean ? new Circumstance(program, endsDockerClean) : null;
        }
    }
}
