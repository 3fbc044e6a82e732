using DockerLsp.Files;

namespace DockerLsp.Tests.Host.Files;

/// <summary>A rule is switched off in a configuration file that somebody wrote.</summary>
public sealed class ConfigurationEditTests
{
    [Theory]
    [InlineData("", "rules:\n  DL3009: off\n")]
    [InlineData("root: true", "root: true\nrules:\n  DL3009: off\n")]
    [InlineData("# ours\nroot: true # really\n", "# ours\nroot: true # really\nrules:\n  DL3009: off\n")]
    [InlineData("rules:\n  # versions move\n  DL3008: off\nroot: true\n", "rules:\n  # versions move\n  DL3009: off\n  DL3008: off\nroot: true\n")]
    [InlineData("rules:\n    DL3008: off", "rules:\n    DL3009: off\n    DL3008: off")]
    [InlineData("rules: # none yet\nroot: true\n", "rules: # none yet\n  DL3009: off\nroot: true\n")]
    [InlineData("rules: {}\n", "rules: {DL3009: off}\n")]
    [InlineData("rules: { DL3008: off }\n", "rules: { DL3009: off, DL3008: off }\n")]
    [InlineData("rules: {DL3009: error}\n", "rules: {DL3009: off}\n")]
    [InlineData("rules:\n  dl3009: \"error\" # loud\n", "rules:\n  dl3009: off # loud\n")]
    [InlineData("rules:\n  DL3009: {severity: info}\n", "rules:\n  DL3009: {severity: off}\n")]
    [InlineData("root: true\r\nrules:\r\n  DL3008: off\r\n", "root: true\r\nrules:\r\n  DL3009: off\r\n  DL3008: off\r\n")]
    [InlineData("rules:\n  DL3: error\n", "rules:\n  DL3009: off\n  DL3: error\n")]
    public void In_a_file_of_ours(string text, string expected) => Assert.Equal(expected, SwitchOff(".dockerlsp.yaml", text));

    [Theory]
    [InlineData("", "ignored:\n  - DL3009\n")]
    [InlineData("failure-threshold: error\n", "failure-threshold: error\nignored:\n  - DL3009\n")]
    [InlineData("ignored:\n  - DL3008\n", "ignored:\n  - DL3009\n  - DL3008\n")]
    [InlineData("ignored:\n- DL3008 # versions move\n", "ignored:\n- DL3009\n- DL3008 # versions move\n")]
    [InlineData("ignored: [DL3008]\n", "ignored: [DL3009, DL3008]\n")]
    [InlineData("ignored: []\n", "ignored: [DL3009]\n")]
    public void In_a_file_of_hadolint(string text, string expected) => Assert.Equal(expected, SwitchOff(".hadolint.yaml", text));

    [Theory]
    [InlineData(".dockerlsp.yaml", "rules: [DL3008]\n")]
    [InlineData(".dockerlsp.yaml", "rulez: {}\n")]
    [InlineData(".dockerlsp.yaml", "{root: true}\n")]
    [InlineData(".dockerlsp.yaml", "root: true\n...\n")]
    [InlineData(".dockerlsp.yaml", "a: &a\n  DL3008: off\nrules: *a\n")]
    [InlineData(".dockerlsp.yaml", "- x\n")]
    [InlineData(".dockerlsp.yaml", "rules:\n  DL3009: {}\n")]
    [InlineData(".dockerlsp.yaml", "rules: |\n  text\n")]
    [InlineData(".hadolint.yaml", "ignored: DL3008\n")]
    public void Refused_where_no_single_edit_says_it(string name, string text) => Assert.Null(SwitchOff(name, text));

    private static string? SwitchOff(string name, string text) =>
        ConfigurationEdit.SwitchOff(Path.Combine("/w", name), text, "DL3009") is { } change
            ? text.Remove(change.Span.Start, change.Span.Length).Insert(change.Span.Start, change.NewText)
            : null;
}
