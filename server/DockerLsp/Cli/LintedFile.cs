using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Cli;

/// <summary>A file that was read, with what was found in it.</summary>
internal sealed record LintedFile(string Name, SourceText Text, ImmutableArray<Finding> Findings)
{
    /// <summary>Where it is; null for standard input.</summary>
    public string? FullPath { get; init; }

    /// <summary>What the builds that led to the file say in vain; it stops none of them.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>What is wrong with the builds that led to the file.</summary>
    public ImmutableArray<string> Complaints { get; init; } = [];
}
