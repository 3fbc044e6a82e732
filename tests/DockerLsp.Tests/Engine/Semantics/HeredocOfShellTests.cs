using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Semantics;

/// <summary>A heredoc that another shell reads is a script, too.</summary>
public sealed class HeredocOfShellTests
{
    [Theory]
    [InlineData("RUN <<EOT bash")]
    [InlineData("RUN <<EOT bash -ex")]
    [InlineData("RUN <<-\"EOT\" /bin/bash -e -o pipefail")]
    [InlineData("RUN sh -eu <<'EOT'")]
    [InlineData("RUN --mount=type=cache,target=/x bash <<EOT")]
    [InlineData("ONBUILD RUN <<EOT sh")]
    public void Is_read_and_not_rewritten(string start)
    {
        var text = $"FROM debian:12\n{start}\nset -ex\napt-get update\napt-get install -y vim\nEOT\n";
        var finding = Assert.Single(Findings(text, "DL3008"));
        Assert.Equal("vim", text.Substring(finding.Span.Start, finding.Span.Length));
        Assert.Empty(Assert.Single(Findings(text, "DL3009")).Fixes);
    }

    [Theory]
    [InlineData("RUN <<EOT python3")]
    [InlineData("RUN <<EOT bash -c 'cat > /x'")]
    [InlineData("RUN <<EOT bash script.sh")]
    [InlineData("RUN cat <<EOT > /install.sh")]
    [InlineData("RUN <<EOT bash && true")]
    public void What_something_else_reads_is_not(string start) =>
        Assert.Empty(Findings($"FROM debian:12\n{start}\napt-get update\napt-get install -y vim\nEOT\n", "DL3008"));

    [Fact]
    public void What_it_leaves_is_found_by_later_steps() =>
        Assert.Empty(Findings("FROM debian:12\nRUN <<EOT bash\napt-get update\nEOT\nRUN apt-get install -y vim\n", "DLS1003"));

    private static DockerLsp.Engine.Diagnostics.Finding[] Findings(string text, string rule) =>
        [.. DockerfileAnalysis.Create(SourceText.From(text), AnalysisOptions.Default with { Select = [rule] }).Findings];
}
