namespace DockerLsp.Tests.Engine.Rules.Images;

public sealed class RedundantPlatformTests
{
    private static Verification Rule => Verify.Only("DL3065");

    [Theory]
    [InlineData("FROM [|--platform=$TARGETPLATFORM|] debian:12")]
    [InlineData("FROM [|--platform=${TARGETPLATFORM}|] debian:12")]
    [InlineData("FROM [|--platform=$TARGETPLATFORM|] debian:12 AS b")]
    [InlineData("FROM a:1 AS a\nFROM [|--platform=$TARGETPLATFORM|] a")]
    public void Says_what_holds(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12")]
    [InlineData("FROM --platform=$BUILDPLATFORM debian:12")]
    [InlineData("FROM --platform=${TARGETPLATFORM:-linux/amd64} debian:12")]
    [InlineData("FROM --platform=$TARGETOS/$TARGETARCH debian:12")]
    [InlineData("FROM --platform=linux/amd64 debian:12")]
    [InlineData("FROM --platform=$TARGETPLATFORM/v2 debian:12")]
    public void Says_something(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Goes() => Rule.Finds("FROM [|--platform=$TARGETPLATFORM|] debian:12 AS b\nRUN true")
        .Fixed("FROM debian:12 AS b\nRUN true");

    [Fact]
    public void Stays_where_the_file_sets_it() => Rule.Finds("ARG TARGETPLATFORM=linux/arm64\nFROM [|--platform=$TARGETPLATFORM|] debian:12")
        .Refused();
}
