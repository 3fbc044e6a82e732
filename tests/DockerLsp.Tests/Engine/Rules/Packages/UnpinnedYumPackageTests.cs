namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class UnpinnedYumPackageTests
{
    private static Verification Rule => Verify.Only("DL3033");

    [Fact]
    public void The_first_package() => Rule.Finds("FROM centos:7\nRUN yum install -y [|curl|]")
        .Says("Installs whichever version of `curl` the repository has when this step runs; `curl-VERSION` asks for one")
        .Refused();

    [Theory]
    [InlineData("yum -y install [|curl|] git")]
    [InlineData("yum install -y httpd-2.4.57 [|curl|]")]
    [InlineData("yum install -y [|python3-devel|]")]
    [InlineData("yum install -y [|gcc-c++|]")]
    [InlineData("yum install -y [|java-11-openjdk|]")]
    [InlineData("yum install -y --enablerepo epel [|jq|]")]
    [InlineData("yum module install -y [|nodejs|]")]
    [InlineData("yum module enable -y [|nodejs|]")]
    public void Asks_for_no_version(string command) => Rule.Finds($"FROM centos:7\nRUN {command}");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM centos:7\nRUN <<EOF\nset -e\nyum install -y [|curl|]\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM centos:7\nONBUILD RUN yum install -y [|curl|]");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM centos:7 AS a\nRUN yum install -y [|curl|]\nFROM a\nRUN yum install -y [|curl|]");

    [Fact]
    public void Without_a_stage() => Rule.Finds("RUN yum install -y [|curl|]");

    [Theory]
    [InlineData("yum install -y httpd-2.4.57")]
    [InlineData("yum install -y httpd-2.4.57-5.el9")]
    [InlineData("yum install -y httpd-2.4.57-*")]
    [InlineData("yum install -y \"httpd-2.4.*\"")]
    [InlineData("yum install -y httpd-${HTTPD_VERSION}")]
    [InlineData("yum install -y https://example.com/tool.rpm")]
    [InlineData("yum install -y /tmp/tool.rpm")]
    [InlineData("yum install -y @development-tools")]
    [InlineData("yum module install -y nodejs:18")]
    [InlineData("yum module enable -y nodejs:18")]
    [InlineData("yum module install -y nodejs:$STREAM")]
    [InlineData("yum remove -y curl")]
    [InlineData("yum install -y $PACKAGES")]
    [InlineData("yum clean all")]
    [InlineData("yum groupinstall -y \"Development Tools\"")]
    [InlineData("dnf install -y curl")]
    public void Asks_for_a_version_or_installs_nothing(string command) => Rule.FindsNothing($"FROM centos:7\nRUN {command}");
}
