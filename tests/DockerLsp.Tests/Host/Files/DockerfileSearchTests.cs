using DockerLsp.Files;

namespace DockerLsp.Tests.Host.Files;

public class DockerfileSearchTests
{
    [Theory]
    [InlineData("Dockerfile", true)]
    [InlineData("dockerfile", true)]
    [InlineData("DOCKERFILE", true)]
    [InlineData("Dockerfile.dev", true)]
    [InlineData("web.Dockerfile", true)]
    [InlineData("web.dockerfile", true)]
    [InlineData("Containerfile", true)]
    [InlineData("Containerfile.alpine", true)]
    [InlineData("x.Containerfile", true)]
    [InlineData("Dockerfile.dockerignore", false)]
    [InlineData("Dockerfile.containerignore", false)]
    [InlineData("Dockerfile.j2", false)]
    [InlineData("Dockerfile.TMPL", false)]
    [InlineData("Dockerfile.erb", false)]
    [InlineData(".dockerignore", false)]
    [InlineData(".Dockerfile", false)]
    [InlineData("Dockerfiles", false)]
    [InlineData("MyDockerfile", false)]
    [InlineData("notes.txt", false)]
    public void Names(string name, bool isDockerfile) => Assert.Equal(isDockerfile, DockerfileName.IsDockerfile(name));

    [Fact]
    public void What_is_ignored_or_never_entered_is_not_found()
    {
        using var folder = new TempFolder();
        folder.Add(".gitignore", "/out/\n*.local\n!Dockerfile.local\n")
            .Add("Dockerfile").Add("Dockerfile.local").Add("web.dockerfile.local")
            .Add("out/Dockerfile").Add("node_modules/x/Dockerfile").Add(".git/Dockerfile").Add(".git/info/exclude", "excluded\n")
            .Add("excluded/Dockerfile")
            .Add("a/out/Dockerfile").Add("a/.gitignore", "Dockerfile.b\n").Add("a/Dockerfile.b").Add("Dockerfile.b");
        Assert.Equal(["Dockerfile", "Dockerfile.b", "Dockerfile.local", "a/out/Dockerfile"], Find(folder.Path));
    }

    [Fact]
    public void The_files_of_the_folders_above_count_within_a_repository()
    {
        using var folder = new TempFolder();
        folder.Add(".git/HEAD", "").Add(".gitignore", "a/b/Dockerfile.x\n").Add("a/b/Dockerfile.x").Add("a/b/Dockerfile");
        Assert.Equal(["Dockerfile"], Find(folder["a/b"]));
    }

    [Fact]
    public void A_folder_that_is_named_is_entered_even_where_it_is_ignored()
    {
        using var folder = new TempFolder();
        folder.Add(".git/HEAD", "").Add(".gitignore", "out/\n").Add("out/Dockerfile");
        Assert.Equal(["Dockerfile"], Find(folder["out"]));
    }

    [Fact]
    public void Links_are_not_followed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TempFolder();
        folder.Add("a/Dockerfile");
        Directory.CreateSymbolicLink(folder["a/loop"], folder.Path);
        File.CreateSymbolicLink(folder["Dockerfile"], folder["a/Dockerfile"]);
        Assert.Equal(["a/Dockerfile"], Find(folder.Path));
    }

    private static IEnumerable<string> Find(string folder) =>
        DockerfileSearch.Find(folder, (path, exception) => Assert.Fail($"{path}: {exception.Message}"))
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'));
}
