using System.Collections.Concurrent;
using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Files;

/// <summary>
/// Finds and reads the configuration files of Dockerfiles: from a Dockerfile's folder upwards to the first file that says
/// <c>root: true</c>, and never beyond the root of the search. Each file is read once.
/// </summary>
/// <param name="files">Where they are read.</param>
/// <param name="findRoot">The last folder to look into, for a folder.</param>
internal sealed class ConfigurationStore(IFileStore files, Func<string, string> findRoot)
{
    /// <summary>A configuration that needs more is none.</summary>
    private const int MaxSize = 1 << 20;

    private readonly ConcurrentDictionary<string, Lazy<ConfigurationFile?>> read = new(PathComparer);
    private readonly ConcurrentDictionary<string, Lazy<ImmutableArray<ConfigurationFile>>> folders = new(PathComparer);

    private readonly ConcurrentDictionary<string, IgnoreFile> ignoreFiles = new(PathComparer);

    private static StringComparer PathComparer { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>
    /// On the command line the search ends at the root of the repository; outside of one at the current folder, or at the
    /// Dockerfile's own: above may lie what others wrote.
    /// </summary>
    public static ConfigurationStore ForCommandLine(IFileStore files, string currentFolder)
    {
        var roots = new ConcurrentDictionary<string, string>(PathComparer);
        return new ConfigurationStore(files, folder => roots.GetOrAdd(folder, start =>
        {
            for (var current = start; current is not null; current = Path.GetDirectoryName(current))
            {
                if (Path.Exists(Path.Combine(current, ".git")))
                {
                    return current;
                }
            }

            return IsWithin(start, currentFolder) ? currentFolder : start;
        }));
    }

    /// <summary>Whether a path is a folder or below it.</summary>
    public static bool IsWithin(string path, string folder)
    {
        var start = Path.TrimEndingDirectorySeparator(folder);
        return string.Equals(path, start, PathComparison) || path.StartsWith(Path.EndsInDirectorySeparator(start) ? start : start + Path.DirectorySeparatorChar, PathComparison);
    }

    private static StringComparison PathComparison => OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The configuration files for a Dockerfile, the nearest first: our own, or hadolint's one where there is none of ours.</summary>
    /// <param name="folder">The whole path of the Dockerfile's folder.</param>
    public ImmutableArray<ConfigurationFile> Find(string folder) => folders.GetOrAdd(folder, f => new(() => Search(f))).Value;

    /// <summary>Reads one file, whatever it is called.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="UnreadableTextException">It is no text.</exception>
    public ConfigurationFile Read(string path) => Parse(path, ReadText(path));

    /// <summary>
    /// What of a Dockerfile's build context the builder does not get. The context is known, or taken to be the Dockerfile's folder
    /// where that holds a <c>.dockerignore</c>; otherwise the answer is null.
    /// </summary>
    /// <param name="path">The Dockerfile's whole path.</param>
    /// <param name="context">The folder of the context; null where it is not known.</param>
    public DockerIgnore? FindIgnoreFile(string path, string? context)
    {
        var (beside, atRoot) = DockerIgnore.FileNames(Path.GetFileName(path));
        var folder = Path.GetDirectoryName(path) ?? ".";
        return ReadIgnoreFile(Path.Combine(folder, beside)) ?? ReadIgnoreFile(Path.Combine(context ?? folder, atRoot));
    }

    /// <summary>Forgets all that was read.</summary>
    public void Clear()
    {
        read.Clear();
        folders.Clear();
    }

    /// <summary>Whether a file of this name is a configuration file.</summary>
    public static bool IsConfiguration(string name) => DockerlspFile.Names.Contains(name) || HadolintFile.Names.Contains(name);

    /// <summary>What a configuration file of this path and text says.</summary>
    public static ConfigurationFile Parse(string path, string text) =>
        Path.GetFileName(path).Contains("hadolint", StringComparison.OrdinalIgnoreCase) ? HadolintFile.Read(path, text) : DockerlspFile.Read(path, text);

    private ImmutableArray<ConfigurationFile> Search(string folder)
    {
        var root = findRoot(folder);
        var own = ImmutableArray.CreateBuilder<ConfigurationFile>();
        ConfigurationFile? hadolint = null;
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            if (FindIn(current, DockerlspFile.Names) is { } file)
            {
                own.Add(file);
                if (file.IsRoot)
                {
                    break;
                }
            }

            hadolint ??= FindIn(current, HadolintFile.Names);
            if (string.Equals(current, root, PathComparison) || !IsWithin(current, root))
            {
                break;
            }
        }

        return own.Count > 0 ? own.ToImmutable() : hadolint is null ? [] : [hadolint];
    }

    private ConfigurationFile? FindIn(string folder, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (read.GetOrAdd(Path.Combine(folder, name), path => new(() => TryRead(path))).Value is { } file)
            {
                return file;
            }
        }

        return null;
    }

    private ConfigurationFile? TryRead(string path)
    {
        try
        {
            return Path.Exists(path) ? Read(path) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (FileProblem.IsAboutFile(exception))
        {
            var reason = Directory.Exists(path) ? "is a folder" : FileProblem.Describe(exception);
            return new ConfigurationFile(path) { Problems = [new ConfigurationProblem(1, 1, 1, 1, reason)] };
        }
    }

    private DockerIgnore? ReadIgnoreFile(string path)
    {
        try
        {
            if (!Path.Exists(path))
            {
                return null;
            }

            // The same text is the same file, so that options that hold it stay equal.
            var text = ReadText(path);
            return ignoreFiles.AddOrUpdate(path, _ => new IgnoreFile(text, DockerIgnore.Parse(text)), (_, known) => known.Text == text ? known : new IgnoreFile(text, DockerIgnore.Parse(text))).File;
        }
        catch (Exception exception) when (FileProblem.IsAboutFile(exception))
        {
            return null;
        }
    }

    private string ReadText(string path)
    {
        var bytes = files.Read(path);
        return bytes.Length > MaxSize ? throw new UnreadableTextException("is larger than any configuration") : FileText.Decode(bytes).Text;
    }

    private sealed record IgnoreFile(string Text, DockerIgnore File);
}
