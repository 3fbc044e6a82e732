using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;

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
}
