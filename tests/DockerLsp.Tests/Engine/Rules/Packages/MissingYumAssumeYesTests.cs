namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class MissingYumAssumeYesTests
{
    private static Verification Rule => Verify.Only("DL3030");

    [Fact]
    public void Is_answered() => Rule.Finds("FROM centos:7\nRUN [|yum install|] httpd-2.4")
        .Says("Asks for confirmation, and stops, because a build cannot answer")
        .Fixed("FROM centos:7\nRUN yum install -y httpd-2.4");

    [Theory]
    [InlineData("[|yum groupinstall|] Tools", "yum groupinstall -y Tools")]
    [InlineData("[|yum localinstall|] a.rpm", "yum localinstall -y a.rpm")]
    [InlineData("[|yum -q install|] a && yum install -y b", "yum -q install -y a && yum install -y b")]
    public void Is_answered_behind_the_subcommand(string command, string expected) => Rule
        .Finds($"FROM centos:7\nRUN {command}")
        .Fixed($"FROM centos:7\nRUN {expected}");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM centos:7\nRUN <<EOF\n[|yum install|] httpd-2.4\nEOF")
        .Fixed("FROM centos:7\nRUN <<EOF\nyum install -y httpd-2.4\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM centos:7\nONBUILD RUN [|yum install|] httpd-2.4")
        .Fixed("FROM centos:7\nONBUILD RUN yum install -y httpd-2.4");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM centos:7 AS a\nRUN [|yum install|] httpd-2.4\nFROM a\nRUN [|yum install|] httpd-2.4");

    [Theory]
    [InlineData("yum install -y httpd")]
    [InlineData("yum -y install httpd")]
    [InlineData("yum -yq install httpd")]
    [InlineData("yum install --assumeyes httpd")]
    [InlineData("yum --setopt=assumeyes=1 install httpd")]
    [InlineData("yum clean all")]
    [InlineData("yum list install")]
    [InlineData("yes | yum install httpd")]
    [InlineData("dnf install httpd")]
    public void Is_answered_or_does_not_ask(string command) => Rule.FindsNothing($"FROM centos:7\nRUN {command}");
}
