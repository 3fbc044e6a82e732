using System.Runtime.InteropServices;
using DockerLsp.Engine.Syntax;
using RecordSequence = DockerLsp.Engine.Text.PersistentSequence<
    DockerLsp.Engine.Semantics.BuildRecord, DockerLsp.Engine.Semantics.BuildMeasure>;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// Makes the model of a changed tree from the former one. From each replaced instruction on it computes states until one equals
/// what the former model has there; a stage whose end differs goes on in those that start from it. What opens stages, and what
/// stands before the first, is left to the <see cref="Binder"/>.
/// </summary>
internal sealed class Rebinder
{
    private readonly DockerfileSyntax tree;
    private readonly BuildModel old;
    private readonly StageTable stages;
    private readonly IReadOnlyList<ReplacedRange> ranges;
    private readonly SortedDictionary<int, BuildRecord> computed = [];
    private readonly PriorityQueue<Stage, int> pending = new();
    private RecordSequence records;

    private Rebinder(BuildModel old, DockerfileSyntax tree, IReadOnlyList<ReplacedRange> ranges, RecordSequence records)
    {
        this.old = old;
        this.tree = tree;
        this.ranges = ranges;
        this.records = records;
        stages = old.StageTable.Move(ranges, !ranges.Any(r => NamesStage(old.Records, r.OldStart, r.OldEnd) || NamesStage(records, r.NewStart, r.NewEnd)));
    }

    /// <summary>The model, and where it differs; null where that is for the binder to find out.</summary>
    public static (BuildModel Model, IReadOnlyList<ReplacedRange> Changed)? TryRebind(
        BuildModel old, DockerfileSyntax tree, IReadOnlyList<ReplacedRange> ranges, CancellationToken cancellationToken)
    {
        if (old.Stages.IsEmpty || tree.Directives.EscapeCharacter != old.Tree.Directives.EscapeCharacter || ranges.Any(r => ChangesStages(old, tree, r))
            || Splice(old, tree, ranges) is not { } records)
        {
            return null;
        }

        return new Rebinder(old, tree, ranges, records).Rebind(cancellationToken);
    }

    private static bool ChangesStages(BuildModel old, DockerfileSyntax tree, ReplacedRange range)
    {
        if (range.OldStart <= old.Stages[0].FirstInstruction)
        {
            return true;
        }

        for (var i = range.OldStart; i < range.OldEnd; i++)
        {
            if (old.Records.GetAt(i).Item.Green.Kind == InstructionKind.From)
            {
                return true;
            }
        }

        for (var i = range.NewStart; i < range.NewEnd; i++)
        {
            if (tree.GetGreenInstruction(i).Kind == InstructionKind.From)
            {
                return true;
            }
        }

        return false;
    }

    private static bool NamesStage(RecordSequence records, int start, int end) =>
        records.FindNext(new InstructionFilter(InstructionProperty.Trait, (ulong)InstructionTraits.NamesStage), start, end) is not null;

    /// <summary>The old records with the new instructions in place, whose states are still to be computed; null where ids have run out.</summary>
    private static RecordSequence? Splice(BuildModel old, DockerfileSyntax tree, IReadOnlyList<ReplacedRange> ranges)
    {
        var records = RecordSequence.Empty;
        var taken = 0;
        foreach (var range in ranges)
        {
            records = records.Concat(old.Records.SplitAt(range.OldStart).Left.SplitAt(taken).Right);
            taken = range.OldEnd;
            var fresh = new List<BuildRecord>(range.NewCount);
            var last = records.Measure.LastId.Value;
            var following = taken < old.Records.Count ? old.Records.GetAt(taken).Item.Id.Value : long.MaxValue;
            for (var i = 0; i < range.NewCount; i++)
            {
                if (i < range.OldCount)
                {
                    last = old.Records.GetAt(range.OldStart + i).Item.Id.Value;
                }
                else
                {
                    var step = Math.Min(Binder.IdGap, (following - last) / (range.NewCount - i + 1));
                    if (step == 0)
                    {
                        return null;
                    }

                    last += step;
                }

                fresh.Add(new BuildRecord(tree.GetGreenInstruction(range.NewStart + i), new StepId(last), null, null));
            }

            records = records.Concat(RecordSequence.From(CollectionsMarshal.AsSpan(fresh)));
        }

        return records.Concat(old.Records.SplitAt(taken).Right);
    }

    private (BuildModel Model, IReadOnlyList<ReplacedRange> Changed) Rebind(CancellationToken cancellationToken)
    {
        foreach (var range in ranges)
        {
            // Where the last instruction of a stage went, only its end may have changed.
            var stage = stages.Of(range.NewStart - 1) ?? throw new InvalidOperationException();
            RunStages(range.NewStart);
            if (!computed.ContainsKey(range.NewStart))
            {
                Follow(range.NewStart, stage, cancellationToken);
            }
        }

        RunStages(int.MaxValue);
        var changed = new List<ReplacedRange>();
        Put(changed);
        return (new BuildModel(tree, records, stages, old.Build, old.GlobalArguments, new BuildStatistics(computed.Count)), changed);

        void RunStages(int before)
        {
            while (pending.TryPeek(out var stage, out var first) && first < before)
            {
                pending.Dequeue();
                Follow(first, stage, cancellationToken);
            }
        }
    }

    /// <summary>Computes states from an instruction on, until they are what they were.</summary>
    private void Follow(int index, Stage stage, CancellationToken cancellationToken)
    {
        var state = index == stage.FirstInstruction && stage.Base is { } parent
            ? StateBehind(parent.EndInstruction - 1).InStageFrom()
            : StateBehind(index - 1);
        for (; index < stage.EndInstruction; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var record = records.GetAt(index).Item;
            state = BuildStep.AtComments(record.Green, state);
            if (state.Equals(record.Before))
            {
                return;
            }

            var syntax = tree.GetInstruction(index);
            var run = BuildStep.FactsOf(syntax, state);
            computed[index] = new BuildRecord(record.Green, record.Id, state, run);
            state = After(syntax, run, record.Id, state);
        }

        foreach (var child in stages.StartingFrom(stage))
        {
            pending.Enqueue(child, child.FirstInstruction);
        }
    }

    private BuildState StateBehind(int index)
    {
        var record = computed.GetValueOrDefault(index) ?? records.GetAt(index).Item;
        var before = record.Before ?? throw new InvalidOperationException();
        return BuildStep.ChangesState(record.Green.Kind) ? After(tree.GetInstruction(index), record.Run, record.Id, before) : before;
    }

    private BuildState After(InstructionSyntax syntax, RunFacts? run, StepId id, BuildState before) =>
        BuildStep.After(syntax, run, id, before, tree.Directives.EscapeCharacter, old.GlobalArguments, old.Build);

    /// <summary>Puts the computed records in, and notes where they are.</summary>
    private void Put(List<ReplacedRange> changed)
    {
        var next = 0;
        var shift = 0;
        var fresh = new List<BuildRecord>();
        var start = -1;
        foreach (var (index, record) in computed)
        {
            if (fresh.Count > 0 && index != start + fresh.Count)
            {
                Flush();
            }

            start = fresh.Count == 0 ? index : start;
            fresh.Add(record);
        }

        Flush();
        NoteRanges(int.MaxValue);

        void Flush()
        {
            if (fresh.Count == 0)
            {
                return;
            }

            var (left, rest) = records.SplitAt(start);
            records = left.Concat(RecordSequence.From(CollectionsMarshal.AsSpan(fresh))).Concat(rest.SplitAt(fresh.Count).Right);
            var end = start + fresh.Count;
            NoteRanges(start);
            while (start < end)
            {
                // What was replaced is noted as such; the states behind it are changes of instructions that stayed.
                var inside = next < ranges.Count && ranges[next].NewStart < end ? ranges[next].NewStart : end;
                if (start < inside)
                {
                    changed.Add(new ReplacedRange(start - shift, inside - start, start, inside - start));
                    start = inside;
                }

                if (inside < end)
                {
                    start = ranges[next].NewEnd;
                    Note();
                }
            }

            fresh.Clear();
        }

        void NoteRanges(int before)
        {
            while (next < ranges.Count && (ranges[next].NewStart < before || before == int.MaxValue))
            {
                Note();
            }
        }

        void Note()
        {
            changed.Add(ranges[next]);
            shift += ranges[next].NewCount - ranges[next].OldCount;
            next++;
        }
    }
}
