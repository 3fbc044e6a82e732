using System.Collections.Concurrent;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Files;

/// <summary>What build contexts hold, each looked at once, and only when a rule asks.</summary>
/// <param name="limits">When a look ends.</param>
internal sealed class ContextSummaries(ContextLimits limits)
{
    private readonly ConcurrentDictionary<Question, Lazy<ContextSummary?>> known = new();

    /// <summary>The summary of a folder as an ignore file shows it; the same object for the same question.</summary>
    public Lazy<ContextSummary?> Of(string folder, DockerIgnore? ignore) =>
        known.GetOrAdd(new Question(folder, ignore), key => new(() => Read(key.Folder, key.Ignore, limits)));

    /// <summary>Looks at a folder; null where there is none.</summary>
    public static ContextSummary? Read(string folder, DockerIgnore? ignore, ContextLimits limits, CancellationToken cancellationToken = default) =>
        Directory.Exists(folder) ? ContextSummary.Of(ContextListing.Read(folder, ignore ?? DockerIgnore.Empty, null, limits, TimeProvider.System, cancellationToken)) : null;

    private sealed record Question(string Folder, DockerIgnore? Ignore);
}
