using DockerLsp.Engine;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Cli;

/// <summary>What <c>lint --print</c> can show of an analysis.</summary>
internal static class Dumps
{
    public static IReadOnlyList<string> Names { get; } = ["tree", "model"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="UsageException">There is no such printer.</exception>
    public static Func<DockerfileAnalysis, string> Get(string name) => name switch
    {
        "tree" => analysis => SyntaxTreePrinter.Print(analysis.Tree),
        "model" => ModelPrinter.Print,
        _ => throw new UsageException($"--print knows {string.Join(" and ", Names)}, not {name}"),
    };
}
