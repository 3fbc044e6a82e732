namespace DockerLsp.Tests.Engine.Rules.Images;

public sealed class ImageNameWithoutDefaultTests
{
    private static Verification Rule => Verify.Only("InvalidDefaultArgInFrom");

    [Theory]
    [InlineData("ARG V\nFROM [|debian:$V|]")]
    [InlineData("ARG V\nFROM [|debian:${V}|] AS x")]
    [InlineData("ARG BASE\nFROM [|$BASE|]")]
    [InlineData("ARG R\nFROM [|$R/debian:12|]")]
    [InlineData("ARG D\nFROM [|debian@$D|]")]
    [InlineData("ARG V=\nFROM [|debian:$V|]")]
    [InlineData("ARG N=Debian\nFROM [|$N:12|]")]
    [InlineData("ARG A\nARG B=$A\nFROM [|$B|]")]
    [InlineData("ARG V\nFROM a:1 AS a\nFROM [|debian:$V|]")]
    [InlineData("ARG V\nFROM [|debian:${V:-}|]")]
    public void Makes_no_name(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("ARG V=12\nFROM debian:$V")]
    [InlineData("ARG TARGETARCH\nFROM debian:12-$TARGETARCH")]
    [InlineData("ARG V\nFROM debian:${V:-12}")]
    [InlineData("ARG S\nFROM debian$S")]
    [InlineData("ARG BASE=debian:12\nFROM $BASE")]
    [InlineData("FROM debian:$V")]
    [InlineData("FROM debian:12-$TARGETARCH")]
    [InlineData("ARG V\nFROM debian:12")]
    [InlineData("ARG R=ghcr.io/acme\nFROM $R/app:1")]
    [InlineData("ARG R=localhost:5000\nFROM $R/app")]
    [InlineData("ARG S=build\nFROM a:1 AS build\nFROM $S")]
    [InlineData("ARG V\nFROM debian:v$V")]
    [InlineData("ARG D=sha256:3d868b5eb908155f3784317b3dda2941df87bbbbaa4608f84881de66d9bb297b\nFROM debian@$D")]
    [InlineData("ARG A=12\nARG B=$A\nFROM debian:$B")]
    public void Makes_one(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_what_it_becomes() => Rule.Finds("ARG V\nFROM [|debian:$V|]")
        .Says("Becomes `debian:` without `--build-arg`, which is no image name: a default for the argument makes `docker build` alone work");

    [Fact]
    public void A_default_that_makes_no_name() => Rule
        .Finds("""
            ARG VERSION=latest
            FROM [|debian@$VERSION|]
            """)
        .Says("Becomes `debian@latest` without `--build-arg`, which is no image name: another default for the argument makes `docker build` alone work");
}
