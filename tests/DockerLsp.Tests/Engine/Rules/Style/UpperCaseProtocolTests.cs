namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class UpperCaseProtocolTests
{
    private static Verification Rule => Verify.Only("ExposeProtoCasing");

    [Theory]
    [InlineData("FROM debian:12\nEXPOSE 80/[|TCP|]")]
    [InlineData("FROM debian:12\nEXPOSE 80/[|Udp|]")]
    [InlineData("FROM debian:12\nEXPOSE 80/tcp 90/[|UDP|]")]
    [InlineData("FROM debian:12\nEXPOSE 80-90/[|TCP|]")]
    [InlineData("FROM debian:12\nEXPOSE $P/[|TCP|]")]
    [InlineData("FROM debian:12\nONBUILD EXPOSE 80/[|TCP|]")]
    [InlineData("FROM debian:12\nEXPOSE 80/[|SCTP|] \\\n  90/[|TCP|]")]
    [InlineData("FROM a:1 AS x\nEXPOSE 1/[|TCP|]\nFROM x\nEXPOSE 2/[|TCP|]")]
    public void Is_upper_case(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nEXPOSE 80")]
    [InlineData("FROM debian:12\nEXPOSE 80/tcp")]
    [InlineData("FROM debian:12\nEXPOSE 80/udp 90")]
    [InlineData("FROM debian:12\nEXPOSE 80/$PROTO")]
    [InlineData("FROM debian:12\nEXPOSE 80/${PROTO}")]
    [InlineData("FROM debian:12\nEXPOSE $PORTS")]
    [InlineData("FROM debian:12\nRUN echo 80/TCP")]
    public void Is_lower_case(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_lowered() => Rule.Finds("FROM debian:12\nEXPOSE 80/[|TCP|] 90/[|Udp|]")
        .Fixed("FROM debian:12\nEXPOSE 80/tcp 90/udp");
}
