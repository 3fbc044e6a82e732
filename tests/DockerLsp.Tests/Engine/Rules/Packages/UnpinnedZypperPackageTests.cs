namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class UnpinnedZypperPackageTests
{
    private static Verification Rule => Verify.Only("DL3037");

    [Fact]
    public void The_first_package() => Rule.Finds("FROM opensuse/leap:15.6\nRUN zypper install -y [|curl|]")
        .Says("Installs whichever version of `curl` the repository has when this step runs; `curl=VERSION` asks for one")
        .Refused();

    [Theory]
    [InlineData("zypper -n in [|curl|] git")]
    [InlineData("zypper install -y --no-recommends git=2.43 [|curl|]")]
    [InlineData("zypper in -y --from main [|libcap-progs|]")]
    public void Asks_for_no_version(string command) => Rule.Finds($"FROM opensuse/leap:15.6\nRUN {command}");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM opensuse/leap:15.6\nRUN <<EOF\nset -e\nzypper install -y [|curl|]\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM opensuse/leap:15.6\nONBUILD RUN zypper install -y [|curl|]");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM opensuse/leap:15.6 AS a\nRUN zypper install -y [|curl|]\nFROM a\nRUN zypper install -y [|curl|]");

    [Fact]
    public void Without_a_stage() => Rule.Finds("RUN zypper install -y [|curl|]");

    [Theory]
    [InlineData("zypper in -y curl=8.6.0")]
    [InlineData("zypper in -y \"curl>=8\"")]
    [InlineData("zypper in -y \"curl<9\"")]
    [InlineData("zypper in -y curl-8.6.0")]
    [InlineData("zypper in -y ./tool.rpm")]
    [InlineData("zypper in -y https://example.com/tool.rpm")]
    [InlineData("zypper in -y -t pattern devel_basis")]
    [InlineData("zypper in -y pattern:devel_basis")]
    [InlineData("zypper in -y curl=$CURL_VERSION")]
    [InlineData("zypper rm -y curl")]
    [InlineData("zypper refresh")]
    [InlineData("zypper in -y $PACKAGES")]
    public void Asks_for_a_version_or_installs_nothing(string command) => Rule.FindsNothing($"FROM opensuse/leap:15.6\nRUN {command}");
}
