using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Files;

/// <summary>
/// The files of a build context on this machine. The look is bounded in files and time, follows no symbolic link, and reads no
/// content but that of the ignore file.
/// </summary>
internal sealed class ContextListing : IContextListing
{
    private readonly DockerIgnore ignore;

    private ContextListing(ImmutableArray<ContextFile> files, bool isCut, string? ignoreFileName, DockerIgnore ignore)
    {
        Files = files;
        IsCut = isCut;
        IgnoreFileName = ignoreFileName;
        this.ignore = ignore;
    }

    public ImmutableArray<ContextFile> Files { get; }

    public bool IsCut { get; }

    public string? IgnoreFileName { get; }

    public bool Ignores(string path) => ignore.IsIgnored(path);

    /// <summary>Looks at a folder.</summary>
    /// <param name="folder">The root of the context.</param>
    /// <param name="dockerfile">The path of the Dockerfile, beside which an ignore file of its own may lie; null for standard input.</param>
    /// <param name="limits">When to stop.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the look early; what was seen so far is given back.</param>
    public static ContextListing Read(string folder, string? dockerfile, ContextLimits limits, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var (ignore, ignoreName) = ReadIgnoreFile(folder, dockerfile);
        return Read(folder, ignore, ignoreName, limits, time, cancellationToken);
    }

    /// <summary>Looks at a folder as another ignore file would show it.</summary>
    public static ContextListing Read(string folder, DockerIgnore ignore, string? ignoreName, ContextLimits limits, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var files = ImmutableArray.CreateBuilder<ContextFile>();
        var started = time.GetTimestamp();
        var isCut = false;
        var open = new Stack<(DirectoryInfo Folder, string Name)>([(new DirectoryInfo(folder), "")]);
        while (open.TryPop(out var next) && !isCut)
        {
            try
            {
                foreach (var entry in next.Folder.EnumerateFileSystemInfos())
                {
                    if (files.Count >= limits.Files || cancellationToken.IsCancellationRequested || time.GetElapsedTime(started) > limits.Time)
                    {
                        isCut = true;
                        break;
                    }

                    var name = next.Name.Length == 0 ? entry.Name : $"{next.Name}/{entry.Name}";
                    if (entry is DirectoryInfo below && entry.LinkTarget is null)
                    {
                        if (!ignore.IsWhollyIgnored(name, out _))
                        {
                            open.Push((below, name));
                        }
                    }
                    else if (!ignore.IsIgnored(name))
                    {
                        // A link is sent as a link: what it points to is not in the context for it.
                        files.Add(new ContextFile(name, entry is FileInfo { LinkTarget: null } file ? file.Length : 0));
                    }
                }
            }
            catch (Exception exception) when (FileProblem.IsAboutFile(exception))
            {
                // A folder that cannot be read now may be read by the builder.
                isCut = true;
            }
        }

        return new ContextListing(files.ToImmutable(), isCut, ignoreName, ignore);
    }

    private static (DockerIgnore Ignore, string? Name) ReadIgnoreFile(string folder, string? dockerfile)
    {
        var (beside, atRoot) = DockerIgnore.FileNames(dockerfile is null ? "Dockerfile" : Path.GetFileName(dockerfile));
        string?[] candidates = [dockerfile is null ? null : Path.Combine(Path.GetDirectoryName(dockerfile) ?? folder, beside), Path.Combine(folder, atRoot)];
        foreach (var candidate in candidates)
        {
            try
            {
                if (candidate is not null && new FileInfo(candidate) is { Exists: true, Length: < MaxIgnoreFile })
                {
                    return (DockerIgnore.Parse(File.ReadAllText(candidate)), Path.GetFileName(candidate));
                }
            }
            catch (Exception exception) when (FileProblem.IsAboutFile(exception))
            {
                return (DockerIgnore.Empty, null);
            }
        }

        return (DockerIgnore.Empty, null);
    }

    private const int MaxIgnoreFile = 1 << 20;
}

/// <summary>When a look at a folder ends.</summary>
/// <param name="Files">After so many files.</param>
/// <param name="Time">After so long.</param>
internal sealed record ContextLimits(int Files, TimeSpan Time)
{
    public static ContextLimits Default { get; } = new(200_000, TimeSpan.FromSeconds(3));

    /// <summary>Where somebody waits for something else than the look.</summary>
    public static ContextLimits Short { get; } = new(50_000, TimeSpan.FromSeconds(1));
}
