using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Layers;

/// <summary>What breaks each step: its own sources and those of the steps before it.</summary>
public sealed class BreakerLists
{
    private readonly (List<CacheBreaker> All, int Count)[] lists;

    private BreakerLists((List<CacheBreaker> All, int Count)[] lists) => this.lists = lists;

    /// <summary>Goes through the build once; the lists of one stage share their memory.</summary>
    public static BreakerLists Create(LayerGraph graph)
    {
        var lists = new (List<CacheBreaker> All, int Count)[graph.Model.Instructions.Length];
        var ends = new List<CacheBreaker>[graph.Stages.Length];
        foreach (var stage in graph.Stages)
        {
            // What an image or stage brings is told by FROM itself; of a stage's own list only its files go on.
            List<CacheBreaker> all = stage.Stage.Base is { } parent ? [.. ends[parent.Index]] : [];
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

        return new BreakerLists(lists);
    }

    /// <summary>What breaks an entry, the nearest last.</summary>
    public IReadOnlyList<CacheBreaker> Of(LayerEntry entry)
    {
        if (entry.Role is CacheRole.Metadata or CacheRole.State or CacheRole.Trigger)
        {
            return [];
        }

        if (entry.IsLinked)
        {
            return [.. CacheBreaker.Direct(entry)];
        }

        var (all, count) = lists[entry.Index];
        return all.GetRange(0, count);
    }
}
