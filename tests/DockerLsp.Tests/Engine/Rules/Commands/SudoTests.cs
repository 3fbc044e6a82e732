namespace DockerLsp.Tests.Engine.Rules.Commands;

public sealed class SudoTests
{
    private static Verification Rule => Verify.Only("DL3004");

    [Fact]
    public void Root_already() => Rule.Finds("FROM debian:12\nRUN [|sudo|] mkdir /data")
        .Says("Runs as root what runs as root anyway, and without the variables that ENV sets")
        .Unsafe("sees all of ENV", "FROM debian:12\nRUN mkdir /data");

    [Fact]
    public void Root_by_USER() => Rule.Finds("FROM example.com/image\nUSER root\nRUN ls && [|sudo|] mkdir /data")
        .Unsafe("sees all of ENV", "FROM example.com/image\nUSER root\nRUN ls && mkdir /data");

    [Fact]
    public void Another_user() => Rule.Finds("FROM debian:12\nUSER app\nRUN [|sudo|] mkdir /data")
        .Says("Runs past USER, and without the variables that ENV sets; a USER before the step and the old one behind it say so openly")
        .Refused();

    [Theory]
    [InlineData("[|sudo|] -E mkdir /data")]
    [InlineData("[|sudo|] -u app mkdir /data")]
    [InlineData("[|sudo|] DEBIAN_FRONTEND=noninteractive apt-get update")]
    [InlineData("env A=1 [|sudo|] ls")]
    [InlineData("[|/usr/bin/sudo|] -H ls")]
    public void Not_deleted(string command) => Rule.Finds($"FROM debian:12\nRUN {command}").Refused();

    [Fact]
    public void A_user_of_the_base_stage() => Rule.Finds("FROM debian:12 AS a\nUSER $APP\nFROM a\nRUN [|sudo|] ls").Refused();

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM debian:12\nRUN <<EOF\n[|sudo|] ls\nEOF").Unsafe("sees all of ENV", "FROM debian:12\nRUN <<EOF\nls\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM debian:12\nONBUILD RUN [|sudo|] ls").Refused();

    [Theory]
    [InlineData("apt-get install -y sudo")]
    [InlineData("echo sudo ls")]
    [InlineData("usermod -aG sudo app")]
    [InlineData("visudo -c")]
    [InlineData("rm -f /etc/sudoers.d/x")]
    [InlineData("gosu app ls")]
    public void Is_no_sudo(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");
}
