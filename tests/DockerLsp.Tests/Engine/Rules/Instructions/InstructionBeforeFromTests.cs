using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class InstructionBeforeFromTests
{
    private static Verification Rule => Verify.Only("DL3061");

    [Theory]
    [InlineData("[|LABEL|] a=b\nFROM debian:12")]
    [InlineData("[|RUN|] true\nFROM debian:12")]
    [InlineData("ARG V\n[|ENV|] A=1\nFROM debian:$V")]
    [InlineData("[|RUN|] a\n[|RUN|] b\nFROM debian:12")]
    [InlineData("[|RUN|] a\nRUN b")]
    [InlineData("[|ONBUILD|] RUN a\nFROM debian:12")]
    [InlineData("[|COPY|] a b")]
    [InlineData("[|ARG|] A\nARG B")]
    [InlineData("ARG A\n[|RUN|] a\nRUN b")]
    public void Stands_before_FROM(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12")]
    [InlineData("ARG V=12\nFROM debian:$V")]
    [InlineData("# syntax=docker/dockerfile:1\n# c\nFROM debian:12")]
    [InlineData("ARG A\nARG B\nFROM debian:12\nRUN a")]
    [InlineData("FROM debian:12\nRUN a\nFROM debian:12")]
    [InlineData("\n\nFROM debian:12")]
    public void May_stand_there(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void A_FROM_that_comes_and_goes_is_seen()
    {
        var options = new AnalysisOptions { Select = ["DL3061"] };
        var analysis = DockerfileAnalysis.Create(SourceText.From("ARG A\nRUN a\n"), options);
        foreach (var (at, length, text) in ((int, int, string)[])[(6, 0, "FROM debian:12\n"), (6, 15, ""), (12, 0, "FROM debian:12\n"), (12, 15, ""), (0, 6, "")])
        {
            analysis = analysis.WithChanges([new TextChange(new TextSpan(at, length), text)]);
            Assert.Equal(
                DockerfileAnalysis.Create(analysis.Text, options).Findings.Select(f => (f.Span, f.Message)),
                analysis.Findings.Select(f => (f.Span, f.Message)));
        }
    }
}
