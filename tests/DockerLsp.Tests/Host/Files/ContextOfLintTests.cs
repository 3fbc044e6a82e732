using DockerLsp.Tests.Host.Cli;

namespace DockerLsp.Tests.Host.Files;

/// <summary>What the linter knows of the files beside a Dockerfile.</summary>
public sealed class ContextOfLintTests
{
    private const string CopiesAll = "FROM node:20\nWORKDIR /app\nCOPY . .\n";

    [Fact]
    public void The_ignore_file_of_the_Dockerfile_goes_first()
    {
        using var folder = new TempFolder().Add(".dockerignore", "*.log\n").Add("app.Dockerfile.dockerignore", "*.tmp\n")
            .Add("app.Dockerfile", "FROM scratch\nCOPY a.tmp /a.tmp\n").Add("Dockerfile", "FROM scratch\nCOPY a.tmp /a.tmp\n");
        Assert.Contains("CopyIgnoredFile", Lint(folder, "CopyIgnoredFile", "app.Dockerfile"), StringComparison.Ordinal);
        Assert.DoesNotContain("CopyIgnoredFile", Lint(folder, "CopyIgnoredFile", "Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ignore_file_that_cannot_be_read_is_none()
    {
        using var folder = new TempFolder().Add(".dockerignore/x", "").Add("Dockerfile", "FROM scratch\nCOPY x /x\n");
        Assert.Equal("", Lint(folder, "CopyIgnoredFile", "Dockerfile"));
    }

    [Fact]
    public void The_linter_counts_on_the_ignore_file()
    {
        using var folder = new TempFolder().Add(".dockerignore", "*.log\n").Add("Dockerfile", "FROM scratch\nCOPY a.log /a.log\n");
        Assert.Contains("CopyIgnoredFile", Lint(folder, "CopyIgnoredFile", "Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_in_the_folder_is_measured()
    {
        using var folder = new TempFolder().Add("Dockerfile", CopiesAll).Add("server.js", new byte[1_500_000])
            .Add("node_modules/a/index.js", new byte[3_000_000]).Add("client/node_modules/b.js", new byte[500_000]).Add(".git/objects/x", new byte[250_000]);
        Assert.Contains(
            "Copies `node_modules` (3.5 MB) and `.git` (250.0 kB) among 5 files, 5.3 MB; a change there runs what follows again. A `.dockerignore` leaves them out",
            Lint(folder, "DLS2004", "Dockerfile"), StringComparison.Ordinal);
        folder.Add(".dockerignore", "**/node_modules\n");
        Assert.Contains(
            "Copies `.git` (250.0 kB), which `.dockerignore` lets in, among 4 files, 1.8 MB; a change there runs what follows again",
            Lint(folder, "DLS2004", "Dockerfile"), StringComparison.Ordinal);
        folder.Add(".dockerignore", "**/node_modules\n.git\n");
        Assert.Equal("", Lint(folder, "DLS2004", "Dockerfile"));
    }

    [Fact]
    public void A_lock_file_that_lies_there_is_missed()
    {
        using var folder = new TempFolder().Add("Dockerfile", "FROM node:20\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\n").Add("package.json", "{}");
        Assert.Equal("", Lint(folder, "DLS2006", "Dockerfile"));
        folder.Add("package-lock.json", "{}");
        Assert.Contains("`npm install` in line 4 does not see `package-lock.json` and takes other versions than it names; copy it too", Lint(folder, "DLS2006", "Dockerfile"), StringComparison.Ordinal);
        folder.Add(".dockerignore", "package-lock.json\n");
        Assert.Equal("", Lint(folder, "DLS2006", "Dockerfile"));
    }

    [Fact]
    public void The_context_that_a_compose_file_names_is_the_one_that_is_looked_at()
    {
        using var folder = new TempFolder().Add("docker/Dockerfile", "FROM node:20\nCOPY package.json ./\nRUN npm install\n")
            .Add("compose.yaml", "services:\n  web:\n    build:\n      context: .\n      dockerfile: docker/Dockerfile\n").Add("package.json", "{}").Add("package-lock.json", "{}");
        Assert.Contains("`package-lock.json`", Lint(folder, "DLS2006", "compose.yaml"), StringComparison.Ordinal);
        Assert.Equal("", Lint(folder, "DLS2006", "docker/Dockerfile"));
    }

    private static string Lint(TempFolder folder, string rule, string file)
    {
        var text = Run.In(folder, "lint", "--select", rule, file).Text;
        return text.StartsWith("No findings", StringComparison.Ordinal) ? "" : text;
    }
}
