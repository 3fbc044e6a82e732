using DockerLsp.Engine.Features;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Files;

/// <summary>The folder that a Dockerfile's files come from, as far as editors need it: never left, never listed without end.</summary>
internal sealed class BuildContextFolder : IBuildContext
{
    /// <summary>More entries of a folder than a list of proposals can use.</summary>
    private const int MaxEntries = 2000;

    private const int MaxIgnoreFileLength = 256 * 1024;

    private readonly string root;
    private readonly Lazy<DockerIgnore> ignore;

    /// <param name="root">The folder.</param>
    /// <param name="dockerfileName">The file's name, whose own ignore file goes before the folder's.</param>
    public BuildContextFolder(string root, string dockerfileName)
    {
        this.root = Path.GetFullPath(root);
        ignore = new(() => ReadIgnoreFile(this.root, dockerfileName));
    }

    public IReadOnlyList<BuildContextEntry> List(string folder)
    {
        if (Resolve(folder) is not { } path || !Directory.Exists(path))
        {
            return [];
        }

        var entries = new List<BuildContextEntry>();
        try
        {
            foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos().Take(MaxEntries))
            {
                var relative = Path.GetRelativePath(root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
                var isFolder = entry is DirectoryInfo;
                if (relative != ".git" && !ignore.Value.IsWhollyIgnored(relative, out _))
                {
                    entries.Add(new BuildContextEntry(entry.Name, isFolder));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return entries;
        }

        return entries;
    }

    /// <summary>The whole path of a file or folder of the context; null where it is not there.</summary>
    public string? FindFile(string path) =>
        Resolve(path) is { } full && (File.Exists(full) || Directory.Exists(full)) ? full : null;

    /// <summary>The ignore file that counts; one that keeps nothing out where there is none that can be read.</summary>
    private static DockerIgnore ReadIgnoreFile(string root, string dockerfileName)
    {
        var (beside, atRoot) = DockerIgnore.FileNames(dockerfileName);
        foreach (var name in new[] { beside, atRoot })
        {
            try
            {
                var file = new FileInfo(Path.Combine(root, name));
                if (file.Exists)
                {
                    return file.Length <= MaxIgnoreFileLength ? DockerIgnore.Parse(File.ReadAllText(file.FullName)) : DockerIgnore.Empty;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return DockerIgnore.Empty;
            }
        }

        return DockerIgnore.Empty;
    }

    /// <summary>The whole path below the root; null for one that leads out of it.</summary>
    private string? Resolve(string path)
    {
        try
        {
            var full = Path.GetFullPath(Path.Combine(root, path.TrimStart('/')));
            return full == root || full.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full : null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return null;
        }
    }
}
