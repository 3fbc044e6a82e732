using DockerLsp.Engine.Configuration;

namespace DockerLsp.Tests.Engine.Rules.Metadata;

public sealed class UnknownLabelTests
{
    private static Verification Rule => new(AnalysisOptions.Default with
    {
        Select = ["DL3050"],
        Labels = LabelSchema.Empty.With("team", LabelKind.Text).WithStrictness(true),
    });

    [Theory]
    [InlineData("FROM debian:12\nLABEL [|x|]=1")]
    [InlineData("FROM debian:12\nLABEL team=a [|x|]=1")]
    [InlineData("FROM debian:12\nLABEL [|teem|]=1")]
    [InlineData("FROM debian:12\nONBUILD LABEL [|x|]=1")]
    [InlineData("FROM debian:12\nLABEL [|\"x\"|]=1")]
    [InlineData("FROM debian:12\nLABEL [|x|] y")]
    [InlineData("FROM a:1 AS a\nLABEL [|x|]=1\nFROM a\nLABEL [|y|]=1")]
    public void Is_outside(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nLABEL team=a")]
    [InlineData("FROM debian:12\nLABEL \"team\"=a")]
    [InlineData("FROM debian:12\nLABEL team a")]
    [InlineData("FROM debian:12\nLABEL $X=1")]
    [InlineData("FROM debian:12\nENV x=1")]
    [InlineData("FROM debian:12\nRUN true")]
    [InlineData("FROM debian:12\n# LABEL x=1")]
    public void Is_inside(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_allowed_unless_strict() => Verify.Only("DL3050").FindsNothing("FROM debian:12\nLABEL x=1");

    [Fact]
    public void Says_what_was_meant() => Rule.Finds("FROM debian:12\nLABEL [|teem|]=1").Says("The label schema has no `teem`, and is strict; did you mean `team`?");
}
