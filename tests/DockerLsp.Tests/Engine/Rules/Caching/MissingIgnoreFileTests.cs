using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Rules.Caching;

public sealed class MissingIgnoreFileTests
{
    [Theory]
    [InlineData("COPY . .", "", 1)]
    [InlineData("ADD ./ /app", "# nothing\n", 1)]
    [InlineData("COPY . .", ".git\n", 0)]
    [InlineData("COPY . .", null, 0)]
    [InlineData("COPY src .", "", 0)]
    [InlineData("COPY --from=b . .", "", 0)]
    [InlineData("ONBUILD COPY . .", "", 0)]
    [InlineData("COPY --exclude=.git . .", "", 0)]
    public void Is_reported_where_the_folder_is_known(string instruction, string? ignore, int findings)
    {
        var options = AnalysisOptions.Default with { Select = ["DLS2004"], IgnoreFile = ignore is null ? null : DockerIgnore.Parse(ignore) };
        Assert.Equal(findings, DockerfileAnalysis.Create(SourceText.From($"FROM a\n{instruction}\n"), options).Findings.Length);
    }
}
