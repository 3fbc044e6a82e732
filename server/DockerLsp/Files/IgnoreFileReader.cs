using System.Security;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Files;

/// <summary>Finds the <c>.dockerignore</c> of a Dockerfile, with the folder of the Dockerfile for the build context.</summary>
internal static class IgnoreFileReader
{
    /// <summary>More than any list of patterns holds.</summary>
    private const int MaxLength = 1 << 20;

    /// <summary>What it says; null where there is none, or it cannot be read: the build says so itself.</summary>
    /// <param name="dockerfile">Where the Dockerfile is.</param>
    /// <param name="files">Reads files.</param>
    public static DockerIgnore? Find(string dockerfile, IFileStore files)
    {
        if (Path.GetDirectoryName(dockerfile) is not { } folder)
        {
            return null;
        }

        var (beside, atRoot) = DockerIgnore.FileNames(Path.GetFileName(dockerfile));
        return Read(Path.Combine(folder, beside), files) ?? Read(Path.Combine(folder, atRoot), files);
    }

    private static DockerIgnore? Read(string path, IFileStore files)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: < MaxLength } ? DockerIgnore.Parse(FileText.Decode(files.Read(path)).Text) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or UnreadableTextException)
        {
            return null;
        }
    }
}
