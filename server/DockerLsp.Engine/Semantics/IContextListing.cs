using System.Collections.Immutable;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// The files that a build may copy. The host looks at the folder, within limits of its own; the engine asks what patterns match.
/// </summary>
public interface IContextListing
{
    /// <summary>The files that <c>.dockerignore</c> lets in.</summary>
    ImmutableArray<ContextFile> Files { get; }

    /// <summary>Whether the look at the folder was cut short, so that every number means "at least".</summary>
    bool IsCut { get; }

    /// <summary>The name of the ignore file, relative to the context; null where there is none.</summary>
    string? IgnoreFileName { get; }

    /// <summary>Whether the ignore file leaves a path out of the build.</summary>
    /// <param name="path">Relative to the context, with <c>/</c>.</param>
    bool Ignores(string path);
}

/// <summary>A file of the context.</summary>
/// <param name="Path">Relative to the context, with <c>/</c>.</param>
/// <param name="Bytes">Its size.</param>
public readonly record struct ContextFile(string Path, long Bytes);

/// <summary>How much of the context something matches.</summary>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="IsAtLeast">Whether there may be more, because the look at the folder was cut short.</param>
public readonly record struct ContextSize(int Files, long Bytes, bool IsAtLeast);
