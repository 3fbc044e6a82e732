namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class NamedUserTests
{
    private static Verification Rule => Verify.Only("DL3066");

    [Theory]
    [InlineData("FROM debian:12\nUSER [|app|]")]
    [InlineData("FROM debian:12\nUSER [|app|]:app")]
    [InlineData("FROM debian:12\nUSER 1000\nUSER [|app|]")]
    [InlineData("FROM debian:12\nUSER \"[|app|]\"")]
    [InlineData("FROM a:1 AS a\nUSER [|app|]\nFROM a")]
    [InlineData("FROM debian:12\nONBUILD USER [|app|]")]
    [InlineData("FROM debian:12\nUSER [|app|]:1000")]
    [InlineData("FROM debian:12\nUSER [|root|]")]
    public void Is_a_name(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nUSER 1000")]
    [InlineData("FROM debian:12\nUSER 1000:1000")]
    [InlineData("FROM debian:12\nUSER 1000:app")]
    [InlineData("FROM debian:12\nUSER $USER_ID")]
    [InlineData("FROM debian:12\nUSER ${UID:-app}")]
    [InlineData("FROM debian:12\nUSER root\nRUN make\nUSER 1000")]
    [InlineData("FROM debian:12\nUSER 0")]
    [InlineData("FROM debian:12\nUSER app\nUSER 1000")]
    [InlineData("FROM a:1 AS a\nUSER app\nFROM b:1")]
    [InlineData("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER ContainerUser")]
    [InlineData("FROM debian:12\nRUN useradd app")]
    public void Is_a_number(string dockerfile) => Rule.FindsNothing(dockerfile);
}
