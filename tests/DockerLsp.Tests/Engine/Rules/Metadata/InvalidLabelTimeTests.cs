using DockerLsp.Engine.Configuration;

namespace DockerLsp.Tests.Engine.Rules.Metadata;

public sealed class InvalidLabelTimeTests
{
    private static Verification Rule => new(AnalysisOptions.Default with
    {
        Select = ["DL3053"],
        Labels = LabelSchema.Empty.With("k", LabelKind.Time),
    });

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=[|yesterday|]")]
    [InlineData("FROM debian:12\nLABEL k=[|2026-11-25|]")]
    [InlineData("FROM debian:12\nLABEL k=[|2026-13-25T21:35:00Z|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"2026-11-25T21:35:00\"|]")]
    [InlineData("FROM debian:12\nLABEL k=[|2026-02-29T21:35:00Z|]")]
    [InlineData("FROM debian:12\nLABEL k=[|2026-11-25T24:35:00Z|]")]
    [InlineData("FROM debian:12\nLABEL k=[|2026-11-25T21:35Z|]")]
    [InlineData("FROM debian:12\nLABEL k=[|2026-11-25T21:35:00.Z|]")]
    [InlineData("FROM debian:12\nLABEL k=[|2026-11-25T21:35:00+15:00|]")]
    [InlineData("FROM debian:12\nLABEL k=[|2026-11-25T21:35:00+02:60|]")]
    [InlineData("FROM debian:12\nLABEL k=[|2026-11-25T21:35:00Zulu|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"\"|]")]
    [InlineData("FROM debian:12\nLABEL other=1 k=[|yesterday|]")]
    [InlineData("FROM debian:12\nONBUILD LABEL k=[|yesterday|]")]
    [InlineData("FROM a:1 AS a\nLABEL k=[|yesterday|]\nFROM a")]
    [InlineData("FROM debian:12\nLABEL \"k\"=[|yesterday|]")]
    [InlineData("FROM debian:12\nLABEL other=1 \\\n  k=[|yesterday|]")]
    public void Is_something_else(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=2026-11-25T21:35:00Z")]
    [InlineData("FROM debian:12\nLABEL k=2026-11-25T21:35:00.123+02:00")]
    [InlineData("FROM debian:12\nLABEL k=\"2026-11-25T21:35:00-08:00\"")]
    [InlineData("FROM debian:12\nLABEL k=2024-02-29t21:35:00z")]
    [InlineData("FROM debian:12\nLABEL k=\"2026-11-25 21:35:00+14:00\"")]
    [InlineData("FROM debian:12\nLABEL other=yesterday")]
    [InlineData("FROM debian:12\nENV k=yesterday")]
    [InlineData("FROM debian:12\nARG X\nLABEL k=$X")]
    [InlineData("FROM debian:12\nRUN true")]
    public void Is_one(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_nothing_without_a_schema() => Verify.Only("DL3053").FindsNothing("FROM debian:12\nLABEL k=yesterday");
}
