using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Semantics;

/// <summary><c># hadolint shell=…</c> says which shell a base image has.</summary>
public sealed class ShellPragmaTests
{
    [Theory]
    [InlineData("FROM a:1\n# hadolint shell=powershell\nRUN b", ShellDialect.PowerShell)]
    [InlineData("# hadolint shell=pwsh\nFROM a:1\nRUN b", ShellDialect.PowerShell)]
    [InlineData("FROM a:1\n#hadolint  shell = cmd.exe \nRUN b", ShellDialect.Cmd)]
    [InlineData("FROM a:1\n# hadolint shell=/bin/bash\nRUN b", ShellDialect.Bash)]
    [InlineData("FROM a:1\n# hadolint shell=fish\nRUN b", ShellDialect.Unknown)]
    [InlineData("FROM a:1 AS b\n# hadolint shell=powershell\nCOPY c d\nFROM b\nRUN e", ShellDialect.PowerShell)]
    [InlineData("FROM a:1\n# hadolint shell=powershell\n# why\n\nONBUILD RUN b", ShellDialect.PowerShell)]
    [InlineData("FROM a:1\n# hadolint shell=powershell\nSHELL [\"/bin/bash\", \"-c\"]\nRUN b", ShellDialect.Bash)]
    [InlineData("FROM debian:12\n# shell=powershell\nRUN b", ShellDialect.Dash)]
    [InlineData("FROM debian:12\n# no hadolint shell=powershell\nRUN b", ShellDialect.Dash)]
    [InlineData("FROM debian:12\n# hadolint shell=\nRUN b", ShellDialect.Dash)]
    [InlineData("# hadolint shell=powershell\nFROM a:1\nFROM debian:12\nRUN b", ShellDialect.Dash)]
    [InlineData("FROM debian:12\nRUN a \\\n# hadolint shell=powershell\n  b", ShellDialect.Dash)]
    public void Names_the_shell(string text, ShellDialect expected) =>
        Assert.Equal(expected, Invariants.Analyze(text, AnalysisOptions.Default).Model.Instructions[^1].Before?.Shell.Dialect);

    [Fact]
    public void Comes_and_goes_with_an_edit()
    {
        const string Comment = "# hadolint shell=powershell\n";
        const string Before = "FROM debian:12 AS a\nCOPY b c\nRUN d | e\nFROM a\nRUN f | g\n";
        var options = AnalysisOptions.Default with { Select = ["DL4006"] };
        var analysis = DockerfileAnalysis.Create(SourceText.From(Before), options);
        Assert.Equal(2, analysis.Findings.Length);
        var at = Before.IndexOf("COPY", StringComparison.Ordinal);
        analysis = analysis.WithChanges([new TextChange(new TextSpan(at, 0), Comment)]);
        Assert.Empty(analysis.Findings);
        analysis = analysis.WithChanges([new TextChange(new TextSpan(at, Comment.Length), "")]);
        Assert.Equal(2, analysis.Findings.Length);
    }
}
