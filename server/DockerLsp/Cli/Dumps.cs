using DockerLsp.Engine;

namespace DockerLsp.Cli;

/// <summary>What <c>lint --print</c> can show of an analysis. The engine's printers are entered here as it gets them.</summary>
internal static class Dumps
{
    public static IReadOnlyList<string> Names { get; } = ["tree", "model"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="UsageException">The engine has no such printer yet.</exception>
    public static Func<DockerfileAnalysis, string> Get(string name) => name switch
    {
        _ => throw new UsageException($"--print {name} is not available yet"),
    };
}
