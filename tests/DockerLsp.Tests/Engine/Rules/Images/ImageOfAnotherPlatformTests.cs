namespace DockerLsp.Tests.Engine.Rules.Images;

public sealed class ImageOfAnotherPlatformTests
{
    private static Verification Rule => Verify.Only("InvalidBaseImagePlatform");

    [Theory]
    [InlineData("FROM --platform=[|linux/amd64|] arm64v8/alpine:3.20")]
    [InlineData("FROM --platform=[|linux/amd64|] docker.io/arm64v8/alpine:3.20")]
    [InlineData("FROM --platform=[|amd64|] i386/debian:12 AS a")]
    [InlineData("FROM --platform=[|linux/x86_64|] s390x/debian:12")]
    [InlineData("FROM --platform=[|linux/arm/v6|] arm32v7/debian:12")]
    [InlineData("FROM --platform=[|linux/arm/7|] arm64v8/debian:12")]
    [InlineData("FROM --platform=[|windows/amd64|] amd64/debian:12")]
    [InlineData("FROM --platform=[|linux|] winamd64/golang:1.23")]
    [InlineData("ARG P=linux/arm64\nFROM --platform=[|$P|] amd64/debian:12")]
    [InlineData("ARG A=riscv64\nFROM a:1 AS a\nFROM --platform=[|linux/${V:-arm64}|] ${A}/debian:12")]
    [InlineData("FROM --platform=[|linux/amd64|] gcr.io/distroless/static-debian12:latest-arm64")]
    public void Is_for_another(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM --platform=linux/amd64 debian:12")]
    [InlineData("FROM --platform=linux/amd64 amd64/debian:12")]
    [InlineData("FROM --platform=linux/aarch64 arm64v8/debian:12")]
    [InlineData("FROM --platform=linux/arm64/v8 arm64v8/debian:12")]
    [InlineData("FROM --platform=linux/arm/v7 arm32v6/alpine:3.20")]
    [InlineData("FROM --platform=linux/arm arm32v7/alpine:3.20")]
    [InlineData("FROM --platform=linux arm64v8/debian:12")]
    [InlineData("FROM --platform=$BUILDPLATFORM arm64v8/debian:12")]
    [InlineData("FROM --platform=$TARGETOS/$TARGETARCH arm64v8/debian:12")]
    [InlineData("FROM arm64v8/debian:12")]
    [InlineData("FROM --platform=linux/amd64 ghcr.io/arm64v8/debian:12")]
    [InlineData("FROM --platform=linux/amd64 arm64v8/team/app:1")]
    [InlineData("FROM --platform=linux/amd64 acme/app:1-arm64")]
    [InlineData("ARG A\nFROM --platform=linux/amd64 ${A}v8/debian:12")]
    [InlineData("FROM scratch AS arm64v8\nFROM --platform=linux/amd64 arm64v8")]
    [InlineData("FROM --platform=linux/amd64 gcr.io/distroless/static-debian12:latest")]
    [InlineData("FROM --platform=a/b/c/d arm64v8/debian:12")]
    [InlineData("FROM --platform=/ arm64v8/debian:12")]
    public void Near_misses(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_both() => Rule.Finds("FROM --platform=[|x86_64|] arm32v7/debian:12")
        .Says("`arm32v7/debian:12` is there for linux/arm/v7 alone: asked for amd64, the build stops, or goes on with programs for the other one");
}
