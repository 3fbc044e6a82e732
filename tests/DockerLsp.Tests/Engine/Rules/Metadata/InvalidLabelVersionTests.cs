using DockerLsp.Engine.Configuration;

namespace DockerLsp.Tests.Engine.Rules.Metadata;

public sealed class InvalidLabelVersionTests
{
    private static Verification Rule => new(AnalysisOptions.Default with
    {
        Select = ["DL3056"],
        Labels = LabelSchema.Empty.With("k", LabelKind.Version),
    });

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=[|1.4|]")]
    [InlineData("FROM debian:12\nLABEL k=[|v1.4.2|]")]
    [InlineData("FROM debian:12\nLABEL k=[|01.2.3|]")]
    [InlineData("FROM debian:12\nLABEL k=[|1.2.3-|]")]
    [InlineData("FROM debian:12\nLABEL k=[|1.2.3-01|]")]
    [InlineData("FROM debian:12\nLABEL k=[|latest|]")]
    [InlineData("FROM debian:12\nLABEL k=[|1.2.3.4|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"\"|]")]
    [InlineData("FROM debian:12\nLABEL other=1 k=[|1.4|]")]
    [InlineData("FROM debian:12\nONBUILD LABEL k=[|1.4|]")]
    [InlineData("FROM a:1 AS a\nLABEL k=[|1.4|]\nFROM a")]
    [InlineData("FROM debian:12\nLABEL \"k\"=[|1.4|]")]
    [InlineData("FROM debian:12\nLABEL other=1 \\\n  k=[|1.4|]")]
    public void Is_something_else(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=1.4.2")]
    [InlineData("FROM debian:12\nLABEL k=0.0.1-alpha.1")]
    [InlineData("FROM debian:12\nLABEL k=1.0.0+build.5")]
    [InlineData("FROM debian:12\nLABEL k=\"1.0.0-x-y.z+exp.sha\"")]
    [InlineData("FROM debian:12\nLABEL other=1.4")]
    [InlineData("FROM debian:12\nENV k=1.4")]
    [InlineData("FROM debian:12\nARG X\nLABEL k=$X")]
    [InlineData("FROM debian:12\nRUN true")]
    public void Is_one(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_nothing_without_a_schema() => Verify.Only("DL3056").FindsNothing("FROM debian:12\nLABEL k=1.4");
}
