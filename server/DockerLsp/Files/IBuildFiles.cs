namespace DockerLsp.Files;

/// <summary>The files that a Compose or Bake file may lead to.</summary>
internal interface IBuildFiles
{
    /// <summary>Whether a file may be read for the sake of another: those of the same repository or folder.</summary>
    bool MayRead(string path);

    bool Exists(string path);

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="UnreadableTextException">It is no text.</exception>
    string Read(string path);
}
