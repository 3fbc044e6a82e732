using BenchmarkDotNet.Attributes;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;

namespace DockerLsp.Benchmarks;

/// <summary>Each rule by itself on a file whose scripts have been read.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private readonly DockerfileAnalysis analysis =
        DockerfileAnalysis.Create(SourceText.From(SyntheticDockerfile.Make(5_000)), AnalysisOptions.Default);

    public static IEnumerable<string> Rules => RuleCatalog.All.Select(r => r.Id);

    [ParamsSource(nameof(Rules))]
    public string Rule { get; set; } = "";

    [Benchmark]
    public DockerfileAnalysis Run() => analysis.WithOptions(AnalysisOptions.Default with { Select = [Rule] });
}
