namespace DockerLsp.Tests.Engine.Rules.Images;

public sealed class UndeclaredArgumentTests
{
    private static Verification Rule => Verify.Only("UndefinedArgInFrom");

    [Theory]
    [InlineData("FROM debian:[|$V|]")]
    [InlineData("FROM [|${BASE}|]")]
    [InlineData("FROM debian:[|${V}|] AS x")]
    [InlineData("ARG A\nFROM [|$B|]")]
    [InlineData("FROM a:1\nARG V=1\nFROM b:[|$V|]")]
    [InlineData("FROM --platform=[|$PLATFORM|] debian:12")]
    [InlineData("FROM debian:12[|$A|][|$B|]")]
    [InlineData("FROM --platform=linux/[|${MYARCH}|] debian:12")]
    [InlineData("ARG VERSION=12\nFROM debian:[|$VERSOIN|]")]
    [InlineData("FROM --platform=[|$BULIDPLATFORM|] debian:12")]
    public void Is_not_declared(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("ARG V\nFROM debian:$V")]
    [InlineData("ARG V=12\nFROM debian:${V}")]
    [InlineData("FROM debian:${V:-12}")]
    [InlineData("FROM debian${V:+-slim}")]
    [InlineData("FROM --platform=$BUILDPLATFORM debian:12")]
    [InlineData("FROM --platform=$TARGETOS/$TARGETARCH debian:12")]
    [InlineData("FROM debian:12-$TARGETARCH")]
    [InlineData("FROM debian:${templateOption:imageVariant}")]
    [InlineData("ARG A=1 B=2\nFROM debian:$A$B")]
    [InlineData("FROM debian:12\nCOPY $X /x")]
    [InlineData("FROM debian:12")]
    public void Is_declared(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_nearly_declared() => Rule.Finds("ARG VERSION=12\nFROM debian:[|${VERSOIN}|] AS x")
        .Unsafe("Use `VERSION`", "ARG VERSION=12\nFROM debian:${VERSION} AS x");

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM debian:[|$V|]")
        .Says("No ARG before the first FROM declares `V`: BuildKit puts nothing in its place");
}
