namespace DockerLsp.Tests.Engine.Rules.Images;

public sealed class ConstantPlatformTests
{
    private static Verification Rule => Verify.Only("DL3029");

    [Theory]
    [InlineData("FROM [|--platform=linux/amd64|] debian:12")]
    [InlineData("FROM [|--platform=linux|] debian:12")]
    [InlineData("FROM [|--platform=amd64|] debian:12 AS b")]
    [InlineData("FROM [|--platform=windows/amd64|] debian:12")]
    [InlineData("FROM [|--platform=\"linux/arm64\"|] debian:12")]
    [InlineData("ARG P=linux/arm64\nFROM [|--platform=$P|] debian:12")]
    [InlineData("FROM [|--platform=linux/amd64|] a:1 AS x\nFROM [|--platform=linux/arm64|] b:1 AS y")]
    public void Is_written_down(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12")]
    [InlineData("FROM --platform=$BUILDPLATFORM debian:12")]
    [InlineData("FROM --platform=${BUILDPLATFORM} debian:12")]
    [InlineData("FROM --platform=$TARGETPLATFORM debian:12")]
    [InlineData("FROM --platform=${BUILDPLATFORM:-linux/amd64} debian:12")]
    [InlineData("FROM --platform=$TARGETOS/$TARGETARCH debian:12")]
    [InlineData("FROM --platform=linux/amd64 debian:12 AS build-amd64")]
    [InlineData("FROM --platform=linux/arm/v7 debian:12 AS arm-base")]
    public void Follows_the_build(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Can_go() => Rule.Finds("FROM [|--platform=linux/amd64|]  debian:12 AS b")
        .Unsafe("platform asked for", "FROM debian:12 AS b");
}
