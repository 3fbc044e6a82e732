namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class HostPortTests
{
    private static Verification Rule => Verify.Only("ExposeInvalidFormat");

    [Theory]
    [InlineData("FROM debian:12\nEXPOSE [|8080:80|]")]
    [InlineData("FROM debian:12 AS a\nEXPOSE [|8080:80|]\nFROM a\nEXPOSE 80 [|81:81|]")]
    [InlineData("FROM debian:12\nEXPOSE [|127.0.0.1:80:80|]")]
    [InlineData("FROM debian:12\nEXPOSE 80 [|90:90/udp|]")]
    [InlineData("FROM debian:12\nEXPOSE [|[::1]:80:80|]")]
    [InlineData("FROM debian:12\nEXPOSE [|5000-5002:5000-5002|]")]
    [InlineData("FROM debian:12\nONBUILD EXPOSE [|8080:80|]")]
    [InlineData("FROM debian:12\nEXPOSE [|$HOST:80|]")]
    [InlineData("FROM debian:12\nEXPOSE [|8080:$PORT|]")]
    [InlineData("FROM debian:12\nEXPOSE [|:80|]")]
    public void Names_the_host(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nEXPOSE 80")]
    [InlineData("FROM debian:12\nEXPOSE 80/tcp")]
    [InlineData("FROM debian:12\nEXPOSE ${PORT:-80}")]
    [InlineData("FROM debian:12\nEXPOSE 8000-8080")]
    [InlineData("FROM debian:12\nEXPOSE $PORT")]
    [InlineData("FROM debian:12\nEXPOSE ${PORT:-80}/udp")]
    [InlineData("FROM debian:12\nLABEL a=8080:80")]
    public void Names_the_port(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Keeps_the_port() => Rule.Finds("FROM debian:12\nEXPOSE [|127.0.0.1:8080:80/tcp|] [|1:2|]")
        .Fixed("FROM debian:12\nEXPOSE 80/tcp 2");

    [Fact]
    public void May_be_any_port() => Rule.Finds("FROM debian:12\nEXPOSE [|8080:$PORT|]")
        .Refused();
}
