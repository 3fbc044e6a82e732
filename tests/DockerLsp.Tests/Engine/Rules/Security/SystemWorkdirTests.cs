namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class SystemWorkdirTests
{
    private static Verification Rule => Verify.Only("DLS4014");

    [Theory]
    [InlineData("FROM debian:12\nWORKDIR [|/etc|]")]
    [InlineData("FROM debian:12\nWORKDIR [|/usr/bin/|]")]
    [InlineData("FROM debian:12\nWORKDIR [|\"/usr\"|]")]
    [InlineData("FROM debian:12\nWORKDIR [|/proc/1|]")]
    [InlineData("FROM debian:12\nONBUILD WORKDIR [|/var|]")]
    [InlineData("FROM debian:12 AS a\nWORKDIR [|/etc|]\nFROM a\nWORKDIR [|/lib|]")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nWORKDIR /etc/nginx")]
    [InlineData("FROM debian:12\nWORKDIR /usr/src/app")]
    [InlineData("FROM debian:12\nWORKDIR /")]
    [InlineData("FROM debian:12\nWORKDIR /app")]
    [InlineData("FROM debian:12\nWORKDIR $DIR")]
    [InlineData("FROM debian:12\nWORKDIR etc")]
    [InlineData("FROM debian:12\nWORKDIR /usr/local/bin")]
    [InlineData("FROM debian:12\nWORKDIR /root")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);
}
