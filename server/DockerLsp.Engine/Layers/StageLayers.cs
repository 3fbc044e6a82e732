using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Layers;

/// <summary>A stage as the layer cache sees it.</summary>
public sealed class StageLayers
{
    internal StageLayers(Stage stage, ImmutableArray<LayerEntry> entries, ImmutableArray<int> uses)
    {
        Stage = stage;
        Entries = entries;
        Uses = uses;
        StepCount = entries.Count(e => e.IsStep);
    }

    public Stage Stage { get; }

    public int Index => Stage.Index;

    /// <summary>Its instructions, FROM included.</summary>
    public ImmutableArray<LayerEntry> Entries { get; }

    /// <summary>The stages that it starts from or takes files from, in order.</summary>
    public ImmutableArray<int> Uses { get; }

    public int StepCount { get; }
}
