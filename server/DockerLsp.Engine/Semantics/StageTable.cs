using System.Collections.Immutable;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>The stages of a file, found by their instructions.</summary>
internal sealed class StageTable
{
    private readonly ImmutableArray<ImmutableArray<Stage>> children;
    private readonly ImmutableArray<int>[] uses;
    private Dictionary<string, ImmutableArray<int>>? byName;

    public StageTable(ImmutableArray<Stage> stages)
    {
        Stages = stages;
        uses = new ImmutableArray<int>[stages.Length];
        var lists = new List<Stage>?[stages.Length];
        foreach (var stage in stages)
        {
            if (stage.Base is { } parent)
            {
                (lists[parent.Index] ??= []).Add(stage);
            }
        }

        children = [.. lists.Select(l => l is null ? ImmutableArray<Stage>.Empty : [.. l])];
    }

    public ImmutableArray<Stage> Stages { get; }

    /// <summary>The stages that start from a stage.</summary>
    public ImmutableArray<Stage> StartingFrom(Stage stage) => children[stage.Index];

    /// <summary>The numbers of the stages that have a name, in order; BuildKit compares names in lower case.</summary>
    public ImmutableArray<int> Named(string name) =>
        (byName ??= Stages.Where(s => s is { IsImplicit: false, Name: not null }).GroupBy(s => s.Name ?? "", s => s.Index, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.OrdinalIgnoreCase)).GetValueOrDefault(name, []);

    /// <summary>The numbers of the stages that a stage needs, remembered from version to version.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="find">Finds them out.</param>
    public ImmutableArray<int> UsesOf(Stage stage, Func<Stage, ImmutableArray<int>> find)
    {
        if (uses[stage.Index].IsDefault)
        {
            ImmutableInterlocked.InterlockedInitialize(ref uses[stage.Index], find(stage));
        }

        return uses[stage.Index];
    }

    /// <summary>The stage of an instruction; null before the first one.</summary>
    public Stage? Of(int instruction)
    {
        int low = 0, high = Stages.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Stages[middle].FirstInstruction <= instruction)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? null : Stages[low - 1];
    }

    /// <summary>The same stages after instructions within them have come or gone.</summary>
    /// <param name="ranges">These instructions.</param>
    /// <param name="keepsUses">Whether none of them may name a stage.</param>
    public StageTable Move(IReadOnlyList<ReplacedRange> ranges, bool keepsUses)
    {
        if (ranges.All(r => r.OldCount == r.NewCount))
        {
            return keepsUses ? this : new StageTable(Stages) { byName = byName };
        }

        var moved = new Stage[Stages.Length];
        int next = 0, shift = 0;
        for (var i = 0; i < moved.Length; i++)
        {
            var old = Stages[i];
            while (next < ranges.Count && ranges[next].OldEnd <= old.FirstInstruction)
            {
                shift += ranges[next].NewCount - ranges[next].OldCount;
                next++;
            }

            moved[i] = old.MovedTo(old.FirstInstruction + shift, old.Base is { } parent ? moved[parent.Index] : null);
            if (i > 0)
            {
                moved[i - 1].EndInstruction = moved[i].FirstInstruction;
            }
        }

        if (moved.Length > 0)
        {
            for (; next < ranges.Count; next++)
            {
                shift += ranges[next].NewCount - ranges[next].OldCount;
            }

            moved[^1].EndInstruction = Stages[^1].EndInstruction + shift;
        }

        var table = new StageTable([.. moved]) { byName = byName };
        if (keepsUses)
        {
            uses.CopyTo(table.uses, 0);
        }

        return table;
    }
}
