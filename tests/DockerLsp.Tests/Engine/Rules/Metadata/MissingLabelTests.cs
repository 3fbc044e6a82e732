using DockerLsp.Engine.Configuration;

namespace DockerLsp.Tests.Engine.Rules.Metadata;

public sealed class MissingLabelTests
{
    private static Verification Rule => new(AnalysisOptions.Default with
    {
        Select = ["DL3049"],
        Labels = LabelSchema.Empty.With("team", LabelKind.Text),
    });

    [Theory]
    [InlineData("FROM [|debian:12|]")]
    [InlineData("FROM [|debian:12|]\nLABEL x=1")]
    [InlineData("FROM debian:12 AS a\nFROM [|a|]")]
    [InlineData("FROM debian:12 AS a\nLABEL team=x\nFROM [|debian:12|]\nCOPY --from=a /a /a")]
    [InlineData("FROM [|debian:12|] AS a\nFROM [|debian:12|]")]
    [InlineData("FROM [|debian:12|]\nENV team=x")]
    [InlineData("FROM [|debian:12|]\nONBUILD LABEL team=x")]
    public void Is_missing(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nLABEL team=x")]
    [InlineData("FROM debian:12\nLABEL \"team\"=x")]
    [InlineData("FROM debian:12\nLABEL team x")]
    [InlineData("FROM debian:12 AS a\nLABEL team=x\nFROM a")]
    [InlineData("FROM debian:12 AS a\nFROM a\nLABEL team=x")]
    [InlineData("FROM golang:1 AS a\nFROM debian:12\nCOPY --from=a /a /a\nLABEL team=x")]
    [InlineData("FROM debian:12\nLABEL a=1 \\\n  team=x")]
    public void Is_there(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Names_each_label() =>
        new Verification(AnalysisOptions.Default with { Select = ["DL3049"], Labels = LabelSchema.Empty.With("a", LabelKind.Text).With("b", LabelKind.Url) })
            .Finds("FROM [|[|debian:12|]|]").Says("The image has no label `a`, which the label schema asks for", "The image has no label `b`, which the label schema asks for");

    [Fact]
    public void Says_nothing_without_a_schema() => Verify.Only("DL3049").FindsNothing("FROM debian:12");
}
