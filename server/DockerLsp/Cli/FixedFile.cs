using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>A file that was read, with what fixing it gave.</summary>
internal sealed record FixedFile(InputFile Input, FileText Original, FixAllResult Result)
{
    /// <summary>What was to be pinned and could not be, with the reason.</summary>
    public ImmutableArray<string> NotPinned { get; init; } = [];

    public string NewText { get; } = Result.Text.ToString();

    public bool HasChanged => NewText != Original.Text;
}
