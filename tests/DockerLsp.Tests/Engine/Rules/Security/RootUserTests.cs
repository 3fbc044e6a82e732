namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class RootUserTests
{
    private static Verification Rule => Verify.Only("DL3002");

    [Theory]
    [InlineData("FROM debian:12\nUSER [|root|]")]
    [InlineData("FROM debian:12\nUSER [|0|]")]
    [InlineData("FROM debian:12\nUSER [|root|]:root")]
    [InlineData("FROM debian:12\nUSER [|0|]:1000")]
    [InlineData("FROM debian:12\nUSER app\nRUN a\nUSER [|root|]\nRUN b")]
    [InlineData("FROM debian:12 AS a\nUSER [|root|]\nFROM a\nRUN b")]
    [InlineData("FROM debian:12 AS a\nUSER [|root|]\nFROM debian:12\nUSER app")]
    [InlineData("FROM debian:12 AS a\nUSER app\nFROM a\nUSER [|root|]")]
    [InlineData("FROM debian:12\nUSER \"[|root|]\"")]
    [InlineData("FROM debian:12\nONBUILD USER [|root|]")]
    [InlineData("FROM debian:12\nUSER [|root|]\nCMD [\"a\"]")]
    public void Ends_as_root(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nUSER app")]
    [InlineData("FROM debian:12\nUSER 1000")]
    [InlineData("FROM debian:12\nUSER 1000:0")]
    [InlineData("FROM debian:12\nUSER root\nRUN a\nUSER app")]
    [InlineData("FROM debian:12\nUSER 0\nUSER 1000")]
    [InlineData("FROM debian:12 AS a\nUSER root\nRUN b\nUSER app\nFROM scratch")]
    [InlineData("FROM debian:12\nUSER $UID")]
    [InlineData("FROM debian:12\nRUN a")]
    [InlineData("FROM debian:12\nUSER rooty")]
    [InlineData("FROM debian:12\nUSER app:root")]
    [InlineData("FROM debian:12\n# USER root\nUSER app")]
    public void Ends_as_another(string dockerfile) => Rule.FindsNothing(dockerfile);
}
