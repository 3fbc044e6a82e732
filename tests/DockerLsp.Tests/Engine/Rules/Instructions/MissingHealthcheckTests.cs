namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class MissingHealthcheckTests
{
    private static Verification Rule => Verify.Only("DL3057");

    [Theory]
    [InlineData("FROM [|debian:12|]")]
    [InlineData("FROM [|debian:12|]\nCMD [\"a\"]")]
    [InlineData("FROM debian:12 AS a\nFROM [|a|]")]
    [InlineData("FROM debian:12 AS a\nHEALTHCHECK NONE\nFROM [|debian:12|]")]
    [InlineData("FROM [|debian:12|] AS a\nFROM [|node:22|] AS b")]
    [InlineData("FROM [|debian:12|]\nONBUILD HEALTHCHECK NONE")]
    [InlineData("FROM [|debian:12|]\n# HEALTHCHECK NONE")]
    public void Has_none(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD [\"a\"]")]
    [InlineData("FROM debian:12\nHEALTHCHECK NONE")]
    [InlineData("FROM debian:12 AS a\nHEALTHCHECK NONE\nFROM a")]
    [InlineData("FROM debian:12 AS a\nFROM a AS b\nHEALTHCHECK NONE")]
    [InlineData("FROM golang:1 AS a\nFROM debian:12\nCOPY --from=a /x /x\nHEALTHCHECK NONE")]
    [InlineData("FROM golang:1\nFROM debian:12\nRUN --mount=from=0,target=/m true\nHEALTHCHECK NONE")]
    public void Has_one(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_off_by_default() => Verify.FindsNothing("FROM debian:12\nCMD [\"a\"]");
}
