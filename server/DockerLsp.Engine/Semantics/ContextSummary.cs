using System.Collections.Frozen;
using System.Collections.Immutable;

namespace DockerLsp.Engine.Semantics;

/// <summary>What rules want to know of the files that a build may copy. Summaries of equal content are equal.</summary>
public sealed class ContextSummary : IEquatable<ContextSummary>
{
    private static readonly FrozenDictionary<string, FolderContent> Known = new Dictionary<string, FolderContent>(StringComparer.Ordinal)
    {
        [".git"] = FolderContent.History,
        [".hg"] = FolderContent.History,
        [".svn"] = FolderContent.History,
        ["node_modules"] = FolderContent.Installed,
        ["bower_components"] = FolderContent.Installed,
        [".venv"] = FolderContent.Installed,
        ["venv"] = FolderContent.Installed,
        [".terraform"] = FolderContent.Installed,
        ["__pycache__"] = FolderContent.Cache,
        [".mypy_cache"] = FolderContent.Cache,
        [".pytest_cache"] = FolderContent.Cache,
        [".ruff_cache"] = FolderContent.Cache,
        [".tox"] = FolderContent.Cache,
        [".nox"] = FolderContent.Cache,
        [".gradle"] = FolderContent.Cache,
        ["target"] = FolderContent.Output,
        ["dist"] = FolderContent.Output,
        ["build"] = FolderContent.Output,
        ["obj"] = FolderContent.Output,
        ["coverage"] = FolderContent.Output,
        [".next"] = FolderContent.Output,
        [".nuxt"] = FolderContent.Output,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenSet<string> projectFiles;

    private ContextSummary(int files, long bytes, bool isAtLeast, ImmutableArray<ContextFolder> folders, FrozenSet<string> projectFiles)
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
        var folders = new Dictionary<string, (int Files, long Bytes)>(StringComparer.Ordinal);
        var projectFiles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in listing.Files)
        {
            bytes += file.Bytes;
            if (FindFolder(file.Path) is { } folder)
            {
                var sum = folders.GetValueOrDefault(folder);
                folders[folder] = (sum.Files + 1, sum.Bytes + file.Bytes);
            }
            else if (LockedInstall.FileNames.Contains(file.Path[(file.Path.LastIndexOf('/') + 1)..]))
            {
                projectFiles.Add(file.Path);
            }
        }

        return new ContextSummary(
            listing.Files.Length, bytes, listing.IsCut,
            [
                .. folders.Select(f => new ContextFolder(f.Key, Known[f.Key], f.Value.Files, f.Value.Bytes))
                    .OrderByDescending(f => f.Bytes).ThenBy(f => f.Name, StringComparer.Ordinal),
            ],
            projectFiles.ToFrozenSet(StringComparer.Ordinal));
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
    private static string? FindFolder(string path)
    {
        var start = 0;
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', start))
        {
            if (Known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path.AsSpan(start, end - start), out _))
            {
                return path[start..end];
            }

            start = end + 1;
        }

        return null;
    }
}

/// <summary>What lies in folders of one name that an image hardly needs.</summary>
/// <param name="Name">The folders' name.</param>
/// <param name="Content">What they hold.</param>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">Their size.</param>
public readonly record struct ContextFolder(string Name, FolderContent Content, int Files, long Bytes);

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
