using DockerLsp.Engine.Configuration;

namespace DockerLsp.Tests.Engine.Rules.Metadata;

public sealed class InvalidLabelUrlTests
{
    private static Verification Rule => new(AnalysisOptions.Default with
    {
        Select = ["DL3052"],
        Labels = LabelSchema.Empty.With("k", LabelKind.Url),
    });

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=[|example|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"not a url\"|]")]
    [InlineData("FROM debian:12\nLABEL k=[|www.example.com|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"/a/b\"|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"\"|]")]
    [InlineData("FROM debian:12\nLABEL other=1 k=[|example|]")]
    [InlineData("FROM debian:12\nONBUILD LABEL k=[|example|]")]
    [InlineData("FROM a:1 AS a\nLABEL k=[|example|]\nFROM a")]
    [InlineData("FROM debian:12\nLABEL \"k\"=[|example|]")]
    [InlineData("FROM debian:12\nLABEL other=1 \\\n  k=[|example|]")]
    public void Is_something_else(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=https://example.com")]
    [InlineData("FROM debian:12\nLABEL k=http://example.com/a?b=c")]
    [InlineData("FROM debian:12\nLABEL k=\"ftp://example.com/x\"")]
    [InlineData("FROM debian:12\nLABEL other=example")]
    [InlineData("FROM debian:12\nENV k=example")]
    [InlineData("FROM debian:12\nARG X\nLABEL k=$X")]
    [InlineData("FROM debian:12\nRUN true")]
    public void Is_one(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_nothing_without_a_schema() => Verify.Only("DL3052").FindsNothing("FROM debian:12\nLABEL k=example");
}
