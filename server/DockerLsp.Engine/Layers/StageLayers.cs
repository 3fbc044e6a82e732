using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Layers;

/// <summary>A stage as the layer cache sees it.</summary>
public sealed class StageLayers
{
    private readonly LayerGraph graph;
    private ImmutableArray<LayerEntry> entries;

    internal StageLayers(LayerGraph graph, Stage stage, int stepCount)
    {
        this.graph = graph;
        Stage = stage;
        StepCount = stepCount;
    }

    public Stage Stage { get; }

    public int Index => Stage.Index;

    /// <summary>Its instructions, FROM included; made when they are first asked for.</summary>
    public ImmutableArray<LayerEntry> Entries
    {
        get
        {
            if (entries.IsDefault)
            {
                ImmutableInterlocked.InterlockedInitialize(ref entries, graph.EntriesOf(Stage));
            }

            return entries;
        }
    }

    /// <summary>The stages that it starts from or takes files from, in order.</summary>
    public ImmutableArray<int> Uses => graph.UsesOf(Stage);

    public int StepCount { get; }
}
