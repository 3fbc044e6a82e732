using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Layers;

/// <summary>What breaks each step: its own sources and those of the steps before it.</summary>
public sealed class BreakerLists
{
    private readonly LayerGraph graph;
    private readonly (List<CacheBreaker> All, int Count)[] lists;
    private readonly List<CacheBreaker>?[] ends;

    private BreakerLists(LayerGraph graph)
    {
        this.graph = graph;
        lists = new (List<CacheBreaker> All, int Count)[graph.Model.Instructions.Length];
        ends = new List<CacheBreaker>[graph.Stages.Length];
    }

    /// <summary>Stages are gone through when somebody asks for one of their entries; the lists of a stage share their memory.</summary>
    public static BreakerLists Create(LayerGraph graph) => new(graph);

    /// <summary>What breaks an entry, the nearest last.</summary>
    public IReadOnlyList<CacheBreaker> Of(LayerEntry entry)
    {
        var (all, count) = ListOf(entry);
        return all.GetRange(0, count);
    }

    /// <summary>What breaks an entry, the nearest first.</summary>
    public IEnumerable<CacheBreaker> NearestOf(LayerEntry entry)
    {
        var (all, count) = ListOf(entry);
        for (var i = count - 1; i >= 0; i--)
        {
            yield return all[i];
        }
    }

    private (List<CacheBreaker> All, int Count) ListOf(LayerEntry entry)
    {
        if (entry.Role is CacheRole.Metadata or CacheRole.State or CacheRole.Trigger)
        {
            return ([], 0);
        }

        if (entry.IsLinked)
        {
            List<CacheBreaker> own = [.. CacheBreaker.Direct(entry)];
            return (own, own.Count);
        }

        Follow(entry.Stage);
        return lists[entry.Index];
    }

    /// <summary>Makes the lists of a stage, and of those that it starts from.</summary>
    private void Follow(Stage stage)
    {
        var missing = new Stack<Stage>();
        for (var one = stage; one is not null && ends[one.Index] is null; one = one.Base)
        {
            missing.Push(one);
        }

        while (missing.TryPop(out var next))
        {
            Follow(graph.Stages[next.Index]);
        }
    }

    private void Follow(StageLayers stage)
    {
        // What an image or stage brings is told by FROM itself; of a stage's own list only its files go on.
        List<CacheBreaker> all = stage.Stage.Base is { } parent ? [.. ends[parent.Index] ?? []] : [];
        var arguments = new List<CacheBreaker>();
        foreach (var entry in stage.Entries)
        {
            foreach (var breaker in CacheBreaker.Direct(entry))
            {
                (breaker.Kind == CacheBreakerKind.Argument ? arguments : all).Add(breaker);
            }

            // A value of ARG counts from the first step on that reads it; RUN reads all.
            var isRun = entry.Instruction.Syntax is RunSyntax;
            var read = entry.IsStep ? arguments.Where(a => isRun || a.Names.Any(graph.VariablesAt(entry.Index).Contains)).ToArray() : [];
            all.AddRange(read);
            arguments.RemoveAll(read.Contains);
            lists[entry.Index] = (all, all.Count);
        }

        ends[stage.Index] = all;
    }
}
