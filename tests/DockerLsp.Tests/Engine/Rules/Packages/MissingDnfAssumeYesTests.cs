namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class MissingDnfAssumeYesTests
{
    private static Verification Rule => Verify.Only("DL3038");

    [Fact]
    public void Is_answered() => Rule.Finds("FROM fedora:40\nRUN [|dnf install|] httpd-2.4")
        .Says("Asks for confirmation, and stops, because a build cannot answer")
        .Fixed("FROM fedora:40\nRUN dnf install -y httpd-2.4");

    [Theory]
    [InlineData("[|microdnf install|] httpd", "microdnf install -y httpd")]
    [InlineData("[|dnf --nodocs in|] httpd", "dnf --nodocs in -y httpd")]
    [InlineData("[|dnf module install|] nodejs:18", "dnf module install -y nodejs:18")]
    public void Is_answered_behind_the_subcommand(string command, string expected) => Rule
        .Finds($"FROM fedora:40\nRUN {command}")
        .Fixed($"FROM fedora:40\nRUN {expected}");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM fedora:40\nRUN <<EOF\n[|dnf install|] httpd-2.4\nEOF")
        .Fixed("FROM fedora:40\nRUN <<EOF\ndnf install -y httpd-2.4\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM fedora:40\nONBUILD RUN [|dnf install|] httpd-2.4")
        .Fixed("FROM fedora:40\nONBUILD RUN dnf install -y httpd-2.4");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM fedora:40 AS a\nRUN [|dnf install|] httpd-2.4\nFROM a\nRUN [|dnf install|] httpd-2.4");

    [Theory]
    [InlineData("dnf install -y httpd")]
    [InlineData("dnf -y install httpd")]
    [InlineData("microdnf -y install httpd")]
    [InlineData("dnf install --assumeyes httpd")]
    [InlineData("dnf -qy install httpd")]
    [InlineData("dnf makecache")]
    [InlineData("dnf clean all")]
    [InlineData("yes | dnf install httpd")]
    [InlineData("yum install httpd")]
    public void Is_answered_or_does_not_ask(string command) => Rule.FindsNothing($"FROM fedora:40\nRUN {command}");
}
