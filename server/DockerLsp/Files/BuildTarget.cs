using System.Collections.Immutable;

namespace DockerLsp.Files;

/// <summary>One build that a Compose or Bake file describes.</summary>
/// <param name="Name">The service or target.</param>
/// <param name="Line">The line of its name.</param>
/// <param name="Dockerfile">The whole path of its Dockerfile.</param>
/// <param name="Context">The whole path of its build context; null where that is no folder of this machine.</param>
/// <param name="Stage">The stage that it builds; null for the last one.</param>
/// <param name="StageLine">The line that names the stage.</param>
internal sealed record BuildTarget(string Name, int Line, string Dockerfile, string? Context, string? Stage, int StageLine);

/// <summary>The builds of a file, and what could not be understood.</summary>
internal sealed record BuildFile(ImmutableArray<BuildTarget> Targets, ImmutableArray<ConfigurationProblem> Problems);
