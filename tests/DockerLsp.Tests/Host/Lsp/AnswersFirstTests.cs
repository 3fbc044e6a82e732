using System.Text.Json.Nodes;

namespace DockerLsp.Tests.Host.Lsp;

/// <summary>Somebody waits for an answer; nobody has asked for findings, which may be many.</summary>
public class AnswersFirstTests
{
    /// <summary>In no folder that something could turn out about.</summary>
    private const string Uri = "untitled:Dockerfile";

    /// <summary>A request that stays open until the client has taken an edit.</summary>
    private const string Endless = """{"command":"dockerlsp.applyEdit","arguments":[{"changes":{}}]}""";

    [Fact]
    public async Task What_is_asked_right_after_a_key_is_answered_before_its_findings_are_sent()
    {
        const string Document = "{\"textDocument\":{\"uri\":\"" + Uri + "\"}";
        const string Position = ",\"position\":{\"line\":1,\"character\":4}";
        const string Range = ",\"range\":{\"start\":{\"line\":1,\"character\":5},\"end\":{\"line\":1,\"character\":9}}";
        await using var session = await OpenAsync(new Clock(isStopped: true));
        await session.SendRawAsync(
        [
            .. Key(2),
            .. Request(9001, "textDocument/hover", Document + Position + "}"),
            .. Request(9002, "textDocument/codeAction", Document + Range + ",\"context\":{\"diagnostics\":[]}}"),
            .. Request(9003, "textDocument/completion", Document + Position + "}"),
            .. Request(9004, "textDocument/documentSymbol", Document + "}"),
            .. Request(9005, "textDocument/foldingRange", Document + "}"),
        ]);
        await session.DiagnosticsAsync(Uri, 2);
        var order = session.Received.Select(Describe).OfType<string>().ToArray();
        Assert.Equal(["9001", "9002", "9003", "9004", "9005", "findings of 2"], order.SkipWhile(o => o != "findings of 1").Skip(1).Order(StringComparer.Ordinal));
        Assert.Equal("findings of 2", order[^1]);
        Assert.All(session.Received, message => Assert.Null(message["error"]));
    }

    [Fact]
    public async Task Findings_wait_no_longer_than_anybody_would_notice()
    {
        await using var session = await OpenAsync(new Clock(isStopped: false));
        await session.SendRawAsync([.. Key(2), .. Request(9001, "workspace/executeCommand", Endless)]);
        await session.DiagnosticsAsync(Uri, 2);
        Assert.DoesNotContain("9001", session.Received.Select(Describe));
    }

    [Fact]
    public async Task Findings_do_not_wait_for_what_was_asked_before_the_key()
    {
        await using var session = await OpenAsync(new Clock(isStopped: true));
        await session.SendRawAsync(Request(9001, "workspace/executeCommand", Endless));
        await session.WaitAsync(message => (string?)message["method"] == "workspace/applyEdit");
        await session.SendRawAsync(Key(2));
        await session.DiagnosticsAsync(Uri, 2);
        Assert.DoesNotContain("9001", session.Received.Select(Describe));
    }

    [Fact]
    public async Task Findings_of_one_key_wait_and_then_those_of_the_next_do_not()
    {
        await using var session = await OpenAsync(new Clock(isStopped: true));
        await session.SendRawAsync([.. Key(2), .. Request(9001, "workspace/executeCommand", Endless)]);
        await session.WaitAsync(message => (string?)message["method"] == "workspace/applyEdit");
        await session.SendRawAsync([.. Key(3), .. Request(9002, "workspace/executeCommand", Endless)]);
        await session.DiagnosticsAsync(Uri, 3);
        Assert.DoesNotContain("findings of 2", session.Received.Select(Describe));
    }

    private static async Task<LspSession> OpenAsync(Clock clock)
    {
        var session = await LspSession.StartAsync("in process", Clients.Full, time: clock);
        session.Unanswered = "workspace/applyEdit";
        await session.OpenAsync(Uri, Samples.Bad);
        await session.DiagnosticsAsync(Uri, 1);
        return session;
    }

    private static byte[] Key(int version) => LspSession.Frame(
        """{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"URI","version":VERSION},"contentChanges":[{"range":{"start":{"line":1,"character":4},"end":{"line":1,"character":4}},"text":"x"}]}}"""
            .Replace("URI", Uri, StringComparison.Ordinal).Replace("VERSION", $"{version}", StringComparison.Ordinal));

    private static byte[] Request(int id, string method, string parameters) =>
        LspSession.Frame($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");

    private static string? Describe(JsonNode message) => (string?)message["method"] switch
    {
        "textDocument/publishDiagnostics" => $"findings of {message["params"]?["version"]}",
        null => $"{message["id"]}",
        _ => null,
    };

    /// <summary>One on which no time passes, or on which any time has passed at once.</summary>
    private sealed class Clock(bool isStopped) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (!isStopped && dueTime != Timeout.InfiniteTimeSpan)
            {
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            }

            return new UnusedTimer();
        }
    }
}
