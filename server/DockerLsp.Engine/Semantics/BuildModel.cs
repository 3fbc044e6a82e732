using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using RecordSequence = DockerLsp.Engine.Text.PersistentSequence<
    DockerLsp.Engine.Semantics.BuildRecord, DockerLsp.Engine.Semantics.BuildMeasure>;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// The build that a Dockerfile describes: its stages, and what is known before each instruction. Immutable; the model of a
/// changed text shares with the former one what did not change.
/// </summary>
public sealed class BuildModel
{
    private static long versions;

    private readonly StageTable stages;
    private ChunkedTable<InstructionFacts> facts;
    private InstructionList? instructions;

    internal BuildModel(
        DockerfileSyntax tree, RecordSequence records, StageTable stages, BuildRequest build, ImmutableDictionary<string, string?> globalArguments, BuildStatistics statistics)
    {
        Tree = tree;
        Records = records;
        this.stages = stages;
        Build = build;
        GlobalArguments = globalArguments;
        Statistics = statistics;
        facts = new ChunkedTable<InstructionFacts>(records.Count);
    }

    public DockerfileSyntax Tree { get; }

    public InstructionList Instructions => instructions ??= new InstructionList(this, 0, Records.Count);

    public ImmutableArray<Stage> Stages => stages.Stages;

    /// <summary>What the build is given.</summary>
    public BuildRequest Build { get; }

    /// <summary>What it took to make this version.</summary>
    public BuildStatistics Statistics { get; }

    internal RecordSequence Records { get; }

    /// <summary>A number that no other model has.</summary>
    internal long Version { get; } = Interlocked.Increment(ref versions);

    internal StageTable StageTable => stages;

    /// <summary>ARG before the first FROM.</summary>
    internal ImmutableDictionary<string, string?> GlobalArguments { get; }

    /// <summary>How many instructions rules and others have asked for; a measure of their work.</summary>
    internal int FactsMade => factsMade;

    private int factsMade;

    /// <summary>The instructions of a stage, its FROM included.</summary>
    public InstructionList InstructionsOf(Stage stage) => Instructions[stage.FirstInstruction..stage.EndInstruction];

    /// <summary>What comes before an instruction in its stage and in those that it starts from, the nearest first.</summary>
    public static StageParts PartsBefore(InstructionFacts instruction) => new(instruction.Stage, instruction.Index);

    /// <summary>Whether a USER comes before an instruction, be it one with a name that only the build knows.</summary>
    public bool HasUserBefore(InstructionFacts instruction) =>
        PartsBefore(instruction).Any(part => OfKind(InstructionKinds.User, part.From, part.To).Any(i => !i.IsOnbuild));

    /// <summary>The stages that start from a stage.</summary>
    public ImmutableArray<Stage> StagesFrom(Stage stage) => stages.StartingFrom(stage);

    /// <summary>The stage of an instruction, and those that start from it; none before the first FROM.</summary>
    internal IEnumerable<Stage> StagesOn(int index)
    {
        var pending = new Stack<Stage>();
        if (stages.Of(index) is { } stage)
        {
            pending.Push(stage);
        }

        while (pending.TryPop(out var next))
        {
            yield return next;
            foreach (var child in StagesFrom(next))
            {
                pending.Push(child);
            }
        }
    }

    /// <summary>The instruction of an id; null where it stands in the file no more.</summary>
    public InstructionFacts? Find(StepId id) => IndexOf(id) is var index and >= 0 ? GetFacts(index) : null;

    /// <summary>The id of an instruction.</summary>
    public StepId IdOf(InstructionFacts instruction) => Records.GetAt(instruction.Index).Item.Id;

    /// <summary>The instructions of some kinds, within an ONBUILD or not, from an index on: without a look at the others.</summary>
    public IEnumerable<InstructionFacts> OfKind(InstructionKinds kinds, int from = 0, int? end = null) =>
        Where(new InstructionFilter(InstructionProperty.Kind, (ulong)kinds), from, end ?? int.MaxValue);

    /// <summary>The instructions with some trait, from an index on: without a look at the others.</summary>
    public IEnumerable<InstructionFacts> WithTrait(InstructionTraits traits, int from = 0, int? end = null) =>
        Where(new InstructionFilter(InstructionProperty.Trait, (ulong)traits), from, end ?? int.MaxValue);

    /// <summary>The last instruction of some kinds before an index; null where there is none from the other index on.</summary>
    public InstructionFacts? LastOfKind(InstructionKinds kinds, int before, int from = 0) => Last(new InstructionFilter(InstructionProperty.Kind, (ulong)kinds), before, from);

    /// <summary>The last instruction with some trait before an index; null where there is none from the other index on.</summary>
    public InstructionFacts? LastWithTrait(InstructionTraits traits, int before, int from = 0) => Last(new InstructionFilter(InstructionProperty.Trait, (ulong)traits), before, from);

    /// <summary>The instructions that have to do with a package store, from an index on: without a look at the others.</summary>
    public IEnumerable<InstructionFacts> StepsOn(PackageStore store, int from = 0, int? end = null) =>
        Where(new InstructionFilter(InstructionProperty.Uses, StoreMask.BitOf(store)), from, end ?? int.MaxValue);

    /// <summary>The steps that install into a store and fetch its index by themselves, from an index on.</summary>
    public IEnumerable<InstructionFacts> InstallsInto(PackageStore store, int from) =>
        Where(new InstructionFilter(InstructionProperty.Installs, StoreMask.BitOf(store)), from, int.MaxValue);

    /// <summary>The steps before an index that refresh the index of a store and install nothing behind that.</summary>
    public IEnumerable<InstructionFacts> RefreshesOf(PackageStore store, int end) =>
        Where(new InstructionFilter(InstructionProperty.Refreshes, StoreMask.BitOf(store)), 0, end);

    /// <summary>Follows the build from the first instruction to the last.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static BuildModel Create(DockerfileSyntax tree, CancellationToken cancellationToken = default) =>
        Create(tree, BuildRequest.Default, cancellationToken);

    /// <summary>Follows a build with options.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static BuildModel Create(DockerfileSyntax tree, BuildRequest build, CancellationToken cancellationToken = default)
    {
        using var ahead = ScriptsAhead.Begin(tree);
        return Binder.Bind(tree, build, ahead, cancellationToken);
    }

    /// <summary>Reads a text, and follows the build that it describes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="build">What the build is given.</param>
    /// <param name="known">Instructions of other texts, to which those of this one are added; null for those of this text alone.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static BuildModel Create(SourceText text, BuildRequest build, InstructionTable? known, CancellationToken cancellationToken)
    {
        using var ahead = ScriptsAhead.Begin(text);
        var tree = DockerfileSyntax.Parse(text, known, ahead is null ? null : ahead.Add);
        ahead?.Complete();
        return Binder.Bind(tree, build, ahead, cancellationToken);
    }

    /// <summary>
    /// The model of a changed tree: states are computed from what was replaced on, and only until they equal the old ones.
    /// </summary>
    /// <param name="tree">The changed tree.</param>
    /// <param name="replaced">The instructions that the tree replaced.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The model, and where it differs from this one; null for anywhere.</returns>
    internal (BuildModel Model, IReadOnlyList<ReplacedRange>? Changed) WithTree(
        DockerfileSyntax tree, IReadOnlyList<ReplacedRange>? replaced, CancellationToken cancellationToken) =>
        replaced is not null && Rebinder.TryRebind(this, tree, replaced, cancellationToken) is var (model, changed)
            ? (model, changed)
            : (Create(tree, Build, cancellationToken), null);

    private IEnumerable<InstructionFacts> Where(InstructionFilter filter, int from, int end)
    {
        while (Records.FindNext(filter, from, end) is { } entry)
        {
            yield return GetFacts(entry.Index);
            from = entry.Index + 1;
        }
    }

    private InstructionFacts? Last(InstructionFilter filter, int before, int from) =>
        Records.FindLast(filter, before) is { } found && found.Index >= from ? GetFacts(found.Index) : null;

    /// <summary>The index of an id; -1 where there is none.</summary>
    internal int IndexOf(StepId id) => EntryOf(id)?.Index ?? -1;

    /// <summary>The record of an id with its place; null where there is none.</summary>
    internal RecordSequence.Entry? EntryOf(StepId id) =>
        Records.FindFirst(m => m.LastId >= id) is { } found && found.Item.Id == id ? found : null;

    internal InstructionFacts GetFacts(int index) =>
        facts.Find(index) ?? facts.Keep(index, Make(Tree.GetInstruction(index), Records.GetAt(index).Item));

    /// <summary>The same where the neighbours will be asked for, too.</summary>
    internal InstructionFacts GetFactsInOrder(int index)
    {
        if (facts.Find(index) is { } known)
        {
            return known;
        }

        var start = index / ChunkedTable<InstructionFacts>.ChunkLength * ChunkedTable<InstructionFacts>.ChunkLength;
        var end = Math.Min(Records.Count, start + ChunkedTable<InstructionFacts>.ChunkLength);
        var records = Records.EnumerateFrom(start).GetEnumerator();
        foreach (var instruction in Tree.GetInstructionsFrom(start))
        {
            if (instruction.Index >= end || !records.MoveNext())
            {
                break;
            }

            if (facts.Find(instruction.Index) is null)
            {
                facts.Keep(instruction.Index, Make(instruction, records.Current.Item));
            }
        }

        return GetFacts(index);
    }

    /// <summary>Lets go of the instructions that were asked for; whoever asks again has them made again.</summary>
    internal void Forget() => facts = new ChunkedTable<InstructionFacts>(Records.Count);

    /// <summary>Puts in what was made while binding.</summary>
    internal void Fill(List<InstructionFacts> made)
    {
        foreach (var item in made)
        {
            facts.Set(item.Index, item);
        }

        factsMade = made.Count;
    }

    private InstructionFacts Make(InstructionSyntax syntax, BuildRecord record)
    {
        Interlocked.Increment(ref factsMade);
        return new InstructionFacts(syntax, stages.Of(syntax.Index), record.Before, record.Run, record.Measure.Traits);
    }
}

/// <summary>Goes through what comes before an instruction, stage by stage.</summary>
/// <param name="first">The stage of the instruction.</param>
/// <param name="index">Its index.</param>
public struct StageParts(Stage? first, int index)
{
    private Stage? next = first;
    private Stage? stage;

    public readonly (Stage Stage, int From, int To) Current =>
        stage is { } current ? (current, current.FirstInstruction, Math.Min(index, current.EndInstruction)) : throw new InvalidOperationException();

    public readonly StageParts GetEnumerator() => this;

    /// <summary>Whether something holds for one of the parts.</summary>
    public readonly bool Any(Func<(Stage Stage, int From, int To), bool> holds)
    {
        foreach (var part in this)
        {
            if (holds(part))
            {
                return true;
            }
        }

        return false;
    }

    public bool MoveNext()
    {
        stage = next;
        next = stage?.Base;
        return stage is not null;
    }
}

/// <summary>What it took to make a version of the model.</summary>
/// <param name="StatesComputed">The instructions whose state was computed.</param>
public readonly record struct BuildStatistics(int StatesComputed);
