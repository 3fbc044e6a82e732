using System.Diagnostics;
using System.Text.Json;
using DockerLsp.Cli;
using DockerLsp.Tests.Host.Files.Images;

namespace DockerLsp.Tests.Host.Cli;

public class LayersCommandTests
{
    private const string Dockerfile = "FROM node:20 AS build\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nFROM nginx:1\nCOPY --from=build /app/dist /srv\n";

    [Fact]
    public void The_table_shows_each_instruction_with_what_breaks_it()
    {
        using var folder = Folder();
        var run = Run.In(folder, "layers", "Dockerfile");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.StartsWith("Dockerfile: 6 steps to build stage 1\ncontext: 4 files, ", run.Text, StringComparison.Ordinal);
        Assert.Matches(@"    4    3  RUN npm ci +package\.json, node:20 +3 \(\+1\)  npm ci", run.Text);
    }

    [Fact]
    public void A_change_shows_what_runs_again_and_nothing_else()
    {
        using var folder = Folder();
        var source = Run.In(folder, "layers", "Dockerfile", "--changed", "src/a.js").Text;
        Assert.StartsWith("src/a.js: 3 of 6 steps run again, 1 of them only if files of another stage came out differently\n", source, StringComparison.Ordinal);
        Assert.Contains("npm run build", source, StringComparison.Ordinal);
        Assert.DoesNotContain("npm ci", source, StringComparison.Ordinal);
        var both = Run.In(folder, "layers", "Dockerfile", "--changed", "src/a.js", "package.json").Text;
        Assert.Contains("package.json: 5 of 6 steps run again", both, StringComparison.Ordinal);
        Assert.Contains("all of them: 5 of 6", both, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("3", 1)]
    [InlineData("4", 0)]
    public void The_exit_status_tells_when_too_much_runs_again(string limit, int status)
    {
        using var folder = Folder();
        Assert.Equal(status, Run.In(folder, "layers", "Dockerfile", "--changed", "src/a.js", "--fail-if-invalidates", limit).Status);
    }

    [Fact]
    public void What_dockerignore_leaves_out_changes_nothing()
    {
        using var folder = Folder();
        folder.Add(".dockerignore", "src\n");
        var run = Run.In(folder, "layers", "Dockerfile", "--changed", "src/a.js");
        Assert.Equal("nothing that the build sees: no step runs again\n", run.Text);
        folder.Add("Dockerfile.dockerignore", "");
        Assert.StartsWith("src/a.js: 3 of 6", Run.In(folder, "layers", "Dockerfile", "--changed", "src/a.js").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_outside_the_context_counts_and_no_link_is_followed()
    {
        using var folder = Folder();
        using var outside = new TempFolder();
        outside.Add("secret");
        Directory.CreateSymbolicLink(folder["link"], outside.Path);
        Directory.CreateSymbolicLink(folder["loop"], folder.Path);
        var run = Run.In(folder, "layers", "Dockerfile", "--changed", outside["secret"]);
        Assert.Equal(0, run.Status);
        Assert.Contains("is not in the build context", run.Error, StringComparison.Ordinal);
        Assert.Equal(6, Json(Run.In(folder, "layers", "Dockerfile", "--format", "json")).GetProperty("context").GetProperty("files").GetInt32());
    }

    [Fact]
    public void The_JSON_has_its_documented_form()
    {
        using var folder = Folder();
        var json = Json(Run.In(folder, "layers", "Dockerfile", "--format", "json", "--changed", "package.json"));
        Assert.Equal(["version", "file", "target", "steps", "context", "stages", "change", "image"], json.EnumerateObject().Select(p => p.Name));
        var stage = json.GetProperty("stages")[0];
        Assert.Equal(["index", "name", "image", "base", "needed", "uses", "beside", "steps", "instructions"], stage.EnumerateObject().Select(p => p.Name));
        var instruction = stage.GetProperty("instructions")[3];
        Assert.Equal(
            ["line", "endLine", "text", "role", "step", "cost", "commands", "key", "notInKey", "brokenBy", "brokenByMore", "breaks", "leaves", "context", "image"],
            instruction.EnumerateObject().Select(p => p.Name));
        Assert.Equal(3, instruction.GetProperty("step").GetInt32());
        Assert.Equal([3, 4, 5, 6, 8], json.GetProperty("change").GetProperty("lines").EnumerateArray().Select(l => l.GetInt32()));

        // Every name stands in the description.
        var page = File.ReadAllText(Path.Combine(DockerLsp.Tests.Repository.RepositoryRoot.Path, "docs", "layers-json.md"));
        Assert.All(Names(json), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void One_instruction_is_explained()
    {
        using var folder = Folder();
        var run = Run.In(folder, "layers", ".", "--why", "4");
        Assert.StartsWith("Dockerfile:4: step 3 of build: RUN npm ci\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("broken by: the content of package.json, line 3", run.Text, StringComparison.Ordinal);
        Assert.Equal(2, Run.In(folder, "layers", ".", "--why", "99").Status);
    }

    [Fact]
    public void A_target_leaves_out_the_stages_that_it_does_not_need()
    {
        using var folder = Folder();
        Assert.StartsWith("Dockerfile: 5 steps to build build", Run.In(folder, "layers", "Dockerfile", "--target", "build").Text, StringComparison.Ordinal);
        var run = Run.In(folder, "layers", "Dockerfile", "--target", "none");
        Assert.Equal((2, "dockerlsp: Dockerfile: no stage is called `none`\n"), (run.Status, run.Error));
    }

    [Fact]
    public void An_image_tells_what_package_hygiene_is_about()
    {
        using var folder = new TempFolder().Add("Dockerfile", "FROM debian:12\nRUN apt-get update && apt-get install -y curl\nRUN apt-get update\n");
        TestImage.Write(
            folder["image.tar"],
            ("/bin/sh -c #(nop) ADD file:ab in / ", [("bin/sh", 10)]),
            ("RUN /bin/sh -c apt-get update && apt-get install -y curl # buildkit", [("var/lib/apt/lists/x", 2_500_000), ("var/cache/apt/archives/a.deb", 500_000)]),
            ("RUN /bin/sh -c apt-get update # buildkit", [("var/lib/apt/lists/x", 1_000_000)]));
        var text = Run.In(folder, "layers", "Dockerfile", "--image", "image.tar").Text;
        Assert.Contains("left behind, measured:\n", text, StringComparison.Ordinal);
        Assert.Contains("    2  Leaves the package index in this layer (3.0 MB, measured in the image) [DL3009]\n", text, StringComparison.Ordinal);
        Assert.Contains("this step's layer holds 1.0 MB of apt's index, measured in the image [DLS1001]\n", text, StringComparison.Ordinal);
        folder.Add("Dockerfile", "FROM debian:12\nRUN apt-get update && apt-get install -y wget\n");
        Assert.DoesNotContain("measured", Run.In(folder, "layers", "Dockerfile", "--image", "image.tar").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("layers", "missing")]
    [InlineData("layers", "Dockerfile", "--fail-if-invalidates", "1")]
    [InlineData("layers", "Dockerfile", "--image", "missing.tar")]
    [InlineData("layers", "Dockerfile", "--image", "Dockerfile")]
    [InlineData("layers", "Dockerfile", "--diff", "HEAD")]
    [InlineData("layers", "Dockerfile", "--context", "missing")]
    [InlineData("layers")]
    public void What_cannot_be_done_is_said(params string[] args)
    {
        using var folder = Folder();
        var run = Run.In(folder, args);
        Assert.Equal(2, run.Status);
        Assert.NotEqual("", run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_since_a_revision_are_those_of_git()
    {
        using var folder = Folder();
        Git(folder, "init", "-q");
        Git(folder, "add", ".");
        Git(folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one");
        Assert.Equal("nothing that the build sees: no step runs again\n", Diff(folder, "HEAD").Text);
        folder.Add("src/new.js", "2");
        Assert.StartsWith("src/new.js: 3 of 6", Diff(folder, "HEAD").Text, StringComparison.Ordinal);
        File.Delete(folder["src/new.js"]);
        folder.Add("Dockerfile", Dockerfile.Replace("npm ci", "npm ci --omit=dev", StringComparison.Ordinal));
        Assert.StartsWith("the Dockerfile: 4 of 6", Diff(folder, "HEAD").Text, StringComparison.Ordinal);
        Assert.Equal(2, Diff(folder, "no-such-revision").Status);
        // What looks like an option is a revision that does not exist.
        var hostile = Diff(folder, "--output=" + folder["written"]);
        Assert.Equal(2, hostile.Status);
        Assert.False(File.Exists(folder["written"]));
    }

    [Fact]
    public void A_changed_dockerignore_takes_files_out_and_lets_them_in()
    {
        using var folder = new TempFolder().Add("Dockerfile", "FROM a\nCOPY src /src\nRUN make\n").Add("src/a.js", "1").Add("src/b.log", "1").Add("src/c.tmp", "1").Add(".dockerignore", "**/*.tmp\n");
        Git(folder, "init", "-q");
        Git(folder, "add", ".");
        Git(folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one");
        folder.Add(".dockerignore", "# the same\n**/*.tmp\n");
        Assert.Contains("no step runs again", Diff(folder, "HEAD").Text, StringComparison.Ordinal);
        folder.Add(".dockerignore", "**/*.tmp\n**/*.log\n");
        Assert.Contains("src/b.log: 2 of 2 steps run again", Diff(folder, "HEAD").Text, StringComparison.Ordinal);
        folder.Add(".dockerignore", "");
        Assert.Contains("src/c.tmp: 2 of 2 steps run again", Diff(folder, "HEAD").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_the_file_does_nothing_to_the_terminal()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", "FROM a\u001b[31m AS b\u001b\nCOPY \u001b]0;x\u0007 /\nRUN \u202ex\n");
        foreach (var args in (string[][])[["layers", "."], ["layers", ".", "--why", "2"], ["layers", ".", "--changed", "x\u001b"], ["layers", ".", "--format", "json"]])
        {
            Assert.DoesNotContain(Run.In(folder, args).Text, c => char.IsControl(c) && c != '\n' || c == '\u202e');
        }
    }

    private static TempFolder Folder() =>
        new TempFolder().Add("Dockerfile", Dockerfile).Add("package.json", "{}").Add("src/a.js", "1").Add("src/b.js", "1");

    private static Run Diff(TempFolder folder, string revision)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var status = CommandLine.Run(
            ["layers", "Dockerfile", "--diff", revision],
            new CommandEnvironment { Input = Stream.Null, Output = output, Error = error, CurrentDirectory = folder.Path, GetVariable = Environment.GetEnvironmentVariable },
            () => 0);
        return new Run(status, output.ToArray(), error.ToString());
    }

    private static void Git(TempFolder folder, params string[] args)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder.Path };
        Array.ForEach(args, start.ArgumentList.Add);
        using var process = Process.Start(start);
        process?.WaitForExit();
        Assert.Equal(0, process?.ExitCode);
    }

    private static JsonElement Json(Run run) => JsonDocument.Parse(run.Text).RootElement;

    private static IEnumerable<string> Names(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Names(p.Value).Prepend(p.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
