namespace DockerLsp.Tests.Host.Cli;

public class UsageTests
{
    [Theory]
    [InlineData("", "dockerlsp --help")]
    [InlineData("lin", "dockerlsp --help")]
    [InlineData("lint --no-such-option", "--no-such-option")]
    [InlineData("lint --formt json", "--format")]
    [InlineData("lint --format yaml", "Must be one of: 'text' 'json'")]
    [InlineData("lint --fail-on grave", "dockerlsp lint --help")]
    [InlineData("lint --layering flat", "self-contained")]
    [InlineData("fix --fomat", "--fomat")]
    [InlineData("explain", "dockerlsp explain --help")]
    [InlineData("explain NOSUCH", "NOSUCH")]
    [InlineData("rules --format yaml", "markdown")]
    [InlineData("lint - --select NOSUCH", "NOSUCH")]
    [InlineData("lint - --ignore DL3009,NOSUCH", "unknown rule")]
    public void Wrong_usage_is_told_on_standard_error(string arguments, string reason)
    {
        var run = Run.On("FROM scratch\n", arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, run.Status);
        Assert.Empty(run.Text);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "lint")]
    [InlineData("lint --help", "--fail-on")]
    [InlineData("fix --help", "--unsafe")]
    [InlineData("--version", ".")]
    public void Help_goes_to_standard_output(string arguments, string expected)
    {
        var run = Run.On("", arguments.Split(' '));
        Assert.Equal(0, run.Status);
        Assert.Empty(run.Error);
        Assert.Contains(expected, run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_two_dashes_a_name_may_start_with_one()
    {
        using var folder = new TempFolder();
        folder.Add("-odd");
        Assert.Equal(0, Run.In(folder, "lint", "--fail-on", "never", "--", "-odd").Status);
        Assert.Equal(2, Run.In(folder, "lint", "--fail-on", "never", "-odd").Status);
    }

    [FindingsFact]
    public void A_mistyped_rule_gets_the_nearest_name()
    {
        var run = Run.On("", "explain", "DL3O09");
        Assert.Equal(2, run.Status);
        Assert.Contains("did you mean `DL3009`?", run.Error, StringComparison.Ordinal);
    }

    [FindingsFact]
    public void A_rule_is_explained_by_id_and_by_alias()
    {
        foreach (var rule in DockerLsp.Engine.Rules.RuleCatalog.All)
        {
            foreach (var name in rule.Aliases.Prepend(rule.Id))
            {
                var run = Run.On("", "explain", name);
                Assert.Equal(0, run.Status);
                // Some names of other tools stand for several rules; the first one is explained.
                Assert.StartsWith(DockerLsp.Engine.Rules.RuleCatalog.Find(name)?.Id ?? "", run.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Rules_are_listed_in_three_forms()
    {
        var json = System.Text.Json.JsonDocument.Parse(Run.On("", "rules", "--format", "json").Text).RootElement;
        Assert.Equal(DockerLsp.Engine.Rules.RuleCatalog.All.Length, json.GetArrayLength());
        foreach (var rule in DockerLsp.Engine.Rules.RuleCatalog.All)
        {
            Assert.Contains(rule.Title, Run.On("", "rules").Text, StringComparison.Ordinal);
            Assert.Contains($"[{rule.Id}](", Run.On("", "rules", "--format", "markdown").Text, StringComparison.Ordinal);
        }
    }
}
