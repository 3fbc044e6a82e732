namespace DockerLsp.Tests.Engine.Rules.Metadata;

public sealed class MaintainerTests
{
    private static Verification Rule => Verify.Only("DL4000");

    [Theory]
    [InlineData("FROM debian:12\n[|MAINTAINER|] me")]
    [InlineData("FROM debian:12\n[|maintainer|] me")]
    [InlineData("FROM debian:12\nRUN true\n[|MAINTAINER|] Jo <jo@example.com>")]
    [InlineData("FROM debian:12\n[|MAINTAINER|] \\\n  me")]
    [InlineData("FROM a:1 AS a\n[|MAINTAINER|] a\nFROM a\n[|MAINTAINER|] b")]
    [InlineData("FROM debian:12\n[|MAINTAINER|] $A")]
    public void Is_deprecated(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nLABEL maintainer=me")]
    [InlineData("FROM debian:12\nLABEL org.opencontainers.image.authors=me")]
    [InlineData("FROM debian:12\n# MAINTAINER me")]
    [InlineData("FROM debian:12\nRUN echo MAINTAINER")]
    [InlineData("FROM debian:12\nRUN <<EOF\nMAINTAINER me\nEOF")]
    [InlineData("FROM debian:12\nENV MAINTAINER=me")]
    public void Is_not(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Becomes_a_label() => Rule.Finds("FROM debian:12\n[|MAINTAINER|] Jo \"J\" $5 <jo@example.com>")
        .Unsafe("author field", "FROM debian:12\nLABEL org.opencontainers.image.authors=\"Jo \\\"J\\\" \\$5 <jo@example.com>\"");

    [Fact]
    public void Keeps_its_case() => Rule.Finds("FROM debian:12\n[|maintainer|] \"me\"")
        .Unsafe("author field", "FROM debian:12\nlabel org.opencontainers.image.authors=\"me\"");
}
