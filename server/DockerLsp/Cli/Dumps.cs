using DockerLsp.Engine;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Cli;

/// <summary>What <c>lint --print</c> can show of an analysis.</summary>
internal static class Dumps
{
    private static readonly Dictionary<string, Func<DockerfileAnalysis, string>> Printers = new()
    {
        ["tree"] = analysis => SyntaxTreePrinter.Print(analysis.Tree),
        ["model"] = ModelPrinter.Print,
    };

    public static IReadOnlyList<string> Names { get; } = [.. Printers.Keys];

    /// <param name="name">One of <see cref="Names"/>.</param>
    public static Func<DockerfileAnalysis, string> Get(string name) => Printers[name];
}
