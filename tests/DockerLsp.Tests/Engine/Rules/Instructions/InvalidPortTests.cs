namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class InvalidPortTests
{
    private static Verification Rule => Verify.Only("DL3011");

    [Theory]
    [InlineData("FROM debian:12\nEXPOSE [|80000|]")]
    [InlineData("FROM debian:12 AS a\nEXPOSE [|70000|]\nFROM a\nEXPOSE 80 [|90000|]")]
    [InlineData("FROM debian:12\nEXPOSE [|65536|]/tcp")]
    [InlineData("FROM debian:12\nEXPOSE 80 [|80000|]/udp 443")]
    [InlineData("FROM debian:12\nEXPOSE 40000-[|80000|]/tcp")]
    [InlineData("FROM debian:12\nEXPOSE [|70000|]-[|80000|]")]
    [InlineData("FROM debian:12\nONBUILD EXPOSE [|80000|]")]
    [InlineData("FROM debian:12\nEXPOSE 80 \\\n  [|99999999999999|]")]
    [InlineData("FROM debian:12\nEXPOSE \"[|80000|]\"")]
    public void Is_too_high(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nEXPOSE 80")]
    [InlineData("FROM debian:12\nEXPOSE 65535")]
    [InlineData("FROM debian:12\nRUN <<EOF\nEXPOSE 80000\nEOF")]
    [InlineData("FROM debian:12\nEXPOSE 0")]
    [InlineData("FROM debian:12\nEXPOSE 8000-9000/tcp")]
    [InlineData("FROM debian:12\nEXPOSE $PORT")]
    [InlineData("FROM debian:12\nEXPOSE ${PORT:-80000}")]
    [InlineData("FROM debian:12\nEXPOSE 80/udp 443")]
    [InlineData("FROM debian:12\nEXPOSE http")]
    [InlineData("FROM debian:12\nENV PORT=80000")]
    [InlineData("FROM debian:12\nEXPOSE 40000-$END")]
    public void Is_a_port(string dockerfile) => Rule.FindsNothing(dockerfile);
}
