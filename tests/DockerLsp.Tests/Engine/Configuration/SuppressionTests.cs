using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Configuration;

public sealed class SuppressionTests
{
    [Theory]
    [InlineData("# dockerlsp ignore=DL3008", "DL3008", "", false)]
    [InlineData("#dockerlsp ignore = DL3008 , DL3009", "DL3008 DL3009", "", false)]
    [InlineData("  # DOCKERLSP  Ignore=DL3008 the mirror keeps one version", "DL3008", "the mirror keeps one version", false)]
    [InlineData("# dockerlsp ignore=DL3008,DL3009; the mirror, you know", "DL3008 DL3009", "the mirror, you know", false)]
    [InlineData("# dockerlsp ignore=DL3008 # why", "DL3008", "why", false)]
    [InlineData("# dockerlsp ignore-file=DL3008", "DL3008", "", true)]
    [InlineData("# hadolint ignore=DL3008,SC2046", "DL3008 SC2046", "", false)]
    [InlineData("# hadolint global ignore=DL3008", "DL3008", "", true)]
    [InlineData("# dockerlsp ignore=", "", "", false)]
    public void Is_read(string comment, string names, string reason, bool isForFile)
    {
        var ignore = Suppression.Parse(comment);
        Assert.NotNull(ignore);
        Assert.Equal(names, string.Join(' ', ignore.Names.Select(n => n.Text)));
        Assert.Equal(reason, ignore.Reason);
        Assert.Equal(isForFile, ignore.IsForFile);
        Assert.All(ignore.Names, n => Assert.Equal(n.Text, comment.Substring(n.Span.Start, n.Span.Length)));
    }

    [Theory]
    [InlineData("# hadolint shell=bash")]
    [InlineData("# dockerlsp ignores=DL3008")]
    [InlineData("# dockerlsp-ignore=DL3008")]
    [InlineData("# we ignore=DL3008")]
    [InlineData("# hadolint ignore DL3008")]
    [InlineData("#")]
    [InlineData("")]
    public void Is_none(string comment) => Assert.Null(Suppression.Parse(comment));

    [Theory]
    [InlineData("skip=all", "MaintainerDeprecated", true)]
    [InlineData("skip=all", "DL3008", false)]
    [InlineData("error=true;skip=all", "StageNameCasing", true)]
    [InlineData("skip=StageNameCasing,NoEmptyContinuation;error=true", "NoEmptyContinuation", true)]
    [InlineData("skip=StageNameCasing", "NoEmptyContinuation", false)]
    [InlineData("error=true", "StageNameCasing", false)]
    public void The_check_directive_is_for_what_BuildKit_has(string value, string rule, bool isSilenced) =>
        Assert.Equal(isSilenced, Suppressions.OfCheckDirective(value).Contains(rule));

    [Theory]
    [InlineData("# check=skip=all\nFROM debian:12\nMAINTAINER x\n")]
    [InlineData("# check=skip=MaintainerDeprecated;error=true\nFROM debian:12\nMAINTAINER x\n")]
    [InlineData("FROM debian:12\n# check=skip=MaintainerDeprecated\nMAINTAINER x\n")]
    [InlineData("FROM debian:12\n# hadolint ignore=MaintainerDeprecated\nMAINTAINER x\n")]
    [InlineData("FROM debian:12\n# dockerlsp ignore=dl4000 we say so\nMAINTAINER x\n")]
    [InlineData("# dockerlsp ignore-file=DL4000\nFROM debian:12\nMAINTAINER x\n")]
    [InlineData("FROM debian:12\nMAINTAINER x\n# hadolint global ignore=DL4000\n")]
    [InlineData("FROM debian:12\n# hadolint ignore=DL4000\n# another comment\n\nMAINTAINER x\n")]
    public void Aliases_work_in_every_form(string text)
    {
        Assert.DoesNotContain(Analyze(text, AnalysisOptions.Default).Findings, f => f.Rule.Id == "DL4000");
        Assert.Contains(Analyze(text, AnalysisOptions.Default with { HonoursIgnoreComments = false }).Findings, f => f.Rule.Id == "DL4000");
    }

    [Theory]
    [InlineData("# hadolint ignore=DL4000\nFROM debian:12\nMAINTAINER x\n")]
    [InlineData("FROM debian:12\nMAINTAINER x\n# hadolint ignore=DL4000\n")]
    [InlineData("FROM debian:12\n# check=skip=all\nRUN a\nMAINTAINER x\n")]
    public void A_comment_is_for_the_next_instruction_alone(string text) =>
        Assert.Contains(Analyze(text, AnalysisOptions.Default).Findings, f => f.Rule.Id == "DL4000");

    [Fact]
    public void A_setting_changes_severity_and_switches_on_and_off()
    {
        var rule = RuleCatalog.Find("DL4000") ?? throw new InvalidOperationException();
        Severity? Find(RuleSetting setting, AnalysisOptions options) =>
            Analyze("FROM debian:12\nMAINTAINER x\n", options with { Rules = RuleSettings.Empty.With(rule, setting) }).Findings.FirstOrDefault(f => f.Rule.Id == "DL4000")?.Severity;
        Assert.Equal(Severity.Info, Find(new RuleSetting { IsOn = true, Severity = Severity.Info }, AnalysisOptions.Default));
        Assert.Null(Find(new RuleSetting { IsOn = false }, AnalysisOptions.Default));
        Assert.NotNull(Find(new RuleSetting { IsOn = false }, AnalysisOptions.Default with { Select = ["DL4000"] }));
        Assert.Null(Find(RuleSetting.Default, AnalysisOptions.Default with { Ignore = ["DL4"] }));
    }

    [Fact]
    public void Settings_with_equal_contents_are_equal()
    {
        var rule = RuleCatalog.All[0];
        RuleSettings Make(string value) => RuleSettings.Empty.With(rule, new RuleSetting { Options = RuleSetting.Default.Options.Add("a", [value]) });
        Assert.Equal(Make("x"), Make("x"));
        Assert.NotEqual(Make("x"), Make("y"));
        Assert.Equal(AnalysisOptions.Default with { Rules = Make("x") }, AnalysisOptions.Default with { Rules = Make("x") });
        Assert.Equal(Severity.Info, RuleSettings.Empty.With("SC20", new RuleSetting { Severity = Severity.Info }).Of("SC2086").Severity);
    }

    private static DockerfileAnalysis Analyze(string text, AnalysisOptions options) => DockerfileAnalysis.Create(SourceText.From(text), options);

    [Theory]
    [InlineData("# check=error=true\nFROM debian:12 AS Base", Severity.Error)]
    [InlineData("# check=skip=MaintainerDeprecated;error=true\nFROM debian:12 AS Base", Severity.Error)]
    [InlineData("# check=error=1\nFROM debian:12 AS Base", Severity.Error)]
    [InlineData("# check=error=false\nFROM debian:12 AS Base", Severity.Warning)]
    [InlineData("FROM debian:12 AS Base", Severity.Warning)]
    [InlineData("# a comment\n# check=error=true\nFROM debian:12 AS Base", Severity.Warning)]
    public void BuildKit_stops_at_its_checks(string text, Severity expected) =>
        Assert.Equal(expected, Assert.Single(Invariants.Analyze(text, AnalysisOptions.Default with { Select = ["StageNameCasing"] }).Findings).Severity);

    [Theory]
    [InlineData("DL4000", Severity.Error)]
    [InlineData("DL3006", Severity.Warning)]
    [InlineData("DL3048", Severity.Hint)]
    public void Only_rules_that_BuildKit_has_become_errors(string rule, Severity expected) =>
        Assert.Equal(expected, Assert.Single(Invariants.Analyze("# check=error=true\nFROM debian\nLABEL A=b\nMAINTAINER c", AnalysisOptions.Default with { Select = [rule] }).Findings).Severity);
}
