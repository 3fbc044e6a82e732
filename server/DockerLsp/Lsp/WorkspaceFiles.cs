using DockerLsp.Engine.Text;
using DockerLsp.Files;

namespace DockerLsp.Lsp;

/// <summary>
/// The Dockerfiles of the open folders, as they are on disk: none in folders that nobody trusts, and only so many, because an open
/// folder may be the whole disk.
/// </summary>
/// <param name="folders">The open folders.</param>
internal sealed class WorkspaceFiles(IReadOnlyList<string> folders)
{
    /// <summary>More Dockerfiles than a repository has that a person oversees.</summary>
    private const int MaxFiles = 500;

    private const int MaxFolders = 20_000;

    /// <summary>Far more than any Dockerfile has.</summary>
    private const int MaxSize = 1 << 20;

    /// <summary>How long a list holds, in milliseconds: who searches types several keys.</summary>
    private const int Freshness = 2_000;

    private readonly Lock gate = new();
    private (IReadOnlyList<string> Paths, long Time)? last;

    /// <summary>Of a client that has no folder open, or none that is trusted.</summary>
    public static WorkspaceFiles None { get; } = new([]);

    /// <summary>Their whole paths.</summary>
    public IReadOnlyList<string> Find(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (last is { } known && Environment.TickCount64 - known.Time < Freshness)
            {
                return known.Paths;
            }

            var left = MaxFolders;
            var found = new List<string>();
            foreach (var folder in folders)
            {
                // A folder that cannot be read holds nothing that could be shown.
                found.AddRange(DockerfileSearch.Find(folder, (_, _) => { }, count => --left > 0 && found.Count + count < MaxFiles && !cancellationToken.IsCancellationRequested));
            }

            cancellationToken.ThrowIfCancellationRequested();
            string[] paths = [.. found.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Take(MaxFiles)];
            last = (paths, Environment.TickCount64);
            return paths;
        }
    }

    /// <summary>The text of a file; null where it cannot be read, or is no text.</summary>
    public static SourceText? Read(string path)
    {
        try
        {
            return new FileInfo(path).Length > MaxSize ? null : SourceText.From(FileText.Decode(File.ReadAllBytes(path)).Text);
        }
        catch (Exception exception) when (FileProblem.IsAboutFile(exception))
        {
            return null;
        }
    }
}
