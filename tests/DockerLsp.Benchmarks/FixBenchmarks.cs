using BenchmarkDotNet.Attributes;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Benchmarks;

/// <summary>All fixes of a file.</summary>
[MemoryDiagnoser]
public class FixBenchmarks
{
    private SourceText text = SourceText.From("");

    [Params(300)]
    public int Lines { get; set; }

    [GlobalSetup]
    public void Setup() => text = SourceText.From(SyntheticDockerfile.Make(Lines));

    [Benchmark]
    public FixAllResult FixAll() => DockerfileAnalysis.FixAll(text, AnalysisOptions.Default);
}
