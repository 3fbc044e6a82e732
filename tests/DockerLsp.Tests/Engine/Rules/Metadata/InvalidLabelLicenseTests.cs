using DockerLsp.Engine.Configuration;

namespace DockerLsp.Tests.Engine.Rules.Metadata;

public sealed class InvalidLabelLicenseTests
{
    private static Verification Rule => new(AnalysisOptions.Default with
    {
        Select = ["DL3054"],
        Labels = LabelSchema.Empty.With("k", LabelKind.License),
    });

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=[|Apache|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"Apache 2.0\"|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"MIT OR\"|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"(MIT\"|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"MIT Apache-2.0\"|]")]
    [InlineData("FROM debian:12\nLABEL k=[|\"\"|]")]
    [InlineData("FROM debian:12\nLABEL other=1 k=[|Apache|]")]
    [InlineData("FROM debian:12\nONBUILD LABEL k=[|Apache|]")]
    [InlineData("FROM a:1 AS a\nLABEL k=[|Apache|]\nFROM a")]
    [InlineData("FROM debian:12\nLABEL \"k\"=[|Apache|]")]
    [InlineData("FROM debian:12\nLABEL other=1 \\\n  k=[|Apache|]")]
    public void Is_something_else(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nLABEL k=Apache-2.0")]
    [InlineData("FROM debian:12\nLABEL k=MIT")]
    [InlineData("FROM debian:12\nLABEL k=\"MIT OR Apache-2.0\"")]
    [InlineData("FROM debian:12\nLABEL k=\"GPL-2.0-only WITH Classpath-exception-2.0\"")]
    [InlineData("FROM debian:12\nLABEL k=\"(MIT AND BSD-3-Clause) OR GPL-3.0-or-later\"")]
    [InlineData("FROM debian:12\nLABEL k=LicenseRef-acme")]
    [InlineData("FROM debian:12\nLABEL k=GPL-2.0+")]
    [InlineData("FROM debian:12\nLABEL other=Apache")]
    [InlineData("FROM debian:12\nENV k=Apache")]
    [InlineData("FROM debian:12\nARG X\nLABEL k=$X")]
    [InlineData("FROM debian:12\nRUN true")]
    public void Is_one(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_nothing_without_a_schema() => Verify.Only("DL3054").FindsNothing("FROM debian:12\nLABEL k=Apache");
}
