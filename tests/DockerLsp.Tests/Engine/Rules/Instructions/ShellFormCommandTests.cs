namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class ShellFormCommandTests
{
    private static Verification Rule => Verify.Only("DL3025");

    [Theory]
    [InlineData("FROM debian:12\n[|CMD|] nginx")]
    [InlineData("FROM debian:12\n[|ENTRYPOINT|] nginx -g off")]
    [InlineData("FROM debian:12\nHEALTHCHECK [|CMD|] curl -f http://localhost")]
    [InlineData("FROM debian:12\nHEALTHCHECK --interval=5s [|CMD|] true")]
    [InlineData("FROM debian:12\nHEALTHCHECK [|CMD|] curl -f \"http://localhost:80/\"")]
    [InlineData("FROM debian:12\nHEALTHCHECK [|CMD|] ['true']")]
    [InlineData("FROM debian:12\n[|CMD|] curl -f http://localhost/ || exit 1")]
    [InlineData("FROM scratch\nHEALTHCHECK [|CMD|] curl x")]
    [InlineData("HEALTHCHECK [|CMD|] curl x")]
    [InlineData("FROM debian:12\nONBUILD [|CMD|] nginx")]
    [InlineData("FROM debian:12 AS a\n[|CMD|] a\nFROM debian:12\n[|CMD|] b")]
    [InlineData("FROM debian:12\n[|CMD|] ['nginx']")]
    [InlineData("FROM debian:12\n[|CMD|] [nginx]")]
    [InlineData("FROM debian:12\n[|CMD|] [\"nginx\", ]")]
    [InlineData("FROM debian:12\n[|CMD|] \\\n  nginx")]
    [InlineData("FROM debian:12\n[|cmd|] nginx")]
    [InlineData("FROM debian:12\nRUN a\n[|CMD|] $X")]
    [InlineData("FROM debian:12 AS a\nSHELL [\"/bin/bash\", \"-c\"]\nFROM debian:12\n[|CMD|] x")]
    [InlineData("FROM debian:12\n[|CMD|] x\nSHELL [\"/bin/bash\", \"-c\"]")]
    public void Is_shell_form(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nCMD [\"nginx\"]")]
    [InlineData("FROM debian:12\nENTRYPOINT [\"nginx\", \"-g\"]")]
    [InlineData("FROM debian:12\nCMD [\\\n  \"nginx\"\\\n]")]
    [InlineData("FROM debian:12\nHEALTHCHECK NONE")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD [\"true\"]")]
    [InlineData("FROM debian:12\nHEALTHCHECK --interval=5m CMD curl -f http://localhost/ || exit 1")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD test -e \"$FILE\"")]
    [InlineData("FROM scratch\nHEALTHCHECK CMD curl x || exit 1")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD pgrep nginx > /dev/null")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD ls /run/*.pid")]
    [InlineData("FROM debian:12\nONBUILD HEALTHCHECK CMD a | grep b")]
    [InlineData("FROM debian:12\nRUN nginx")]
    [InlineData("FROM debian:12\nCMD []")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/bash\", \"-c\"]\nCMD nginx")]
    [InlineData("FROM debian:12 AS a\nSHELL [\"/bin/bash\", \"-c\"]\nFROM a\nENTRYPOINT nginx")]
    [InlineData("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD ping localhost")]
    [InlineData("FROM debian:12\nONBUILD CMD [\"nginx\"]")]
    public void Is_exec_form_or_meant(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Becomes_exec_form() => Rule.Finds("FROM debian:12\n[|CMD|] nginx -g \"daemon off;\"")
        .Unsafe("no shell", "FROM debian:12\nCMD [\"nginx\", \"-g\", \"daemon off;\"]");

    [Fact]
    public void Loses_its_exec() => Rule.Finds("FROM debian:12\n[|ENTRYPOINT|] exec nginx")
        .Unsafe("no shell", "FROM debian:12\nENTRYPOINT [\"nginx\"]");

    [Fact]
    public void Gets_double_quotes() => Rule.Finds("FROM debian:12\n[|CMD|] ['nginx', '-v']")
        .Unsafe("double quotes", "FROM debian:12\nCMD [\"nginx\", \"-v\"]");

    [Fact]
    public void Needs_a_shell() => Rule.Finds("FROM debian:12\n[|CMD|] a && b")
        .Refused();

    [Fact]
    public void Uses_a_variable() => Rule.Finds("FROM debian:12\n[|CMD|] echo $HOME")
        .Refused();
}
