namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class UnpinnedDnfPackageTests
{
    private static Verification Rule => Verify.Only("DL3041");

    [Fact]
    public void The_first_package() => Rule.Finds("FROM fedora:40\nRUN dnf install -y [|curl|]")
        .Says("Installs whichever version of `curl` the repository has when this step runs; `curl-VERSION` asks for one")
        .Refused();

    [Theory]
    [InlineData("dnf -y install [|curl|] git")]
    [InlineData("dnf install -y httpd-2.4.57 [|curl|]")]
    [InlineData("dnf install -y [|python3-devel|]")]
    [InlineData("dnf install -y [|gcc-c++|]")]
    [InlineData("dnf install -y [|java-11-openjdk|]")]
    [InlineData("dnf install -y --enablerepo epel [|jq|]")]
    [InlineData("dnf module install -y [|nodejs|]")]
    [InlineData("dnf module enable -y [|nodejs|]")]
    [InlineData("microdnf install -y [|curl|]")]
    [InlineData("dnf in -y [|curl|]")]
    public void Asks_for_no_version(string command) => Rule.Finds($"FROM fedora:40\nRUN {command}");

    [Theory]
    [InlineData("dnf module install -y [|nodejs|]", "nodejs:STREAM")]
    [InlineData("dnf module enable -y [|nodejs|]", "nodejs:STREAM")]
    [InlineData("dnf install -y [|nodejs|]", "nodejs-VERSION")]
    public void Says_how_to_ask(string command, string package) => Rule.Finds($"FROM fedora:40\nRUN {command}")
        .Says($"Installs whichever version of `nodejs` the repository has when this step runs; `{package}` asks for one");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM fedora:40\nRUN <<EOF\nset -e\ndnf install -y [|curl|]\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM fedora:40\nONBUILD RUN dnf install -y [|curl|]");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM fedora:40 AS a\nRUN dnf install -y [|curl|]\nFROM a\nRUN dnf install -y [|curl|]");

    [Fact]
    public void Without_a_stage() => Rule.Finds("RUN dnf install -y [|curl|]");

    [Theory]
    [InlineData("dnf install -y httpd-2.4.57")]
    [InlineData("dnf install -qyx kernel httpd-2.4.57")]
    [InlineData("dnf install -y httpd-2.4.57-5.el9")]
    [InlineData("dnf install -y httpd-2.4.57-*")]
    [InlineData("dnf install -y \"httpd-2.4.*\"")]
    [InlineData("dnf install -y httpd-${HTTPD_VERSION}")]
    [InlineData("dnf install -y https://example.com/tool.rpm")]
    [InlineData("dnf install -y /tmp/tool.rpm")]
    [InlineData("dnf install -y @development-tools")]
    [InlineData("dnf module install -y nodejs:18")]
    [InlineData("dnf module enable -y nodejs:18")]
    [InlineData("dnf module install -y nodejs:$STREAM")]
    [InlineData("dnf remove -y curl")]
    [InlineData("dnf install -y $PACKAGES")]
    [InlineData("dnf clean all")]
    [InlineData("dnf groupinstall -y \"Development Tools\"")]
    [InlineData("yum install -y curl")]
    public void Asks_for_a_version_or_installs_nothing(string command) => Rule.FindsNothing($"FROM fedora:40\nRUN {command}");
}
