using System.Collections.Immutable;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>A file to work on.</summary>
/// <param name="Name">How the person who asked would name it; standard input is <c>-</c> unless told otherwise.</param>
/// <param name="FullPath">Where it is; null for standard input.</param>
internal sealed record InputFile(string Name, string? FullPath)
{
    /// <summary>The builds that led to the file; none where it was named itself.</summary>
    public ImmutableArray<BuildTarget> Builds { get; init; } = [];

    /// <summary>The name of the file that describes the builds.</summary>
    public string BuildFileName { get; init; } = "";

    /// <exception cref="UnreadableTextException">It is no text.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public FileText Read(CommandEnvironment environment)
    {
        if (FullPath is not null)
        {
            return FileText.Decode(environment.Files.Read(FullPath));
        }

        using var buffer = new MemoryStream();
        environment.Input.CopyTo(buffer);
        return FileText.Decode(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
