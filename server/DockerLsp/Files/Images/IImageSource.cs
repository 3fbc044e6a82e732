namespace DockerLsp.Files.Images;

/// <summary>What an image lies in. It can be read from front to back more than once.</summary>
internal interface IImageSource
{
    /// <summary>Its files in some order; the content of one ends when the next is asked for.</summary>
    IEnumerable<ImageEntry> Read(CancellationToken cancellationToken);
}

/// <summary>A file in an archive or layout folder.</summary>
/// <param name="Name">Its path, with <c>/</c>.</param>
/// <param name="Length">Its size.</param>
/// <param name="Content">What is in it.</param>
/// <param name="LinkTarget">The path that it is a link to; null for a file.</param>
internal sealed record ImageEntry(string Name, long Length, Stream Content, string? LinkTarget = null);
