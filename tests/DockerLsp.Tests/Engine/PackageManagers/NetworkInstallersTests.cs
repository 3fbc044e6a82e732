using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Tests.Engine.PackageManagers;

public sealed class NetworkInstallersTests
{
    [Theory]
    [InlineData("https://sh.rustup.rs", InstallerIndexUse.None)]
    [InlineData("sh.rustup.rs", InstallerIndexUse.None)]
    [InlineData("https://astral.sh/uv/0.8.0/install.sh", InstallerIndexUse.None)]
    [InlineData("https://get.docker.com", InstallerIndexUse.Refreshes)]
    [InlineData("https://get.docker.com/?x=1", InstallerIndexUse.Refreshes)]
    [InlineData("https://deb.nodesource.com/setup_*.x", InstallerIndexUse.Refreshes)]
    [InlineData("https://aka.ms/InstallAzureCLIDeb", InstallerIndexUse.Refreshes)]
    [InlineData("https://packagecloud.io/install/repositories/github/git-lfs/script.deb.sh", InstallerIndexUse.Refreshes)]
    [InlineData("https://raw.githubusercontent.com/nvm-sh/nvm/*/install.sh", InstallerIndexUse.None)]
    [InlineData("https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3", InstallerIndexUse.None)]
    [InlineData("https://raw.githubusercontent.com/nvm-sh/nvm/*/other.sh", InstallerIndexUse.Unknown)]
    [InlineData("https://raw.githubusercontent.com/nvm-sh/nvm/install.sh", InstallerIndexUse.Unknown)]
    [InlineData("https://raw.githubusercontent.com/nvm-sh", InstallerIndexUse.Unknown)]
    [InlineData("https://raw.githubusercontent.com/someone/nvm/main/install.sh", InstallerIndexUse.Unknown)]
    [InlineData("https://sh.rustup.rs.example.com", InstallerIndexUse.Unknown)]
    [InlineData("https://example.com/https://sh.rustup.rs", InstallerIndexUse.Unknown)]
    [InlineData("https://user@sh.rustup.rs", InstallerIndexUse.Unknown)]
    [InlineData("https://get.haskellstack.org/", InstallerIndexUse.Unknown)]
    [InlineData("https://aka.ms/*", InstallerIndexUse.Unknown)]
    [InlineData("https://*/install.sh", InstallerIndexUse.Unknown)]
    [InlineData("*", InstallerIndexUse.Unknown)]
    [InlineData("", InstallerIndexUse.Unknown)]
    [InlineData("://", InstallerIndexUse.Unknown)]
    public void What_an_address_is_known_for(string url, InstallerIndexUse expected) => Assert.Equal(expected, NetworkInstallers.OfUrl(url));

    [Theory]
    [InlineData("./aws/install", InstallerIndexUse.None)]
    [InlineData("aws/install", InstallerIndexUse.None)]
    [InlineData("/tmp/aws/dist/install", InstallerIndexUse.Unknown)]
    [InlineData("/opt/my-aws/install", InstallerIndexUse.Unknown)]
    [InlineData("./install", InstallerIndexUse.Unknown)]
    [InlineData("/tmp/newrelic-php5-*/newrelic-install", InstallerIndexUse.None)]
    [InlineData("/opt/google-cloud-sdk/install.sh", InstallerIndexUse.None)]
    [InlineData("/opt/install.sh", InstallerIndexUse.Unknown)]
    public void What_a_program_is_known_for(string path, InstallerIndexUse expected) => Assert.Equal(expected, NetworkInstallers.OfProgram(path));
}
