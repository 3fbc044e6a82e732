using System.Collections.Immutable;

namespace DockerLsp.Engine.Semantics;

/// <summary>What rules want to know of the files that a build may copy. Summaries of equal content are equal.</summary>
public sealed class ContextSummary : IEquatable<ContextSummary>
{
    private readonly HashSet<string> projectFiles;

    private ContextSummary(int files, long bytes, bool isAtLeast, ImmutableArray<ContextFolder> folders, HashSet<string> projectFiles)
    {
        Files = files;
        Bytes = bytes;
        IsAtLeast = isAtLeast;
        Folders = folders;
        this.projectFiles = projectFiles;
    }

    /// <summary>How many files the ignore file lets in.</summary>
    public int Files { get; }

    /// <summary>Their size.</summary>
    public long Bytes { get; }

    /// <summary>Whether there may be more, because the look at the folder was cut short.</summary>
    public bool IsAtLeast { get; }

    /// <summary>Folders that an image hardly needs, wherever they lie, those of one name together; the biggest first.</summary>
    public ImmutableArray<ContextFolder> Folders { get; }

    public static ContextSummary Of(IContextListing listing)
    {
        var bytes = 0L;
        var folders = new Dictionary<string, ContextFolder>(StringComparer.Ordinal);
        var projectFiles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in listing.Files)
        {
            bytes += file.Bytes;
            if (FindFolder(file.Path) is { } found)
            {
                var sum = folders.GetValueOrDefault(found.Name) ?? found;
                folders[found.Name] = sum with { Files = sum.Files + 1, Bytes = sum.Bytes + file.Bytes };
            }
            else if (LockedInstall.FileNames.Contains(file.Path[(file.Path.LastIndexOf('/') + 1)..]))
            {
                projectFiles.Add(file.Path);
            }
        }

        return new ContextSummary(
            listing.Files.Length, bytes, listing.IsCut,
            [
                .. folders.Values.OrderByDescending(f => f.Bytes).ThenBy(f => f.Name, StringComparer.Ordinal),
            ],
            projectFiles);
    }

    /// <summary>Whether a manifest or a lock file of <see cref="LockedInstall.FileNames"/> is there; paths are relative to the context.</summary>
    public bool HasProjectFile(string path) => projectFiles.Contains(path);

    /// <summary>The manifests and lock files.</summary>
    public IEnumerable<string> ProjectFiles => projectFiles;

    public bool Equals(ContextSummary? other) =>
        other is not null && Files == other.Files && Bytes == other.Bytes && IsAtLeast == other.IsAtLeast
        && Folders.SequenceEqual(other.Folders) && projectFiles.SetEquals(other.projectFiles);

    public override bool Equals(object? obj) => Equals(obj as ContextSummary);

    public override int GetHashCode() => HashCode.Combine(Files, Bytes, IsAtLeast, Folders.Length, projectFiles.Count);

    /// <summary>The uppermost of the known folders that a file lies in.</summary>
    private static ContextFolder? FindFolder(string path)
    {
        var start = 0;
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', start))
        {
            if (ContentOf(path.AsSpan(start, end - start)) is { } content)
            {
                return new ContextFolder(path[start..end], content, 0, 0);
            }

            start = end + 1;
        }

        return null;
    }

    private static FolderContent? ContentOf(ReadOnlySpan<char> name) => name switch
    {
        ".git" or ".hg" or ".svn" => FolderContent.History,
        "node_modules" or "bower_components" or ".venv" or "venv" or ".terraform" => FolderContent.Installed,
        "__pycache__" or ".mypy_cache" or ".pytest_cache" or ".ruff_cache" or ".tox" or ".nox" or ".gradle" => FolderContent.Cache,
        "target" or "dist" or "build" or "obj" or "coverage" or ".next" or ".nuxt" => FolderContent.Output,
        _ => null,
    };
}

/// <summary>What lies in folders of one name that an image hardly needs.</summary>
/// <param name="Name">The folders' name.</param>
/// <param name="Content">What they hold.</param>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">Their size.</param>
public sealed record ContextFolder(string Name, FolderContent Content, int Files, long Bytes);

/// <summary>What a folder of a known name holds.</summary>
public enum FolderContent
{
    /// <summary>The history of a repository.</summary>
    History,

    /// <summary>Dependencies as they were installed on another system.</summary>
    Installed,

    /// <summary>What a tool made for itself.</summary>
    Cache,

    /// <summary>What a build made; some images are made of it.</summary>
    Output,
}
