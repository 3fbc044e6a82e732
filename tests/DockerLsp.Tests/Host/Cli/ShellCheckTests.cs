using DockerLsp.Cli;
using DockerLsp.Tests.Host.Programs;

namespace DockerLsp.Tests.Host.Cli;

public class ShellCheckTests
{
    private const string File = "FROM debian:12\nRUN echo $A\nRUN echo $A\nCMD echo $B\n";

    private readonly FakeChecker checker = new();

    [Fact]
    public void Its_findings_stand_among_the_others()
    {
        var (status, text) = Lint("lint", "--select", "SC,DL3025", "-");
        Assert.Equal(1, status);
        Assert.Equal(4, text.Split('\n').Count(line => line.Contains("[SC2999]", StringComparison.Ordinal) || line.Contains("[DL3025]", StringComparison.Ordinal)));
    }

    [Fact]
    public void Equal_scripts_are_checked_once()
    {
        Lint("lint", "-");
        Assert.Equal(["echo $A", "echo $B"], checker.Checked.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("lint", "--shellcheck", "off", "-")]
    [InlineData("lint", "--select", "DL", "-")]
    public void Where_it_is_not_wanted_nothing_is_run(params string[] arguments)
    {
        Lint(arguments);
        Assert.Empty(checker.Checked);
    }

    [Fact]
    public void Its_rules_can_be_named() => Assert.Equal(0, Lint("lint", "--select", "SC", "--ignore", "SC2999", "-").Status);

    [Fact]
    public void Its_rules_are_explained() =>
        Assert.Contains("https://www.shellcheck.net/wiki/SC2999", Run.On("", "explain", "sc2999").Text, StringComparison.Ordinal);

    private (int Status, string Text) Lint(params string[] arguments)
    {
        using var output = new MemoryStream();
        var status = CommandLine.Run(
            arguments,
            new CommandEnvironment
            {
                Input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(File)),
                Output = output,
                Error = TextWriter.Null,
                CurrentDirectory = Path.GetTempPath(),
                FindScriptChecker = _ => checker,
            },
            () => 0);
        return (status, System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }
}
