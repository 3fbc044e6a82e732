using System.Diagnostics;
using System.Text.Json;
using DockerLsp.Cli;

namespace DockerLsp.Tests.Host.Cli;

/// <summary>What files, variables and arguments configure, as a run shows it.</summary>
public sealed class ConfiguredRunTests
{
    private static readonly Dictionary<string, string> NoVariables = [];

    [Fact]
    public void A_file_configures_and_an_argument_beats_it()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Samples.Bad).Add(".dockerlsp.yaml", "fail-on: never\nrules:\n  DL3009: off\n  DLS1: hint\n");
        var run = Run.In(folder, "lint", "--format", "json");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.DoesNotContain("DL3009", Rules(run));
        Assert.Contains("\"rule\":\"DLS1001\"", run.Text, StringComparison.Ordinal);
        Assert.Equal(1, Run.In(folder, "lint", "--fail-on", "hint").Status);
        Assert.Contains("DL3009", Rules(Run.In(folder, "lint", "--format", "json", "--select", "DL3009")));
    }

    [Fact]
    public void An_unknown_rule_is_status_2_and_the_findings_are_there_all_the_same()
    {
        using var folder = new TempFolder();
        folder.Add("a/Dockerfile", Samples.Bad).Add("a/.dockerlsp.yaml", "rules:\n  DL3O09: off\n").Add("b/Dockerfile", Samples.Bad);
        var run = Run.In(folder, "lint", "--format", "json");
        Assert.Equal(2, run.Status);
        Assert.Equal("dockerlsp: a/.dockerlsp.yaml:2:3: unknown rule `DL3O09`; did you mean `DL3009`?\n", run.Error);
        Assert.Equal(2, JsonDocument.Parse(run.Text).RootElement.EnumerateArray().Count(f => f.GetProperty("rule").GetString() == "DL3009"));
        Assert.Equal(2, Run.In(folder, "fix", "--diff", "a").Status);
    }

    [Fact]
    public void Each_file_has_its_own_threshold_and_layering()
    {
        using var folder = new TempFolder();
        folder.Add("a/Dockerfile", Samples.Bad + "RUN apt-get install -y git\n").Add("a/.dockerlsp.yaml", "fail-on: never\nlayering: self-contained\n").Add("b/Dockerfile", Samples.Clean);
        Assert.Equal(0, Run.In(folder, "lint").Status);
        const string Joined = "apt-get install -y curl && apt-get install -y git";
        Assert.DoesNotContain(Joined, Run.In(folder, "fix", "--diff").Text, StringComparison.Ordinal);
        Assert.Contains(Joined, Run.In(folder, "fix", "--diff", "--layering", "merge").Text.Replace("\\\n+    ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_named_file_alone_is_read()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Samples.Bad).Add(".dockerlsp.yaml", "rules: {DL3009: off}\n").Add("ci/hadolint-ci.yaml", "ignored: [DLS1001]\n");
        var rules = Rules(Run.In(folder, "lint", "--format", "json", "--config", "ci/hadolint-ci.yaml"));
        Assert.Contains("DL3009", rules);
        Assert.DoesNotContain("DLS1001", rules);
        var missing = Run.In(folder, "lint", "--config", "nowhere.yaml");
        Assert.Equal((2, "dockerlsp: nowhere.yaml: no such file or directory\n"), (missing.Status, missing.Error));
    }

    [Fact]
    public void Standard_input_belongs_where_its_name_says()
    {
        using var folder = new TempFolder();
        folder.Add("a/.dockerlsp.yaml", "rules: {DL3009: off}\n");
        var bytes = System.Text.Encoding.UTF8.GetBytes(Samples.Bad);
        var files = new DockerLsp.Files.DiskFileStore();
        Assert.Contains("DL3009", Rules(Run.In(folder.Path, bytes, files, "lint", "--format", "json", "-")));
        Assert.DoesNotContain("DL3009", Rules(Run.In(folder.Path, bytes, files, "lint", "--format", "json", "-", "--stdin-filename", "a/Dockerfile")));
    }

    [Theory]
    [InlineData("HADOLINT_IGNORE", "DL3009,SC1000", "DL3009", false)]
    [InlineData("HADOLINT_IGNORE", "DL3059", "DL3009", true)]
    [InlineData("DOCKERLSP_IGNORE", "DL3009", "DL3009", false)]
    [InlineData("DOCKERLSP_SELECT", "DL3009", "DLS1001", false)]
    public void Variables_silence_rules(string variable, string value, string rule, bool isFound)
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Samples.Bad);
        Assert.Equal(isFound, Rules(Run.With(folder, new Dictionary<string, string> { [variable] = value }, "lint", "--format", "json")).Contains(rule));
    }

    [Theory]
    [InlineData("HADOLINT_NOFAIL", "1", 0)]
    [InlineData("HADOLINT_NOFAIL", "0", 1)]
    [InlineData("HADOLINT_FAILURE_THRESHOLD", "error", 0)]
    [InlineData("HADOLINT_FAILURE_THRESHOLD", "loud", 2)]
    [InlineData("HADOLINT_OVERRIDE_ERROR", "DL3009", 1)]
    [InlineData("DOCKERLSP_FAIL_ON", "never", 0)]
    [InlineData("DOCKERLSP_FAIL_ON", "sometimes", 2)]
    [InlineData("DOCKERLSP_LAYERING", "merge", 1)]
    [InlineData("DOCKERLSP_CONFIG", "nowhere.yaml", 2)]
    [InlineData("DOCKERLSP_IGNORE", "DL3O09", 2)]
    [InlineData("HADOLINT_REQUIRE_LABELS", "author:text,version:semver", 1)]
    [InlineData("HADOLINT_REQUIRE_LABELS", "author", 2)]
    public void Variables_decide_the_status(string variable, string value, int status)
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Samples.Bad);
        Assert.Equal(status, Run.With(folder, new Dictionary<string, string> { [variable] = value }, "lint").Status);
    }

    [Fact]
    public void A_format_can_come_from_hadolints_file_or_a_variable()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Samples.Bad).Add(".hadolint.yaml", "format: checkstyle\n");
        Assert.StartsWith("<?xml", Run.In(folder, "lint").Text, StringComparison.Ordinal);
        Assert.StartsWith("[", Run.With(folder, new Dictionary<string, string> { ["HADOLINT_FORMAT"] = "json" }, "lint").Text, StringComparison.Ordinal);
        Assert.StartsWith("::", Run.With(folder, new Dictionary<string, string> { ["HADOLINT_FORMAT"] = "json", ["DOCKERLSP_FORMAT"] = "github" }, "lint").Text, StringComparison.Ordinal);
        Assert.StartsWith("Dockerfile:", Run.In(folder, "lint", "--format", "text").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_leaves_out_what_is_known_though_lines_move()
    {
        using var folder = new TempFolder();
        folder.Add("a/Dockerfile", Samples.Bad);
        Assert.Equal(2, Run.In(folder, "lint", "--baseline", "b.json").Status);
        Assert.Equal((0, ""), (Run.In(folder, "lint", "--baseline", "b.json", "--write-baseline").Status, Run.In(folder, "lint", "--baseline", "b.json", "--write-baseline").Text));
        Assert.Equal("[]\n", Run.In(folder, "lint", "--baseline", "b.json", "--format", "json").Text);
        folder.Add("a/Dockerfile", "# new\n\n" + Samples.Bad + "MAINTAINER x\n");
        var run = Run.In(folder, "lint", "--baseline", "b.json", "--format", "json");
        Assert.Equal(["DL4000"], Rules(run).Distinct().Where(r => r is "DL4000" or "DL3009" or "DLS1001"));
        // From another folder it is the same baseline.
        Assert.Equal(["DL4000"], Rules(Run.In(folder.Path, [], new DockerLsp.Files.DiskFileStore(), "lint", folder["a"], "--baseline", folder["b.json"], "--format", "json"))
            .Distinct().Where(r => r is "DL4000" or "DL3009" or "DLS1001"));
        // A second finding of the same kind on the same text is new.
        folder.Add("b/Dockerfile", "FROM debian:12\nMAINTAINER x\n");
        Run.In(folder, "lint", "b", "--baseline", "b.json", "--write-baseline");
        folder.Add("b/Dockerfile", "FROM debian:12\nMAINTAINER x\nMAINTAINER x\n");
        Assert.Single(Rules(Run.In(folder, "lint", "b", "--baseline", "b.json", "--format", "json", "--select", "DL4000")));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"version\":1,\"findings\":[]}")]
    [InlineData("{\"version\":2}")]
    [InlineData("{")]
    public void What_is_no_baseline_is_told(string content)
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Samples.Bad).Add("b.json", content);
        var run = Run.In(folder, "lint", "--baseline", "b.json");
        Assert.Equal(2, run.Status);
        Assert.StartsWith("dockerlsp: b.json: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, Run.In(folder, "lint", "--write-baseline").Status);
    }

    [Fact]
    public void Only_what_changed_since_a_revision_is_reported()
    {
        using var folder = new TempFolder();
        var variables = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" };
        folder.Add("Dockerfile", Samples.Bad).Add("old.Dockerfile", Samples.Bad);
        Git(folder, "init", "-q");
        Git(folder, "add", ".");
        Git(folder, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "x");
        Assert.Equal("[]\n", Run.With(folder, variables, "lint", "--format", "json", "--diff-base", "HEAD").Text);

        folder.Add("Dockerfile", "# new\n" + Samples.Bad + "MAINTAINER x\n").Add("new.Dockerfile", Samples.Bad);
        var run = Run.With(folder, variables, "lint", "--format", "json", "--diff-base", "HEAD");
        var found = JsonDocument.Parse(run.Text).RootElement.EnumerateArray().Select(f => (f.GetProperty("file").GetString(), f.GetProperty("rule").GetString())).ToArray();
        Assert.Contains(("Dockerfile", "DL4000"), found);
        Assert.DoesNotContain(("Dockerfile", "DL3009"), found);
        Assert.Contains(("new.Dockerfile", "DL3009"), found);
        Assert.DoesNotContain(found, f => f.Item1 == "old.Dockerfile");

        var unknown = Run.With(folder, variables, "lint", "--diff-base", "--output=x");
        Assert.Equal(2, unknown.Status);
        Assert.Contains("git knows no revision", Run.With(folder, variables, "lint", "--diff-base", "nowhere").Error, StringComparison.Ordinal);
        Assert.Equal(2, Run.With(folder, NoVariables, "lint", "--diff-base", "HEAD").Status);
    }

    [Fact]
    public void A_change_elsewhere_can_be_to_blame()
    {
        using var folder = new TempFolder();
        var variables = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" };
        const string Install = "RUN apt-get install -y --no-install-recommends curl=1\n";
        folder.Add("Dockerfile", $"FROM debian:12\nRUN apt-get update && true\n{Install}");
        Git(folder, "init", "-q");
        Git(folder, "add", ".");
        Git(folder, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "x");
        folder.Add("Dockerfile", $"FROM debian:12\n{Install}");
        Assert.Contains("DLS1003", Rules(Run.With(folder, variables, "lint", "--format", "json", "--diff-base", "HEAD")));
    }

    [Fact]
    public void Config_shows_what_holds_and_who_said_so()
    {
        using var folder = new TempFolder();
        folder.Add(".dockerlsp.yaml", "layering: self-contained\nrules:\n  DL3008: off\n").Add("a/.dockerlsp.yaml", "rules: {DL3008: info}\n");
        var run = Run.With(folder, new Dictionary<string, string> { ["HADOLINT_IGNORE"] = "DL3009" }, "config", "a/Dockerfile");
        Assert.Equal(
            """
            # read: a/.dockerlsp.yaml
            # read: .dockerlsp.yaml
            fail-on: warning          # default
            layering: self-contained  # .dockerlsp.yaml:1
            rules:
              DL3008: info            # a/.dockerlsp.yaml:1
              DL3009: off             # $HADOLINT_IGNORE

            """.ReplaceLineEndings("\n"),
            run.Text);
        var json = JsonDocument.Parse(Run.In(folder, "config", "a", "--format", "json").Text).RootElement;
        Assert.Equal(2, json.GetProperty("files").GetArrayLength());
        Assert.StartsWith("# no configuration file\n", Run.On("", "config", Path.GetTempPath() + "/nowhere-at-all/x").Text, StringComparison.Ordinal);
        Assert.StartsWith("{", Run.On("", "config", "--schema").Text, StringComparison.Ordinal);
        folder.Add("a/.dockerlsp.yaml", "rules: {DL3O08: info}\n");
        Assert.Equal(2, Run.In(folder, "config", "a").Status);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Completion_names_commands_options_and_rules(string shell)
    {
        var script = Run.On("", "completion", shell).Text;
        Assert.All((string[])["lint", "explain", "DLS1001", "sarif", shell == "fish" ? "-l fail-on" : "--fail-on"], word => Assert.Contains(word, script, StringComparison.Ordinal));
        Assert.Equal(2, Run.On("", "completion", "cmd").Status);
    }

    [Fact]
    public async Task Watching_reports_again_when_a_file_has_changed()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Samples.Bad);
        using var ended = new CancellationTokenSource();
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var environment = new CommandEnvironment { Input = Stream.Null, Output = output, Error = error, CurrentDirectory = folder.Path, Ended = ended.Token };
        var running = Task.Run(() => CommandLine.Run(["lint", "--watch", "--select", "DL4000"], environment, () => 0));
        await Contains("No findings");
        folder.Add("Dockerfile", "FROM debian:12\nMAINTAINER x\n");
        await Contains("DL4000");
        await ended.CancelAsync();
        Assert.Equal(1, await running);

        async Task Contains(string text)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (!System.Text.Encoding.UTF8.GetString(output.ToArray()).Contains(text, StringComparison.Ordinal))
            {
                await Task.Delay(20, patience.Token);
            }
        }
    }

    private static string[] Rules(Run run) => [.. JsonDocument.Parse(run.Text).RootElement.EnumerateArray().Select(f => f.GetProperty("rule").GetString() ?? "")];

    private static void Git(TempFolder folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder.Path, RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
