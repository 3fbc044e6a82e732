using DockerLsp.Engine.Diagnostics;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>A file that was read, with what fixing it gave.</summary>
internal sealed record FixedFile(InputFile Input, FileText Original, FixAllResult Result)
{
    public string NewText { get; } = Result.Text.ToString();

    public bool HasChanged => NewText != Original.Text;
}
