namespace DockerLsp.Tests.Engine.Rules.Metadata;

public sealed class InvalidLabelKeyTests
{
    private static Verification Rule => Verify.Only("DL3048");

    [Theory]
    [InlineData("FROM debian:12\nLABEL [|com.docker.x|]=1")]
    [InlineData("FROM debian:12\nLABEL [|io.docker.x|]=1")]
    [InlineData("FROM debian:12\nLABEL [|org.dockerproject.x|]=1")]
    [InlineData("FROM debian:12\nLABEL [|Foo|]=1")]
    [InlineData("FROM debian:12 AS a\nLABEL [|Foo|]=1\nFROM a\nLABEL [|bar-|]=1 baz=2")]
    [InlineData("FROM debian:12\nLABEL [|a_b|]=1")]
    [InlineData("FROM debian:12\nLABEL [|.a|]=1")]
    [InlineData("FROM debian:12\nLABEL [|a.|]=1")]
    [InlineData("FROM debian:12\nLABEL [|-a|]=1")]
    [InlineData("FROM debian:12\nLABEL [|a-|]=1")]
    [InlineData("FROM debian:12\nLABEL [|a..b|]=1")]
    [InlineData("FROM debian:12\nLABEL [|a--b|]=1")]
    [InlineData("FROM debian:12\nLABEL [|1a|]=1")]
    [InlineData("FROM debian:12\nLABEL ok=1 [|No|]=2")]
    [InlineData("FROM debian:12\nLABEL [|\"A\"|]=1")]
    [InlineData("FROM debian:12\nONBUILD LABEL [|A|]=1")]
    [InlineData("FROM debian:12\nLABEL [|A|] value")]
    [InlineData("FROM debian:12\nLABEL [|a$b|]=1")]
    [InlineData("FROM debian:12\nLABEL a=1 \\\n  [|B|]=2")]
    public void Is_outside(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nLABEL a=1")]
    [InlineData("FROM debian:12\nLABEL org.opencontainers.image.title=x")]
    [InlineData("FROM debian:12\nLABEL org.valid-key.label3=x")]
    [InlineData("FROM debian:12\nLABEL \"a.b\"=x")]
    [InlineData("FROM debian:12\nLABEL a value")]
    [InlineData("FROM debian:12\nARG P=x\nLABEL $P.a=1")]
    [InlineData("FROM debian:12\nENV Foo=1")]
    [InlineData("FROM debian:12\nLABEL com.dockerx.a=1")]
    [InlineData("FROM debian:12\nLABEL a=B_C..D")]
    public void Is_inside(string dockerfile) => Rule.FindsNothing(dockerfile);
}
