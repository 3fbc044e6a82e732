namespace DockerLsp.Tests.Engine.Rules.Images;

public sealed class UntaggedImageTests
{
    private static Verification Rule => Verify.Only("DL3006");

    [Theory]
    [InlineData("FROM [|debian|]")]
    [InlineData("FROM [|debian|] AS build")]
    [InlineData("FROM [|ghcr.io/acme/app|]")]
    [InlineData("FROM [|localhost:5000/debian|]")]
    [InlineData("FROM --platform=$BUILDPLATFORM [|debian|]")]
    [InlineData("FROM node:22 AS build\nFROM [|node|]\nFROM build")]
    [InlineData("FROM debian:12 AS b\nFROM [|c|]")]
    [InlineData("FROM [|b|]\nFROM debian:12 AS b")]
    [InlineData("from [|debian|] as x")]
    [InlineData("FROM \\\n  [|debian|]")]
    [InlineData("FROM [|\"debian\"|]")]
    [InlineData("ARG V=1\nFROM [|debian|]")]
    public void Has_no_version(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12")]
    [InlineData("FROM debian:12 AS x")]
    [InlineData("FROM debian@sha256:3d868b5eb908155f3784317b3dda2941df87bbbbaa4608f84881de66d9bb297b")]
    [InlineData("FROM debian:12@sha256:3d868b5eb908155f3784317b3dda2941df87bbbbaa4608f84881de66d9bb297b")]
    [InlineData("FROM scratch")]
    [InlineData("FROM scratch AS x")]
    [InlineData("FROM node:22 AS build\nFROM build")]
    [InlineData("FROM node:22 AS build\nFROM Build")]
    [InlineData("FROM $BASE")]
    [InlineData("FROM ${BASE}")]
    [InlineData("FROM ${BASE:-debian}")]
    [InlineData("FROM debian:$V")]
    [InlineData("FROM debian:${V}")]
    [InlineData("FROM debian$SUFFIX")]
    [InlineData("FROM ${REGISTRY}/debian:12")]
    [InlineData("FROM localhost:5000/debian:12")]
    [InlineData("FROM debian:latest")]
    public void Has_a_version_or_needs_none(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_what_it_means() => Rule.Finds("FROM [|debian|]")
        .Says("Takes `debian:latest`, whatever that is on the day of the build; a tag or a digest says which one");
}
