using DockerLsp.Engine.Configuration;

namespace DockerLsp.Tests.Engine.Rules.Metadata;

public sealed class InvalidLabelGitHashTests
{
    private static Verification Rule => new(AnalysisOptions.Default with
    {
        Select = ["DL3055"],
        Labels = LabelSchema.Empty.With("k", LabelKind.GitHash),
    });

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=[|main|]")]
    [InlineData("FROM debian:12\nLABEL k=[|v1.2.3|]")]
    [InlineData("FROM debian:12\nLABEL k=[|a1b2c3|]")]
    [InlineData("FROM debian:12\nLABEL k=[|a1b2c3g|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"\"|]")]
    [InlineData("FROM debian:12\nLABEL other=1 k=[|main|]")]
    [InlineData("FROM debian:12\nONBUILD LABEL k=[|main|]")]
    [InlineData("FROM a:1 AS a\nLABEL k=[|main|]\nFROM a")]
    [InlineData("FROM debian:12\nLABEL \"k\"=[|main|]")]
    [InlineData("FROM debian:12\nLABEL other=1 \\\n  k=[|main|]")]
    public void Is_something_else(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=a1b2c3d")]
    [InlineData("FROM debian:12\nLABEL k=2f9c9d2a5f0d4b7e8c1a3b5d7f9e0c2a4b6d8f01")]
    [InlineData("FROM debian:12\nLABEL k=\"ABCDEF0\"")]
    [InlineData("FROM debian:12\nLABEL other=main")]
    [InlineData("FROM debian:12\nENV k=main")]
    [InlineData("FROM debian:12\nARG X\nLABEL k=$X")]
    [InlineData("FROM debian:12\nRUN true")]
    public void Is_one(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_nothing_without_a_schema() => Verify.Only("DL3055").FindsNothing("FROM debian:12\nLABEL k=main");
}
