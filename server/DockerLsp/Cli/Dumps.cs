using DockerLsp.Engine;

namespace DockerLsp.Cli;

/// <summary>What <c>lint --print</c> can show.</summary>
internal static class Dumps
{
    public static IReadOnlyList<string> Names { get; } = ["tree", "model"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    public static Func<DockerfileAnalysis, string> Get(string name) =>
        throw new UsageException($"--print {name} is not available yet");
}
