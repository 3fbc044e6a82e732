namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class SyntaxErrorTests
{
    private static Verification Rule => Verify.Only("DLS3000");

    [Theory]
    [InlineData("FROM debian:12\n[|RUNN|] make")]
    [InlineData("FROM debian:12\nRUN apt-get update\n  [|&&|] apt-get install -y curl")]
    [InlineData("FROM debian:12\n[|COPY|]")]
    [InlineData("FROM debian:12\nCOPY [|app|]")]
    [InlineData("FROM debian:12\nCOPY [|--form=a|] b c")]
    [InlineData("FROM debian:12\nEXPOSE 80\n[|EXPOSE|]")]
    [InlineData("FROM debian:12\nENV [|A|]")]
    [InlineData("FROM debian:12\nSHELL [|/bin/bash -c|]")]
    [InlineData("FROM debian:12\nHEALTHCHECK [|curl|] localhost")]
    [InlineData("FROM debian:12 [|# the base|]")]
    [InlineData("FROM debian:12 AS [|1st|]")]
    [InlineData("FROM debian:12 AS a\n[|RUNN|] b\nFROM a\n[|COPPY|] b c")]
    [InlineData("FROM debian:12\nONBUILD COPY [|app|]")]
    [InlineData("FROM debian:12\nONBUILD [|RUNN|] make")]
    [InlineData("# escape=[|x|]\nFROM debian:12\nRUN make")]
    [InlineData("[|FORM|] debian:12\nRUN make")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN <<EOF\nRUNN make\nCOPY\nEOF")]
    [InlineData("FROM debian:12\nRUN\nCMD")]
    [InlineData("FROM debian:12\nENV A b c\nLABEL d=\nARG e f")]
    [InlineData("FROM debian:12 AS a\nFROM a AS b-c.d_1")]
    [InlineData("# escape=`\nFROM debian:12\nRUN make `\n  all")]
    [InlineData("FROM debian:12\nONBUILD ONBUILD RUN make")]
    [InlineData("RUN make\nFROM debian:12")]
    [InlineData("FROM debian:12\nRUN make \\\n# COPY\n  all")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void A_heredoc_without_an_end() => Assert.Single(Invariants.Analyze("FROM debian:12\nRUN <<EOF\nmake", new() { Select = ["DLS3000"] }).Findings);

    [Fact]
    public void Says_which_word_was_meant() => Rule
        .Finds("FROM debian:12\n[|WORKDRI|] /app\nCOPY [|--form=builder|] a b")
        .Says("`WORKDRI` is not an instruction; did you mean `WORKDIR`?", "COPY has no flag `--form`; did you mean `--from`?");
}
