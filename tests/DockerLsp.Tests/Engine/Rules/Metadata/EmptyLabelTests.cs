using DockerLsp.Engine.Configuration;

namespace DockerLsp.Tests.Engine.Rules.Metadata;

public sealed class EmptyLabelTests
{
    private static Verification Rule => new(AnalysisOptions.Default with
    {
        Select = ["DL3051"],
        Labels = LabelSchema.Empty.With("k", LabelKind.Text),
    });

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=[|\"\"|]")]
    [InlineData("FROM debian:12\nLABEL k=[|''|]")]
    [InlineData("FROM debian:12 AS a\nLABEL k=x\nFROM a\nLABEL k=[|\"\"|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\" \"|]")]
    [InlineData("FROM debian:12\nLABEL other=1 k=[|\"\"|]")]
    [InlineData("FROM debian:12\nONBUILD LABEL k=[|\"\"|]")]
    [InlineData("FROM a:1 AS a\nLABEL k=[|\"\"|]\nFROM a")]
    [InlineData("FROM debian:12\nLABEL \"k\"=[|\"\"|]")]
    [InlineData("FROM debian:12\nLABEL other=1 \\\n  k=[|\"\"|]")]
    public void Is_something_else(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=x")]
    [InlineData("FROM debian:12\nLABEL k=\"a b\"")]
    [InlineData("FROM debian:12\nLABEL k=0")]
    [InlineData("FROM debian:12\nLABEL other=\"\"")]
    [InlineData("FROM debian:12\nENV k=\"\"")]
    [InlineData("FROM debian:12\nARG X\nLABEL k=$X")]
    [InlineData("FROM debian:12\nRUN true")]
    public void Is_one(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_nothing_without_a_schema() => Verify.Only("DL3051").FindsNothing("FROM debian:12\nLABEL k=\"\"");
}
