using System.Collections.Immutable;

namespace DockerLsp.Engine.Layers;

/// <summary>What runs again after a change.</summary>
/// <param name="Parts">By stage, in the order of the file.</param>
public sealed record Impact(ImmutableArray<ImpactPart> Parts)
{
    public static Impact Nothing { get; } = new([]);

    /// <summary>How many steps run again, those included that do so only if a stage's files come out differently.</summary>
    public int StepCount => Parts.Sum(p => p.StepCount);

    /// <summary>How many of them run again only if files that another stage makes come out differently.</summary>
    public int ConditionalCount => Parts.Where(p => p.IsConditional).Sum(p => p.StepCount);

    /// <summary>The steps in the order of the file, which is that of the parts.</summary>
    public IEnumerable<LayerEntry> Steps(LayerGraph graph) => Parts.SelectMany(p => p.Steps(graph));
}

/// <summary>The steps of one stage that run again.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="From">The index of the first instruction whose step runs again.</param>
/// <param name="End">The index behind the last.</param>
/// <param name="StepCount">How many steps.</param>
/// <param name="IsConditional">Whether they run again only if files that another stage makes come out differently.</param>
/// <param name="Linked">Steps with <c>--link</c> that run again; others of them do not, whatever is below.</param>
public sealed record ImpactPart(StageLayers Stage, int From, int End, int StepCount, bool IsConditional, ImmutableArray<int> Linked)
{
    /// <summary>The steps in order.</summary>
    public IEnumerable<LayerEntry> Steps(LayerGraph graph)
    {
        for (var i = From; i < End; i++)
        {
            if (graph.EntryAt(i) is { IsStep: true } entry && (!entry.IsLinked || Linked.Contains(i)))
            {
                yield return entry;
            }
        }
    }
}
