namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class ZypperDistUpgradeTests
{
    private static Verification Rule => Verify.Only("DL3035");

    [Theory]
    [InlineData("zypper [|dist-upgrade|]")]
    [InlineData("zypper -n [|dup|]")]
    [InlineData("zypper ref && zypper -n [|dup|] --no-recommends")]
    [InlineData("sudo zypper [|dup|] -y")]
    [InlineData("if true; then zypper [|dup|] -y; fi")]
    public void Upgrades_everything(string command) => Rule.Finds($"FROM opensuse/leap:15.6\nRUN {command}").Refused();

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM opensuse/leap:15.6\nRUN <<EOF\nzypper -n [|dup|]\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM opensuse/leap:15.6\nONBUILD RUN zypper -n [|dup|]");

    [Fact]
    public void In_another_stage() => Rule.Finds("FROM scratch\nFROM opensuse/leap:15.6\nRUN zypper -n [|dup|]");

    [Theory]
    [InlineData("zypper -n up")]
    [InlineData("zypper -n patch")]
    [InlineData("zypper -n in dup")]
    [InlineData("apt-get dist-upgrade -y")]
    [InlineData("echo zypper dup")]
    [InlineData("dnf distro-sync -y")]
    public void Upgrades_less(string command) => Rule.FindsNothing($"FROM opensuse/leap:15.6\nRUN {command}");
}
