using DockerLsp.Engine.Semantics;
using DockerLsp.Files;
using DockerLsp.Tests.Host.Cli;

namespace DockerLsp.Tests.Host.Files;

public sealed class IgnoreFileTests
{
    [Fact]
    public void The_one_of_the_Dockerfile_goes_first()
    {
        using var folder = new TempFolder().Add(".dockerignore", "a\n").Add("app.Dockerfile.dockerignore", "b\n");
        Assert.Equal(["b"], Find(folder, folder["app.Dockerfile"])?.Patterns.Select(p => p.Text));
        Assert.Equal(["a"], Find(folder, folder["Dockerfile"])?.Patterns.Select(p => p.Text));
    }

    [Fact]
    public void None_is_none()
    {
        using var folder = new TempFolder();
        Assert.Null(Find(folder, folder["Dockerfile"]));
    }

    [Fact]
    public void What_cannot_be_read_is_none()
    {
        using var folder = new TempFolder().Add(".dockerignore/x", "");
        Assert.Null(Find(folder, folder["Dockerfile"]));
    }

    [Fact]
    public void The_linter_counts_on_it()
    {
        using var folder = new TempFolder().Add(".dockerignore", "*.log\n").Add("Dockerfile", "FROM scratch\nCOPY a.log /a.log\n");
        var run = Run.In(folder, "lint", "--select", "CopyIgnoredFile", "Dockerfile");
        Assert.Equal(1, run.Status);
        Assert.Contains("CopyIgnoredFile", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void That_of_the_context_counts_where_a_Compose_file_names_one()
    {
        using var folder = new TempFolder().Add("docker/Dockerfile", "FROM scratch\nCOPY a.log /a.log\n").Add(".dockerignore", "*.log\n")
            .Add("compose.yaml", "services:\n  web:\n    build: {context: ., dockerfile: docker/Dockerfile}\n");
        Assert.Contains("CopyIgnoredFile", Run.In(folder, "lint", "--select", "CopyIgnoredFile", "compose.yaml").Text, StringComparison.Ordinal);
        Assert.Equal(0, Run.In(folder, "lint", "--select", "CopyIgnoredFile", "docker/Dockerfile").Status);
    }

    private static DockerIgnore? Find(TempFolder folder, string dockerfile) => ConfigurationStore.ForCommandLine(new DiskFileStore(), folder.Path).FindIgnoreFile(dockerfile, null);
}
