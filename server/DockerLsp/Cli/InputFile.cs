using System.Collections.Immutable;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>A file to work on.</summary>
/// <param name="Name">How the person who asked would name it; standard input is <c>-</c> unless told otherwise.</param>
/// <param name="FullPath">Where it is; null for standard input.</param>
internal sealed record InputFile(string Name, string? FullPath)
{
    /// <summary>The builds that led to the file; none where only its own name did.</summary>
    public ImmutableArray<BuildTarget> Builds { get; init; } = [];

    /// <summary>Whether the file was named itself, or found in a folder, so that it is built without options, too.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>The files that its builds depend on: those that describe them, and their variables.</summary>
    public ImmutableArray<string> BuildFiles { get; init; } = [];

    /// <summary>The Dockerfile that stands in a Compose or Bake file; null where it is a file of its own.</summary>
    public InlineDockerfile? Inline { get; init; }

    /// <exception cref="UnreadableTextException">It is no text.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public FileText Read(CommandEnvironment environment)
    {
        if (Inline is not null)
        {
            return FileText.Of(Inline.Text);
        }

        if (FullPath is not null)
        {
            return FileText.Decode(environment.Files.Read(FullPath));
        }

        using var buffer = new MemoryStream();
        environment.Input.CopyTo(buffer);
        return FileText.Decode(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
