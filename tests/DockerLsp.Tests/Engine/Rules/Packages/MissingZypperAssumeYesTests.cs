namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class MissingZypperAssumeYesTests
{
    private static Verification Rule => Verify.Only("DL3034");

    [Fact]
    public void Is_answered() => Rule.Finds("FROM opensuse/leap:15.6\nRUN [|zypper install|] httpd=2.4")
        .Says("Asks for confirmation, and stops, because a build cannot answer")
        .Fixed("FROM opensuse/leap:15.6\nRUN zypper install -y httpd=2.4");

    [Theory]
    [InlineData("[|zypper in|] httpd", "zypper in -y httpd")]
    [InlineData("[|zypper remove|] httpd", "zypper remove -y httpd")]
    [InlineData("[|zypper rm|] httpd", "zypper rm -y httpd")]
    [InlineData("[|zypper patch|]", "zypper patch -y")]
    [InlineData("[|zypper source-install|] httpd", "zypper -n source-install httpd")]
    [InlineData("[|zypper --gpg-auto-import-keys si|] httpd", "zypper -n --gpg-auto-import-keys si httpd")]
    public void Is_answered_behind_the_subcommand(string command, string expected) => Rule
        .Finds($"FROM opensuse/leap:15.6\nRUN {command}")
        .Fixed($"FROM opensuse/leap:15.6\nRUN {expected}");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM opensuse/leap:15.6\nRUN <<EOF\n[|zypper install|] httpd=2.4\nEOF")
        .Fixed("FROM opensuse/leap:15.6\nRUN <<EOF\nzypper install -y httpd=2.4\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM opensuse/leap:15.6\nONBUILD RUN [|zypper install|] httpd=2.4")
        .Fixed("FROM opensuse/leap:15.6\nONBUILD RUN zypper install -y httpd=2.4");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM opensuse/leap:15.6 AS a\nRUN [|zypper install|] httpd=2.4\nFROM a\nRUN [|zypper install|] httpd=2.4");

    [Theory]
    [InlineData("zypper install -y httpd")]
    [InlineData("zypper -n install httpd")]
    [InlineData("zypper --non-interactive in httpd")]
    [InlineData("zypper install --no-confirm httpd")]
    [InlineData("zypper -nq rm httpd")]
    [InlineData("zypper refresh")]
    [InlineData("zypper clean --all")]
    [InlineData("yes | zypper in httpd")]
    [InlineData("zypper search install")]
    public void Is_answered_or_does_not_ask(string command) => Rule.FindsNothing($"FROM opensuse/leap:15.6\nRUN {command}");
}
