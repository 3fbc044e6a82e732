using DockerLsp.Engine.Text;
using DockerLsp.Files;

namespace DockerLsp.Tests.Host.Files;

/// <summary>A hat marks the cursor.</summary>
public sealed class ConfigurationHelpTests
{
    [Theory]
    [InlineData("^", "layering: ", "rules:", "fail-on: ")]
    [InlineData("root: true\nla^", "layering: ")]
    [InlineData("layering: ^", "merge", "self-contained", "cache-mount")]
    [InlineData("fail-on: w^", "never", "warning")]
    [InlineData("root: ^", "true", "false")]
    [InlineData("rules:\n  DL30^", "DL3009: ", "DLS1002: ", "StageNameCasing: ")]
    [InlineData("rules:\n  # why\n\n  DL3008: off\n  ^", "DL3009: ")]
    [InlineData("rules:\n  DL^: off", "DL3009")]
    [InlineData("rules:\n  DL3009: ^", "off", "error", "warning", "info", "hint")]
    [InlineData("rules: {DL3008: off, D^", "DL3009: ")]
    [InlineData("rules: {DL3009: ^", "off", "error")]
    [InlineData("rules:\n  DL3026: {^", "severity: ", "allowed-registries: ")]
    [InlineData("rules:\n  DL3026:\n    al^", "severity: ", "allowed-registries: ")]
    [InlineData("rules:\n  DL3026:\n    severity: ^", "off", "error")]
    [InlineData("overrides:\n  - ^", "files: ", "rules:")]
    [InlineData("overrides:\n  - files: [a]\n    ^", "files: ", "rules:")]
    [InlineData("overrides:\n  - files: [a]\n    rules:\n      ^", "DL3009: ")]
    [InlineData("overrides:\n- files: [a]\n  rules: {DL3009: ^", "off")]
    [InlineData("label-schema:\n  maintainer: ^", "text", "email")]
    public void Proposals(string marked, params string[] expected)
    {
        var proposals = Help(".dockerlsp.yaml", marked).GetProposals().Select(p => p.Text).ToList();
        Assert.All(expected, text => Assert.Contains(text, proposals));
    }

    [Theory]
    [InlineData("^", "ignored:")]
    [InlineData("ignored:\n  - ^", "DL3009")]
    [InlineData("ignored:\n- DL^", "DL3009")]
    [InlineData("ignored: [^", "DL3009")]
    [InlineData("override:\n  ^", "error: ")]
    [InlineData("override:\n  error:\n    - ^", "DL3009")]
    [InlineData("failure-threshold: ^", "style", "none")]
    public void Proposals_for_hadolint(string marked, params string[] expected)
    {
        var proposals = Help(".hadolint.yaml", marked).GetProposals().Select(p => p.Text).ToList();
        Assert.All(expected, text => Assert.Contains(text, proposals));
    }

    [Theory]
    [InlineData("# la^")]
    [InlineData("root: true # ^")]
    [InlineData("unknown:\n  ^")]
    [InlineData("overrides:\n  - files: ^")]
    public void Nothing_where_nothing_fits(string marked) => Assert.Empty(Help(".dockerlsp.yaml", marked).GetProposals());

    [Theory]
    [InlineData(".dockerlsp.yaml", "rules:\n  DL30^09: off\n", "**DL3009** · The index of apt")]
    [InlineData(".dockerlsp.yaml", "rules: {DL30^26: off}\n", "`allowed-registries`")]
    [InlineData(".dockerlsp.yaml", "lay^ering: merge\n", "**layering** · The shape")]
    [InlineData(".hadolint.yaml", "ignored:\n  - DL3^009\n", "docs/rules/DL3009.md")]
    public void Words_are_explained(string name, string marked, string part) => Assert.Contains(part, Help(name, marked).Explain() ?? "", StringComparison.Ordinal);

    [Theory]
    [InlineData("^")]
    [InlineData("layering: mer^ge")]
    [InlineData("# DL30^09")]
    [InlineData("DL30^09: off")]
    public void Others_are_not(string marked) => Assert.Null(Help(".dockerlsp.yaml", marked).Explain());

    /// <summary>No place of any beginning of a file makes it throw.</summary>
    [Fact]
    public void Broken_text_is_taken()
    {
        const string Text = "rules: {DL3009: off}, ]: [{\n - - x: }\n\t- :\r\noverrides:\n  - files: [a, \"b\n    rules:\n      DL3026: {severity: on, \n";
        for (var length = 0; length <= Text.Length; length++)
        {
            for (var offset = 0; offset <= length; offset++)
            {
                var help = ConfigurationHelp.At("/w/.dockerlsp.yaml", SourceText.From(Text[..length]), offset);
                Assert.NotNull(help.GetProposals().ToList());
                Assert.InRange(help.Word.Start, 0, offset);
                help.Explain();
            }
        }
    }

    private static ConfigurationHelp Help(string name, string marked)
    {
        var offset = marked.IndexOf('^', StringComparison.Ordinal);
        return ConfigurationHelp.At(Path.Combine("/w", name), SourceText.From(marked.Remove(offset, 1)), offset);
    }
}
