using DockerLsp.Files;
using DockerLsp.Tests.Host.Cli;

namespace DockerLsp.Tests.Host.Files;

public sealed class IgnoreFileReaderTests
{
    private static readonly DiskFileStore Disk = new();

    [Fact]
    public void The_one_of_the_Dockerfile_goes_first()
    {
        using var folder = new TempFolder().Add(".dockerignore", "a\n").Add("app.Dockerfile.dockerignore", "b\n");
        Assert.Equal(["b"], IgnoreFileReader.Find(folder["app.Dockerfile"], Disk)?.Patterns.Select(p => p.Text));
        Assert.Equal(["a"], IgnoreFileReader.Find(folder["Dockerfile"], Disk)?.Patterns.Select(p => p.Text));
    }

    [Fact]
    public void None_is_none()
    {
        using var folder = new TempFolder();
        Assert.Null(IgnoreFileReader.Find(folder["Dockerfile"], Disk));
    }

    [Fact]
    public void What_cannot_be_read_is_none()
    {
        using var folder = new TempFolder().Add(".dockerignore/x", "");
        Assert.Null(IgnoreFileReader.Find(folder["Dockerfile"], Disk));
    }

    [Fact]
    public void The_linter_counts_on_it()
    {
        using var folder = new TempFolder().Add(".dockerignore", "*.log\n").Add("Dockerfile", "FROM scratch\nCOPY a.log /a.log\n");
        var run = Run.In(folder, "lint", "--select", "CopyIgnoredFile", "Dockerfile");
        Assert.Equal(1, run.Status);
        Assert.Contains("CopyIgnoredFile", run.Text, StringComparison.Ordinal);
    }
}
