using System.Text.RegularExpressions;
using DockerLsp.Files;
using DockerLsp.Tests.Host.Cli;

namespace DockerLsp.Tests.Repository;

/// <summary>
/// The files that other systems read, held to what those accept: the workflows and the action of GitHub, by
/// https://docs.github.com/actions/reference/workflow-syntax-for-github-actions and
/// https://docs.github.com/actions/reference/metadata-syntax-for-github-actions; the image's Dockerfile; the man page.
/// </summary>
public sealed partial class PipelineTests
{
    private static readonly string[] StepKeys = ["id", "if", "name", "uses", "run", "shell", "with", "env", "working-directory", "continue-on-error", "timeout-minutes"];

    private static readonly string[] JobKeys =
    [
        "name", "permissions", "needs", "if", "runs-on", "environment", "concurrency", "outputs", "env", "defaults", "steps", "timeout-minutes", "strategy",
        "continue-on-error", "container", "services", "uses", "with", "secrets",
    ];

    [Fact]
    public void The_Dockerfile_of_the_image_is_clean_by_our_own_rules()
    {
        var run = Run.On(File.ReadAllText(PathOf("packaging/container/Dockerfile")), "lint", "--fail-on", "hint", "-");
        Assert.True(run.Status == 0, run.Text);
    }

    [Theory]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData(".github/workflows/release.yml")]
    public void A_workflow_says_only_what_is_understood(string file)
    {
        var workflow = Read(file);
        HasOnly(workflow, ["name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs"], file);
        Assert.NotNull(workflow.Find("on"));
        HasOnly(Assert.IsType<YamlMapping>(workflow.Find("permissions")), ["actions", "contents", "id-token", "packages", "security-events"], "permissions");
        var jobs = Assert.IsType<YamlMapping>(workflow.Find("jobs"));
        foreach (var job in jobs.Entries)
        {
            var body = Assert.IsType<YamlMapping>(job.Value);
            HasOnly(body, JobKeys, job.Key.Value);
            Assert.NotNull(body.Find("runs-on"));
            Assert.All(Texts(body.Find("needs")), needed => Assert.Contains(jobs.Entries, other => other.Key.Value == needed));
            CheckSteps(body);
            var rows = ((body.Find("strategy") as YamlMapping)?.Find("matrix") as YamlMapping)?.Find("include") as YamlSequence;
            var names = (rows?.Items ?? []).OfType<YamlMapping>().SelectMany(row => row.Entries).Select(entry => entry.Key.Value).ToHashSet();
            Assert.All(Scalars(body).SelectMany(text => Matrix().Matches(text)), match => Assert.Contains(match.Groups[1].Value, names));
        }
    }

    [Fact]
    public void The_action_says_only_what_is_understood()
    {
        var action = Read("action.yml");
        HasOnly(action, ["name", "author", "description", "inputs", "outputs", "runs", "branding"], "action.yml");
        var inputs = Assert.IsType<YamlMapping>(action.Find("inputs"));
        Assert.All(inputs.Entries, input =>
        {
            HasOnly(Assert.IsType<YamlMapping>(input.Value), ["description", "required", "default", "deprecationMessage"], input.Key.Value);
            Assert.Contains($"inputs.{input.Key.Value} ", File.ReadAllText(PathOf("action.yml")), StringComparison.Ordinal);
        });
        var runs = Assert.IsType<YamlMapping>(action.Find("runs"));
        HasOnly(runs, ["using", "steps"], "runs");
        Assert.Equal("composite", (runs.Find("using") as YamlScalar)?.Value);
        CheckSteps(runs);
        // In a composite action every script names its shell, and no input becomes part of a script's text.
        foreach (var step in Assert.IsType<YamlSequence>(runs.Find("steps")).Items.Cast<YamlMapping>().Where(step => step.Find("run") is not null))
        {
            Assert.NotNull(step.Find("shell"));
            Assert.DoesNotContain("${{", (step.Find("run") as YamlScalar)?.Value ?? "", StringComparison.Ordinal);
        }

        Assert.All(Scalars(runs).SelectMany(text => Input().Matches(text)), match => Assert.NotNull(inputs.Find(match.Groups[1].Value)));
    }

    [Fact]
    public void The_man_page_has_every_command()
    {
        var page = File.ReadAllText(PathOf("packaging/man/dockerlsp.1"));
        var help = Run.On("", "--help").Text;
        var commands = HelpCommand().Matches(help[help.IndexOf("Commands:", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains("lint", commands);
        Assert.All(commands, command => Assert.Contains($".B dockerlsp {command}\n", page, StringComparison.Ordinal));
    }

    /// <summary>By https://megalinter.io/latest/json-schemas/descriptor.html.</summary>
    [Fact]
    public void The_descriptor_of_MegaLinter_says_only_what_is_understood()
    {
        var descriptor = Read("packaging/mega-linter-plugin-dockerlsp/dockerlsp.megalinter-descriptor.yml");
        HasOnly(descriptor, ["descriptor_id", "descriptor_type", "file_names_regex", "file_names_not_ends_with", "linters"], "the descriptor");
        var linter = Assert.IsType<YamlMapping>(Assert.Single(Assert.IsType<YamlSequence>(descriptor.Find("linters")).Items));
        HasOnly(
            linter,
            [
                "linter_name", "name", "linter_url", "config_file_name", "cli_lint_mode", "cli_lint_extra_args", "cli_config_arg_name", "cli_help_arg_name",
                "cli_version_arg_name", "examples", "install",
            ],
            "the linter");
        var names = Texts(descriptor.Find("file_names_regex")).Select(pattern => new Regex($"^(?:{pattern})$")).ToList();
        Assert.All((string[])["Dockerfile", "Dockerfile.dev", "api.Dockerfile", "containerfile"], name => Assert.Contains(names, pattern => pattern.IsMatch(name)));
        Assert.DoesNotContain(names, pattern => pattern.IsMatch("Dockerfiles.md"));
    }

    /// <summary>A release has packages for every platform that the launcher of the npm package asks for.</summary>
    [Fact]
    public void A_release_covers_every_platform()
    {
        var release = File.ReadAllText(PathOf(".github/workflows/release.yml"));
        foreach (var target in from system in (string[])["linux", "alpine", "darwin", "win32"] from processor in (string[])["x64", "arm64"] select $"{system}-{processor}")
        {
            Assert.Contains($"target: {target},", release, StringComparison.Ordinal);
        }
    }

    private static void CheckSteps(YamlMapping job)
    {
        foreach (var step in Assert.IsType<YamlSequence>(job.Find("steps")).Items)
        {
            var body = Assert.IsType<YamlMapping>(step);
            HasOnly(body, StepKeys, "a step");
            Assert.True(body.Find("uses") is null != body.Find("run") is null, "a step either uses something or runs something");
            Assert.All(Texts(body.Find("uses")), used => Assert.Matches(@"^(\./.*|[\w.-]+/[\w./-]+@[\w.-]+)$", used));
        }
    }

    private static void HasOnly(YamlMapping mapping, string[] keys, string what) =>
        Assert.All(mapping.Entries, entry => Assert.True(keys.Contains(entry.Key.Value), $"{what}: `{entry.Key.Value}` is not understood"));

    private static YamlMapping Read(string file)
    {
        var problems = new List<ConfigurationProblem>();
        var root = YamlDocument.Parse(File.ReadAllText(PathOf(file)), problems);
        Assert.Empty(problems);
        return Assert.IsType<YamlMapping>(root);
    }

    private static IEnumerable<string> Texts(YamlNode? node) => node switch
    {
        YamlScalar scalar => [scalar.Value],
        YamlSequence sequence => sequence.Items.OfType<YamlScalar>().Select(item => item.Value),
        _ => [],
    };

    private static IEnumerable<string> Scalars(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar.Value],
        YamlSequence sequence => sequence.Items.SelectMany(Scalars),
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Scalars(entry.Value)),
        _ => [],
    };

    private static string PathOf(string file) => Path.Combine(RepositoryRoot.Path, file.Replace('/', Path.DirectorySeparatorChar));

    [GeneratedRegex(@"matrix\.([\w-]+)")]
    private static partial Regex Matrix();

    [GeneratedRegex(@"inputs\.([\w-]+)")]
    private static partial Regex Input();

    [GeneratedRegex(@"^  ([a-z]+)\b", RegexOptions.Multiline)]
    private static partial Regex HelpCommand();
}
