using System.Collections.Immutable;

namespace DockerLsp.Files;

/// <summary>One build that a Compose or Bake file describes.</summary>
/// <param name="Name">The service or target.</param>
/// <param name="Line">The line of its name.</param>
/// <param name="Dockerfile">The whole path of its Dockerfile; that of the describing file where it holds the text itself.</param>
/// <param name="Context">The whole path of its build context; null where that is no folder of this machine.</param>
/// <param name="Stage">The stage that it builds; null for the last one.</param>
/// <param name="StageLine">The line that names the stage.</param>
internal sealed record BuildTarget(string Name, int Line, string Dockerfile, string? Context, string? Stage, int StageLine)
{
    /// <summary>The build arguments that it gives.</summary>
    public ImmutableArray<BuildArgument> Arguments { get; init; } = [];

    /// <summary>The names that stand for folders, images or other builds. The value is the image; null where it is none.</summary>
    public ImmutableArray<KeyValuePair<string, string?>> Contexts { get; init; } = [];

    /// <summary>The Dockerfile that stands in the describing file; null where it is a file of its own.</summary>
    public InlineDockerfile? Inline { get; init; }

    /// <summary>The whole path of the describing file.</summary>
    public string Source { get; init; } = "";

    /// <summary>How the person who asked would name the describing file.</summary>
    public string FileName { get; init; } = "";
}

/// <summary>A build argument.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null where it has one that is not known here.</param>
/// <param name="Line">The line that gives it.</param>
internal sealed record BuildArgument(string Name, string? Value, int Line);

/// <summary>The builds of a file, and what could not be understood.</summary>
internal sealed record BuildFile(ImmutableArray<BuildTarget> Targets, ImmutableArray<ConfigurationProblem> Problems);
