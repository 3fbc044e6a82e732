namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class DockerSocketTests
{
    private static Verification Rule => Verify.Only("DLS4012");

    [Theory]
    [InlineData("FROM debian:12\nVOLUME [|/var/run/docker.sock|]")]
    [InlineData("FROM debian:12\nVOLUME [[|\"/var/run/docker.sock\"|]]")]
    [InlineData("FROM debian:12\nVOLUME /data [|/run/docker.sock|]")]
    [InlineData("FROM debian:12\nONBUILD VOLUME [|/var/run/docker.sock|]")]
    [InlineData("FROM debian:12\nVOLUME [\"/data\", [|\"/run/docker.sock\"|]]")]
    [InlineData("FROM debian:12 AS a\nVOLUME [|/var/run/docker.sock|]\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nVOLUME /data")]
    [InlineData("FROM debian:12\nVOLUME /var/run")]
    [InlineData("FROM debian:12\nVOLUME $SOCKET")]
    [InlineData("FROM debian:12\nENV A=/var/run/docker.sock")]
    [InlineData("FROM debian:12\nRUN ls /var/run/docker.sock")]
    [InlineData("FROM debian:12\nCMD [\"-v\", \"/var/run/docker.sock\"]")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);
}
