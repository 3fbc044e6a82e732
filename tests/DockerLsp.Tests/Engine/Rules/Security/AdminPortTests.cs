namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class AdminPortTests
{
    private static Verification Rule => Verify.Only("DLS4010");

    [Theory]
    [InlineData("FROM debian:12\nEXPOSE [|22|]")]
    [InlineData("FROM debian:12\nEXPOSE 80 [|22/tcp|]")]
    [InlineData("FROM debian:12\nEXPOSE [|3389|] [|5900|]")]
    [InlineData("FROM debian:12\nEXPOSE [|\"23\"|]")]
    [InlineData("FROM debian:12\nONBUILD EXPOSE [|22|]")]
    [InlineData("FROM debian:12 AS a\nEXPOSE [|22|]\nFROM a\nEXPOSE [|2375|]")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nEXPOSE 80")]
    [InlineData("FROM debian:12\nEXPOSE 2222")]
    [InlineData("FROM debian:12\nEXPOSE $PORT")]
    [InlineData("FROM debian:12\nEXPOSE 20-23")]
    [InlineData("FROM debian:12\nEXPOSE 8022/tcp")]
    [InlineData("FROM debian:12\nRUN echo 22")]
    [InlineData("FROM debian:12\nLABEL port=22")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM debian:12\nEXPOSE [|22|]")
        .Says("Says that SSH runs in this container; `docker exec` reaches a container without it");

    [Fact]
    public void A_screen_is_nothing_that_exec_gives() => Rule.Finds("FROM debian:12\nEXPOSE [|5900|]")
        .Says("Says that VNC runs in this container; whoever reaches the port may take the container over");
}
