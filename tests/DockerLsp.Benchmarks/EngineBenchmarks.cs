using BenchmarkDotNet.Attributes;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Benchmarks;

/// <summary>The steps from text to findings, of a whole file and of one key in it.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private SourceText text = SourceText.From("");
    private DockerfileSyntax tree = DockerfileSyntax.Parse("");
    private DockerfileAnalysis analysis = DockerfileAnalysis.Create(SourceText.From(""), AnalysisOptions.Default);
    private TextChange[] key = [];

    [Params(300, 5_000, 50_000)]
    public int Lines { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        text = SourceText.From(SyntheticDockerfile.Make(Lines));
        tree = DockerfileSyntax.Parse(text);
        analysis = DockerfileAnalysis.Create(text, AnalysisOptions.Default);
        var place = text.ToString().IndexOf("curl git", text.Length / 2, StringComparison.Ordinal);
        key = [new TextChange(new TextSpan(place + 4, 0), "x")];
    }

    [Benchmark]
    public DockerfileSyntax Parse() => DockerfileSyntax.Parse(text);

    [Benchmark]
    public DockerfileSyntax ReparseAfterKey() => tree.WithChanges(key);

    /// <summary>What the scripts of the file do is kept with its tree, so that this is the state alone.</summary>
    [Benchmark]
    public BuildModel Bind() => BuildModel.Create(tree);

    [Benchmark]
    public DockerfileAnalysis Analyze() => DockerfileAnalysis.Create(text, AnalysisOptions.Default);

    [Benchmark]
    public DockerfileAnalysis AnalyzeAfterKey() => analysis.WithChanges(key);

    [Benchmark]
    public DockerfileAnalysis RunAllRules() => analysis.WithOptions(AnalysisOptions.Default with { Layering = Layering.Merge });
}
