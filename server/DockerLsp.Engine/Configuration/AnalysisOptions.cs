using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Configuration;

/// <summary>What the user decided, wherever it came from: command line, configuration file or editor settings.</summary>
public sealed record AnalysisOptions
{
    public static AnalysisOptions Default { get; } = new();

    /// <summary>The shape that hygiene rewrites give, and which of them is preferred.</summary>
    public Layering Layering { get; init; } = Layering.Merge;

    /// <summary>Rule ids, aliases or prefixes that alone are to run; empty for all.</summary>
    public ImmutableArray<string> Select { get; init; } = [];

    /// <summary>Rule ids, aliases or prefixes that are not to run.</summary>
    public ImmutableArray<string> Ignore { get; init; } = [];

    /// <summary>The registries that images may come from; empty for any. <c>*</c> stands for any characters.</summary>
    public ImmutableArray<string> AllowedRegistries { get; init; } = [];

    /// <summary>The labels that an image has to carry, and their forms.</summary>
    public LabelSchema LabelSchema { get; init; } = LabelSchema.Empty;

    /// <summary>Whether labels outside of the schema are reported.</summary>
    public bool StrictLabels { get; init; }

    /// <summary>What of the build context the builder does not get; null where the context is not known. The host reads it.</summary>
    public DockerIgnore? IgnoreFile { get; init; }
}
