using DockerLsp.Engine.Configuration;

namespace DockerLsp.Tests.Engine.Rules.Metadata;

public sealed class InvalidLabelEmailTests
{
    private static Verification Rule => new(AnalysisOptions.Default with
    {
        Select = ["DL3058"],
        Labels = LabelSchema.Empty.With("k", LabelKind.Email),
    });

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=[|jo|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"Jo Doe\"|]")]
    [InlineData("FROM debian:12\nLABEL k=[|jo@|]")]
    [InlineData("FROM debian:12\nLABEL k=[|@example.com|]")]
    [InlineData("FROM debian:12\nLABEL k=[|jo@-example.com|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"jo doe@example.com\"|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"\"|]")]
    [InlineData("FROM debian:12\nLABEL other=1 k=[|jo|]")]
    [InlineData("FROM debian:12\nONBUILD LABEL k=[|jo|]")]
    [InlineData("FROM a:1 AS a\nLABEL k=[|jo|]\nFROM a")]
    [InlineData("FROM debian:12\nLABEL \"k\"=[|jo|]")]
    [InlineData("FROM debian:12\nLABEL other=1 \\\n  k=[|jo|]")]
    public void Is_something_else(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=jo@example.com")]
    [InlineData("FROM debian:12\nLABEL k=\"jo.doe+x@mail.example.org\"")]
    [InlineData("FROM debian:12\nLABEL other=jo")]
    [InlineData("FROM debian:12\nENV k=jo")]
    [InlineData("FROM debian:12\nARG X\nLABEL k=$X")]
    [InlineData("FROM debian:12\nRUN true")]
    public void Is_one(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_nothing_without_a_schema() => Verify.Only("DL3058").FindsNothing("FROM debian:12\nLABEL k=jo");
}
