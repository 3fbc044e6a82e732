namespace DockerLsp.Tests.Engine.Rules.Commands;

public sealed class InteractiveProgramTests
{
    private static Verification Rule => Verify.Only("DL3001");

    [Theory]
    [InlineData("[|ssh|] host ls")]
    [InlineData("[|vim|] notes.txt")]
    [InlineData("[|shutdown|] -h now")]
    [InlineData("[|service|] mysql start")]
    [InlineData("[|ps|] aux")]
    [InlineData("[|free|] -m")]
    [InlineData("[|top|] -b -n 1")]
    [InlineData("[|kill|] -9 1")]
    [InlineData("[|mount|] -a")]
    [InlineData("[|/usr/sbin/service|] mysql start && [|kill|] 1")]
    [InlineData("sudo [|mount|] -a")]
    [InlineData("test -n \"$([|ps|] aux)\"")]
    public void Has_no_use_in_a_build(string command) => Rule.Finds($"FROM debian:12\nRUN {command}").Refused();

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM debian:12\nRUN [|service|] mysql start")
        .Says("Starts or stops a service for this step only: no process outlives its step");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM debian:12\nRUN <<EOF\n[|top|] -b\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM debian:12\nONBUILD RUN [|top|] -b");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM debian:12 AS a\nRUN [|top|]\nFROM a\nRUN [|free|]");

    [Theory]
    [InlineData("apt-get install -y vim ssh")]
    [InlineData("which ssh")]
    [InlineData("ssh-keygen -A")]
    [InlineData("mkdir -p /root/.ssh")]
    [InlineData("pskill x")]
    [InlineData("mountpoint /")]
    [InlineData("echo kill")]
    [InlineData("rm -rf /tmp/service")]
    [InlineData("$top")]
    [InlineData("vimdiff a b")]
    [InlineData("--mount=type=cache,target=/c true")]
    public void Is_another_program(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");
}
