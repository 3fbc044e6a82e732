using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Files;

/// <summary>What one configuration file says, not yet joined with others.</summary>
internal sealed record ConfigurationFile(string Path)
{
    /// <summary>What it says, word by word.</summary>
    public string Text { get; init; } = "";

    /// <summary>The folder that it is about.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? ".";

    /// <summary>Whether the search upwards ends here.</summary>
    public bool IsRoot { get; init; }

    public Told<Layering>? Layering { get; init; }

    /// <summary>One of <see cref="ConfigurationWords.Thresholds"/>.</summary>
    public Told<string>? FailOn { get; init; }

    /// <summary>A format of reports, where the file names one: hadolint's does.</summary>
    public Told<string>? Format { get; init; }

    public Told<bool>? UsesColor { get; init; }

    public Told<bool>? HonoursIgnoreComments { get; init; }

    public Told<bool>? HasStrictLabels { get; init; }

    public ImmutableArray<Told<(string Label, LabelKind Kind)>> Labels { get; init; } = [];

    public ImmutableArray<RuleEntry> Rules { get; init; } = [];

    public ImmutableArray<RuleOverride> Overrides { get; init; } = [];

    public ImmutableArray<ConfigurationProblem> Problems { get; init; } = [];

    public bool HasErrors => Problems.Any(p => p.IsError);
}

/// <summary>A value with the line, from 1, that it stands in; 0 where it comes from no file.</summary>
internal sealed record Told<T>(T Value, int Line);

/// <summary>What is said of the rules that a name stands for.</summary>
/// <param name="Name">An id, an alias, or the start of ids.</param>
/// <param name="Line">The line of the name.</param>
/// <param name="IsOn">Off, or on; null where only options are given.</param>
/// <param name="Severity">Null where it stays as it was.</param>
/// <param name="Options">By name.</param>
internal sealed record RuleEntry(
    string Name, int Line, bool? IsOn, Severity? Severity, ImmutableSortedDictionary<string, IReadOnlyList<string>> Options);

/// <summary>Rules for some of the files.</summary>
internal sealed record RuleOverride(ImmutableArray<PathGlob> Files, ImmutableArray<RuleEntry> Rules);
