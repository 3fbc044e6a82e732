using System.Text.Json.Nodes;

namespace DockerLsp.Tests.Host.Lsp;

/// <summary>What sessions do with documents. The findings are compared with those of a fresh session, so any rules will do.</summary>
public class DocumentTests
{
    private const string Uri = "file:///w/Dockerfile";

    public static TheoryData<string> Servers => LspSession.Servers();

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task Findings_are_pushed_with_their_version_and_all_fields(string server)
    {
        await using var session = await LspSession.StartAsync(server, Clients.Full);
        await session.OpenAsync(Uri, Samples.Bad, 7);
        var diagnostics = await session.DiagnosticsAsync(Uri, 7);
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, diagnostic =>
        {
            Assert.Equal("dockerlsp", (string?)diagnostic?["source"]);
            Assert.NotNull((string?)diagnostic?["code"]);
            Assert.StartsWith("https://", (string?)diagnostic?["codeDescription"]?["href"], StringComparison.Ordinal);
            Assert.InRange((int?)diagnostic?["severity"] ?? 0, 1, 4);
        });
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task Changes_of_one_notification_refer_each_to_the_former(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        await session.OpenAsync(Uri, "FROM debian:12\n");
        // Three insertions that make up the bad sample, the last ones in text that the first ones made.
        await session.NotifyAsync("textDocument/didChange", Change(2,
            Edit(1, 0, 1, 0, "RUN apt-get\nRUN apt-get install -y curl\n"),
            Edit(1, 11, 1, 11, " updatXe"),
            Edit(1, 17, 1, 18, "")));
        await AssertFindingsOf(session, Samples.Bad, 2);
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task The_whole_text_may_be_replaced(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        await session.OpenAsync(Uri, "x");
        await session.NotifyAsync("textDocument/didChange", Change(2, new JsonObject { ["text"] = "FROM a\n" }, new JsonObject { ["text"] = Samples.Bad }));
        await AssertFindingsOf(session, Samples.Bad, 2);
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task A_large_paste_can_be_typed_into_and_taken_back(string server)
    {
        var paste = string.Concat(Enumerable.Repeat("RUN cd /a\nRUN cd /b && ls\n", 3000));
        await using var session = await LspSession.StartAsync(server);
        await session.OpenAsync(Uri, Samples.Bad);
        await session.NotifyAsync("textDocument/didChange", Change(2, Edit(1, 0, 1, 0, paste)));
        var text = Samples.Bad.Insert(Samples.Bad.IndexOf('\n', StringComparison.Ordinal) + 1, paste);
        await AssertFindingsOf(session, text, 2);
        await session.NotifyAsync("textDocument/didChange", Change(3, Edit(0, 0, 0, 0, "# a\n")));
        await AssertFindingsOf(session, "# a\n" + text, 3);
        await session.NotifyAsync("textDocument/didChange", Change(4, Edit(0, 0, 1, 0, ""), Edit(1, 0, 6001, 0, "")));
        await AssertFindingsOf(session, Samples.Bad, 4);
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task Ranges_outside_the_text_and_reversed_ones_are_taken_as_the_nearest(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        await session.OpenAsync(Uri, "FROM debian:12\nRUN apt-get update\n");
        await session.NotifyAsync("textDocument/didChange", Change(2, Edit(999, 4_000_000_000, 5000, 0, "RUN apt-get install -y curl\n")));
        await AssertFindingsOf(session, Samples.Bad, 2);
        await session.NotifyAsync("textDocument/didChange", Change(3, Edit(0, 4, 0, 0, "FROM")));
        await AssertFindingsOf(session, Samples.Bad, 3);
        await session.NotifyAsync("textDocument/didChange", Change(4, Edit(-3, -3, 0, -1, "")));
        await AssertFindingsOf(session, Samples.Bad, 4);
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task A_flood_of_edits_ends_at_the_last_text(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        await session.OpenAsync(Uri, "");
        var version = 1;
        foreach (var character in Samples.Bad)
        {
            // Each change goes to the end, wherever that is by now.
            await session.NotifyAsync("textDocument/didChange", Change(++version, Edit(999, 0, 999, 0, character.ToString())));
        }

        await AssertFindingsOf(session, Samples.Bad, version);
        int?[] versions = [.. session.Received.Where(message => (string?)message["method"] == "textDocument/publishDiagnostics").Select(message => (int?)message["params"]?["version"])];
        Assert.Equal(versions.Order(), versions);
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task A_client_that_loses_count_is_put_up_with(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        // Changed and closed before it is open.
        await session.NotifyAsync("textDocument/didChange", Change(1, Edit(0, 0, 0, 0, "x")));
        await session.NotifyAsync("textDocument/didClose", $$$"""{"textDocument":{"uri":"{{{Uri}}}"}}""");
        // Opened twice, and changed without a version.
        await session.OpenAsync(Uri, "FROM x\n", 1);
        await session.OpenAsync(Uri, "FROM debian:12\nRUN apt-get update\n", 5);
        await session.NotifyAsync("textDocument/didChange", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri },
            ["contentChanges"] = new JsonArray(Edit(2, 0, 2, 0, "RUN apt-get install -y curl\n")),
        }.ToJsonString());
        var message = await session.WaitAsync(message => (string?)message["method"] == "textDocument/publishDiagnostics"
            && message["params"]?["version"] is null && message["params"]?["diagnostics"] is JsonArray { Count: > 0 });
        Assert.Equal(await GetFindingsAsync(Samples.Bad), Describe(message["params"]?["diagnostics"]));
        // A notification that does not fit is dropped.
        await session.NotifyAsync("textDocument/didChange", """{"textDocument":"x"}""");
        await session.NotifyAsync("textDocument/didChange", Change(9, Edit(0, 0, 0, 0, "")));
        await AssertFindingsOf(session, Samples.Bad, 9);
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task Closing_takes_the_findings_back(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        await session.OpenAsync(Uri, Samples.Bad);
        await session.DiagnosticsAsync(Uri, 1);
        await session.NotifyAsync("textDocument/didClose", $$$"""{"textDocument":{"uri":"{{{Uri}}}"}}""");
        await session.WaitAsync(message => (string?)message["method"] == "textDocument/publishDiagnostics"
            && message["params"]?["diagnostics"] is JsonArray { Count: 0 });
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task A_client_that_pulls_gets_the_same_and_nothing_is_pushed(string server)
    {
        await using var session = await LspSession.StartAsync(server, Clients.Pulling);
        await session.OpenAsync(Uri, Samples.Bad);
        var report = await PullAsync(session, null);
        Assert.Equal("full", (string?)report["kind"]);
        Assert.Equal(await GetFindingsAsync(Samples.Bad), Describe(report["items"]));
        var again = await PullAsync(session, (string?)report["resultId"]);
        Assert.Equal("unchanged", (string?)again["kind"]);
        Assert.Null(again["items"]);
        await session.NotifyAsync("textDocument/didChange", Change(2, Edit(0, 0, 0, 0, "# x\n")));
        var changed = await PullAsync(session, (string?)report["resultId"]);
        Assert.Equal("full", (string?)changed["kind"]);
        Assert.DoesNotContain(session.Received, message => (string?)message["method"] == "textDocument/publishDiagnostics");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_pull_that_is_overtaken_asks_for_another(string server)
    {
        await using var session = await LspSession.StartAsync(server, Clients.Pulling);
        await session.OpenAsync(Uri, "FROM a\n");
        // In one piece, so that the change is there before the analysis can be done; either answer is right.
        await session.SendRawAsync(
        [
            .. LspSession.Frame($$$$"""{"jsonrpc":"2.0","id":9001,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":"{{{{Uri}}}}"}}}"""),
            .. LspSession.Frame($$$"""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{{Change(2, Edit(0, 0, 0, 0, "#"))}}}}"""),
        ]);
        var answer = await session.AnswerAsync(9001);
        Assert.True(answer["result"] is not null || ((int?)answer["error"]?["code"] == -32802 && (bool?)answer["error"]?["data"]?["retriggerRequest"] == true));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_pull_for_a_closed_document_is_empty(string server)
    {
        await using var session = await LspSession.StartAsync(server, Clients.Pulling);
        Assert.Empty((await PullAsync(session, "1"))["items"] as JsonArray ?? throw new InvalidDataException());
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Any_position_is_answered(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        await session.OpenAsync(Uri, Samples.Bad);
        foreach (var (line, character) in new[] { (0L, 0L), (2, 1), (999, 5), (0, 4_294_967_295), (-1, -1), (long.MaxValue, long.MinValue) })
        {
            Assert.Null((await session.RequestRawAsync("textDocument/hover",
                $$$"""{"textDocument":{"uri":"{{{Uri}}}"},"position":{"line":{{{line}}},"character":{{{character}}}}}"""))["error"]);
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_cancelled_request_is_answered(string server)
    {
        await using var session = await LspSession.StartAsync(server, Clients.Old);
        session.Unanswered = "workspace/applyEdit";
        // A request that waits until it is cancelled, because the server waits for the client.
        await session.SendAsync("""{"jsonrpc":"2.0","id":9001,"method":"workspace/executeCommand","params":{"command":"dockerlsp.applyEdit","arguments":[{"changes":{}}]}}""");
        await session.WaitAsync(message => (string?)message["method"] == "workspace/applyEdit");
        await session.NotifyAsync("$/cancelRequest", """{"id":"unknown"}""");
        await session.NotifyAsync("$/cancelRequest", """{"id":9001}""");
        Assert.Equal(-32800, (int?)(await session.AnswerAsync(9001))["error"]?["code"]);
    }

    [Fact]
    public async Task Changed_settings_have_a_pulling_client_pull_again()
    {
        await using var session = await LspSession.StartAsync("in process", Clients.Pulling);
        await session.WaitAsync(message => (string?)message["method"] == "workspace/configuration");
        session.Settings = JsonNode.Parse("""{"layering":"cache-mount"}""");
        await session.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");
        await session.WaitAsync(message => (string?)message["method"] == "workspace/diagnostic/refresh");
    }

    private static async Task AssertFindingsOf(LspSession session, string text, int version) =>
        Assert.Equal(await GetFindingsAsync(text), Describe(await session.DiagnosticsAsync(Uri, version)));

    /// <summary>What a session that has seen nothing else finds.</summary>
    private static async Task<IEnumerable<string>> GetFindingsAsync(string text)
    {
        await using var session = await LspSession.StartAsync("in process");
        await session.OpenAsync(Uri, text);
        return Describe(await session.DiagnosticsAsync(Uri, 1));
    }

    private static IEnumerable<string> Describe(JsonNode? diagnostics) =>
        [.. ((JsonArray?)diagnostics ?? []).Select(diagnostic => $"{diagnostic?["code"]} {diagnostic?["range"]?.ToJsonString()} {diagnostic?["message"]}")];

    private static Task<JsonNode> PullAsync(LspSession session, string? previous) => session.RequestAsync("textDocument/diagnostic", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri },
        ["previousResultId"] = previous,
    }.ToJsonString());

    private static string Change(int version, params JsonObject[] edits) => new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = version },
        ["contentChanges"] = new JsonArray([.. edits]),
    }.ToJsonString();

    private static JsonObject Edit(long line, long character, long endLine, long endCharacter, string text) => new()
    {
        ["range"] = new JsonObject
        {
            ["start"] = new JsonObject { ["line"] = line, ["character"] = character },
            ["end"] = new JsonObject { ["line"] = endLine, ["character"] = endCharacter },
        },
        ["text"] = text,
    };
}
