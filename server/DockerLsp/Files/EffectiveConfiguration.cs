using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;

namespace DockerLsp.Files;

/// <summary>What holds for one Dockerfile, and who said so.</summary>
/// <param name="Options">What the analysis is to look for.</param>
/// <param name="FailOn">One of <see cref="ConfigurationWords.Thresholds"/>; null where nobody says.</param>
/// <param name="Format">A format of reports; null where nobody says.</param>
/// <param name="UsesColor">Whether reports are coloured; null where nobody says.</param>
/// <param name="Values">All that was said, by name, each with who said it last.</param>
/// <param name="Files">The configuration files that were read, the nearest first.</param>
internal sealed record EffectiveConfiguration(
    AnalysisOptions Options,
    string? FailOn,
    string? Format,
    bool? UsesColor,
    ImmutableSortedDictionary<string, ConfiguredValue> Values,
    ImmutableArray<ConfigurationFile> Files)
{
    /// <summary>What holds where nothing is configured.</summary>
    public static EffectiveConfiguration Default { get; } = new(AnalysisOptions.Default, null, null, null, ConfigurationBuilder.NoValues, []);
}

/// <summary>A value as it would stand in a configuration file.</summary>
/// <param name="Text">The value.</param>
/// <param name="Origin">Who said so: a file with its line, a variable, an option.</param>
internal sealed record ConfiguredValue(string Text, string Origin);
