using System.Collections.Immutable;

namespace DockerLsp.Engine.Layers;

/// <summary>A built image as its archive describes it.</summary>
/// <param name="History">What made it, the oldest first.</param>
/// <param name="Layers">Its layers, the lowest first.</param>
public sealed record BuiltImage(ImmutableArray<ImageHistory> History, ImmutableArray<ImageLayer> Layers)
{
    /// <summary>The size of all files in all layers.</summary>
    public long Bytes => Layers.Sum(l => l.Bytes);

    /// <summary>What later layers delete or overwrite: it is shipped and never seen.</summary>
    public long WastedBytes => Layers.Sum(l => l.WastedBytes);
}

/// <summary>An entry of an image's history (OCI image configuration, history).</summary>
/// <param name="CreatedBy">The command, as the builder wrote it down.</param>
/// <param name="IsEmpty">Whether it made no layer.</param>
public sealed record ImageHistory(string CreatedBy, bool IsEmpty);

/// <summary>A layer of an image.</summary>
/// <param name="Bytes">The size of its files.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="Deletions">How many whiteouts it has: files and folders of lower layers that it hides.</param>
/// <param name="WastedBytes">The size of those of its files that a later layer deletes or overwrites.</param>
/// <param name="Biggest">Its biggest folders and files.</param>
/// <param name="Wasted">The biggest of the wasted files.</param>
/// <param name="Caches">Package caches and indexes in it.</param>
public sealed record ImageLayer(
    long Bytes, int Files, int Deletions, long WastedBytes,
    ImmutableArray<PathSize> Biggest, ImmutableArray<PathSize> Wasted, ImmutableArray<PathSize> Caches);

/// <summary>A path in an image and how much is in it.</summary>
public sealed record PathSize(string Path, long Bytes);
