namespace DockerLsp.Files;

/// <summary>The files that are linted and fixed.</summary>
internal interface IFileStore
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    byte[] Read(string path);

    /// <summary>Replaces the content: whoever reads meanwhile, and whatever fails, sees the old content or the new, whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    void Replace(string path, byte[] content);
}
