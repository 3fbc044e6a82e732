using System.Text.Json.Nodes;
using DockerLsp.Tests.Host.Programs;

namespace DockerLsp.Tests.Host.Lsp;

/// <summary>ShellCheck's findings come when they come, and hold up nothing else.</summary>
public class LateFindingsTests
{
    private const string Uri = "file:///w/Dockerfile";
    private const string Text = "FROM debian:12\nRUN cd /a; echo $A\n";

    private static readonly string LongText = Text + string.Concat(Enumerable.Repeat("RUN cd /b\n", 600));

    private readonly FakeChecker checker = new();

    [Fact]
    public async Task They_are_pushed_after_the_others_for_the_same_version()
    {
        var gate = new TaskCompletionSource();
        checker.Gate = gate.Task;
        await using var session = await LspSession.StartAsync("in process", checker: checker);
        await session.OpenAsync(Uri, Text, 3);
        Assert.DoesNotContain("SC2999", Codes(await session.DiagnosticsAsync(Uri, 3)));
        gate.SetResult();
        var message = await session.WaitAsync(m => (string?)m["method"] == "textDocument/publishDiagnostics" && m.ToJsonString().Contains("SC2999", StringComparison.Ordinal));
        Assert.Equal(3, (int?)message["params"]?["version"]);
        Assert.Contains("DL3003", Codes(message["params"]?["diagnostics"]));
    }

    [Fact]
    public async Task An_edit_elsewhere_keeps_them()
    {
        await using var session = await OpenAsync(Text);
        // Nothing is answered any more: what is known must do.
        checker.Gate = new TaskCompletionSource().Task;
        await session.NotifyAsync("textDocument/didChange", $$$"""{"textDocument":{"uri":"{{{Uri}}}","version":2},"contentChanges":[{"text":"# new\n{{{Text.Replace("\n", "\\n", StringComparison.Ordinal)}}}"}]}""");
        Assert.Contains("SC2999", Codes(await session.DiagnosticsAsync(Uri, 2)));
    }

    [Fact]
    public async Task Known_ones_of_a_long_file_come_behind_its_first_findings()
    {
        await using var session = await OpenAsync(LongText);
        const string Again = "file:///w/Again.Dockerfile";
        await session.OpenAsync(Again, LongText);
        Assert.DoesNotContain("SC2999", Codes(await session.DiagnosticsAsync(Again, 1)));
        await session.WaitAsync(m => m.ToJsonString() is var json && json.Contains("Again", StringComparison.Ordinal) && json.Contains("SC2999", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_settings_do_not_hide_those_of_a_long_file_for_a_moment()
    {
        await using var session = await OpenAsync(LongText);
        var before = session.Received.Count;
        await session.NotifyAsync("workspace/didChangeConfiguration", """{"settings":{"dockerlsp":{"rules":{"DL3003":"off"}}}}""");
        await session.WaitAsync(m => Publishes(m) && !m.ToJsonString().Contains("DL3003", StringComparison.Ordinal));
        Assert.All(session.Received.Skip(before).Where(Publishes), m => Assert.Contains("SC2999", Codes(m["params"]?["diagnostics"])));
    }

    [Fact]
    public async Task A_large_paste_does_not_hide_those_of_the_text_around_it()
    {
        await using var session = await OpenAsync(LongText);
        // Nothing is answered any more: what is known must do.
        checker.Gate = new TaskCompletionSource().Task;
        var paste = string.Concat(Enumerable.Repeat("# more of it\\n", 5000));
        await session.NotifyAsync("textDocument/didChange", $$$"""{"textDocument":{"uri":"{{{Uri}}}","version":2},"contentChanges":[{"range":{"start":{"line":2,"character":0},"end":{"line":2,"character":0}},"text":"{{{paste}}}"}]}""");
        Assert.Contains("SC2999", Codes(await session.DiagnosticsAsync(Uri, 2)));
    }

    [Fact]
    public async Task A_client_that_pulls_is_asked_to_pull_again()
    {
        await using var session = await LspSession.StartAsync("in process", Clients.Pulling, checker: checker);
        await session.OpenAsync(Uri, Text);
        var first = await session.RequestAsync("textDocument/diagnostic", $$$"""{"textDocument":{"uri":"{{{Uri}}}"}}""");
        await session.WaitAsync(m => (string?)m["method"] == "workspace/diagnostic/refresh");
        var second = await session.RequestAsync("textDocument/diagnostic", $$$"""{"textDocument":{"uri":"{{{Uri}}}"},"previousResultId":"{{{(string?)first["resultId"]}}}"}""");
        Assert.Equal("full", (string?)second["kind"]);
        Assert.Contains("SC2999", Codes(second["items"]));
    }

    [Fact]
    public async Task In_a_workspace_that_is_not_trusted_nothing_is_run()
    {
        await using var session = await LspSession.StartAsync("in process", options: """{"trustedWorkspace":false}""", checker: checker);
        await session.OpenAsync(Uri, Text);
        await session.DiagnosticsAsync(Uri, 1);
        await session.RequestAsync("shutdown", "null");
        Assert.Empty(checker.Checked);
    }

    /// <summary>A session in which a text is open and has been checked.</summary>
    private async Task<LspSession> OpenAsync(string text)
    {
        var session = await LspSession.StartAsync("in process", checker: checker);
        await session.OpenAsync(Uri, text);
        await session.WaitAsync(m => m.ToJsonString().Contains("SC2999", StringComparison.Ordinal));
        return session;
    }

    private static bool Publishes(JsonNode message) => (string?)message["method"] == "textDocument/publishDiagnostics";

    private static IEnumerable<string?> Codes(JsonNode? diagnostics) => (diagnostics as JsonArray ?? []).Select(d => (string?)d?["code"]);
}
