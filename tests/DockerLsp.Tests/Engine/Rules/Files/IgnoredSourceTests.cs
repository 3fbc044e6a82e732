using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Tests.Engine.Rules.Files;

public sealed class IgnoredSourceTests
{
    private static Verification Rule => new(AnalysisOptions.Default with
    {
        Select = ["CopyIgnoredFile"],
        IgnoreFile = DockerIgnore.Parse("*/tmp/*\n*.log\ndist\nbuild\n!build/keep\nsecret dir\n"),
    });

    [Theory]
    [InlineData("FROM scratch\nCOPY [|./a/tmp/b|] /b")]
    [InlineData("FROM scratch\nCOPY [|a.log|] /")]
    [InlineData("FROM scratch\nADD [|a.log|] /")]
    [InlineData("FROM scratch\nCOPY [|dist|] /x")]
    [InlineData("FROM scratch\nCOPY [|dist/|] /x")]
    [InlineData("FROM scratch\nCOPY [|/dist/a.js|] /x")]
    [InlineData("FROM scratch\nCOPY ok [|a.log|] /x/")]
    [InlineData("FROM scratch\nCOPY [[|\"secret dir/a\"|], \"/x\"]")]
    [InlineData("FROM scratch\nARG N=a\nCOPY [|$N.log|] /")]
    [InlineData("FROM scratch\nCOPY [|\"a.log\"|] /")]
    [InlineData("FROM scratch AS a\nCOPY [|dist|] /\nFROM a\nCOPY [|dist|] /")]
    [InlineData("FROM scratch\nCOPY [|*.log|] /")]
    public void Is_kept_out(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM scratch\nCOPY . /x")]
    [InlineData("FROM scratch\nCOPY src /x")]
    [InlineData("FROM scratch\nCOPY a/b.log /x")]
    [InlineData("FROM scratch\nCOPY build /x")]
    [InlineData("FROM scratch\nCOPY build/keep /x")]
    [InlineData("FROM a:1 AS a\nFROM scratch\nCOPY --from=a dist /x")]
    [InlineData("FROM scratch\nADD https://example.com/a.log /x")]
    [InlineData("FROM scratch\nCOPY <<a.log /x\nhello\na.log")]
    [InlineData("FROM scratch\nCOPY $N /x")]
    [InlineData("FROM scratch\nRUN cat a.log")]
    [InlineData("FROM scratch\nONBUILD COPY dist /x")]
    [InlineData("FROM scratch\nCOPY tmp/x /x")]
    public void Gets_through(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_nothing_without_a_context() => Verify.Only("CopyIgnoredFile").FindsNothing("FROM scratch\nCOPY dist /x");

    [Theory]
    [InlineData("*.log\n!keep.log", "FROM scratch\nCOPY *.log /x/")]
    [InlineData("*.log\n!k*.log", "FROM scratch\nCOPY *.log /x/")]
    [InlineData("*.log\n!keep.log", "FROM scratch\nCOPY k[a-f]ep.lo? /x/")]
    [InlineData("*.log\n!keep.log", "FROM scratch\nCOPY keep.log /x/")]
    [InlineData("*.log\n!keep.log", "FROM scratch\nCOPY [ /x/")]
    public void A_pattern_may_still_find_something(string ignore, string dockerfile) =>
        new Verification(AnalysisOptions.Default with { Select = ["CopyIgnoredFile"], IgnoreFile = DockerIgnore.Parse(ignore) }).FindsNothing(dockerfile);

    [Fact]
    public void A_pattern_that_finds_nothing_else() =>
        new Verification(AnalysisOptions.Default with { Select = ["CopyIgnoredFile"], IgnoreFile = DockerIgnore.Parse("*.log\n!keep.txt") })
            .Finds("FROM scratch\nCOPY [|*.log|] /x/");

    [Fact]
    public void Says_which_line() => Rule.Finds("FROM scratch\nCOPY [|a.log|] /x")
        .Says("`.dockerignore` keeps it out of the build (line 2, `*.log`): BuildKit does not find it, and stops here");
}
