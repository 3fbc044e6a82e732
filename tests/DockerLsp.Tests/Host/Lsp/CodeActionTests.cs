using System.Text.Json.Nodes;
using DockerLsp.Engine.Text;
using DockerLsp.Tests.Host.Cli;

namespace DockerLsp.Tests.Host.Lsp;

public class CodeActionTests
{
    private const string Uri = "file:///w/Dockerfile";

    /// <summary>Merged it has one step, self-contained it has two.</summary>
    private const string TwoInstalls = Samples.Bad + "RUN apt-get install -y git\n";

    public static TheoryData<string> Servers => LspSession.Servers();

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task Each_finding_with_fixes_has_exactly_one_preferred_action(string server)
    {
        await using var session = await OpenAsync(server, Clients.Full);
        foreach (var diagnostic in await session.DiagnosticsAsync(Uri, 3))
        {
            var actions = await GetActionsAsync(session, diagnostic?["range"]?.ToJsonString(), """["quickfix"]""");
            var own = actions.Where(action => action["diagnostics"] is JsonArray mended && mended.Any(one => JsonNode.DeepEquals(one, diagnostic))
                && action["edit"] is not null && !((string?)action["title"] ?? "").StartsWith("Ignore ", StringComparison.Ordinal)).ToList();
            Assert.Equal(own.Count == 0 ? 0 : 1, own.Count(action => (bool?)action["isPreferred"] == true));
            Assert.All(own, action => Assert.NotEqual(Samples.Bad, Apply(action["edit"])));
        }
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task Edits_are_for_the_version_where_the_client_takes_versions(string server)
    {
        await using var session = await OpenAsync(server, Clients.Full);
        var action = (await GetActionsAsync(session, Everything, """["quickfix"]"""))[0];
        Assert.Equal(3, (int?)action["edit"]?["documentChanges"]?[0]?["textDocument"]?["version"]);
        await using var plain = await OpenAsync(server, """{"textDocument":{"codeAction":{"codeActionLiteralSupport":{}}}}""");
        action = (await GetActionsAsync(plain, Everything, """["quickfix"]"""))[0];
        Assert.NotNull(action["edit"]?["changes"]?[Uri]);
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task Fix_all_is_what_the_command_line_does(string server)
    {
        var expected = Run.On(Samples.Bad, "fix", "-").Text;
        await using var lazy = await OpenAsync(server, Clients.Full);
        var action = Assert.Single(await GetActionsAsync(lazy, Everything, """["source.fixAll"]"""));
        Assert.Equal("source.fixAll.dockerlsp", (string?)action["kind"]);
        Assert.Null(action["edit"]);
        Assert.Equal(expected, Apply((await lazy.RequestAsync("codeAction/resolve", action.ToJsonString()))["edit"]));

        await using var eager = await OpenAsync(server, """{"textDocument":{"codeAction":{"codeActionLiteralSupport":{}}}}""");
        action = Assert.Single(await GetActionsAsync(eager, Everything, """["source.fixAll.dockerlsp"]"""));
        Assert.Equal(expected, Apply(action["edit"]));
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task The_layering_is_taken_from_the_initialization_options(string server)
    {
        // The client has no settings to say anything else.
        await using var session = await OpenAsync(server, Clients.Full, """{"layering":"merge"}""", TwoInstalls);
        await AssertFixAllAsync(session, "merge");
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task Changed_settings_change_the_layering_of_open_documents(string server)
    {
        await using var session = await OpenAsync(server, Clients.Full, text: TwoInstalls);
        await session.WaitAsync(message => (string?)message["method"] == "client/registerCapability");
        await session.DiagnosticsAsync(Uri, 3);
        await SetLayeringToMergeAsync(session);
        await AssertFixAllAsync(session, "merge");
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task An_action_that_was_offered_under_other_settings_is_resolved_under_those_that_hold(string server)
    {
        await using var session = await OpenAsync(server, Clients.Full, text: TwoInstalls);
        await session.WaitAsync(message => (string?)message["method"] == "client/registerCapability");
        await session.DiagnosticsAsync(Uri, 3);
        var action = Assert.Single(await GetActionsAsync(session, Everything, """["source"]"""));
        await SetLayeringToMergeAsync(session);
        await AssertFixAllAsync(session, "merge", action);
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task An_action_of_an_older_text_is_not_resolved(string server)
    {
        await using var session = await OpenAsync(server, Clients.Full);
        var action = Assert.Single(await GetActionsAsync(session, Everything, """["source"]"""));
        await session.NotifyAsync("textDocument/didChange", $$$"""{"textDocument":{"uri":"{{{Uri}}}","version":4},"contentChanges":[{"text":"FROM x"}]}""");
        Assert.Equal(-32801, (int?)(await session.RequestRawAsync("codeAction/resolve", action.ToJsonString()))["error"]?["code"]);
    }

    [FindingsTheory]
    [InlineData("""["refactor"]""", "refactor.rewrite")]
    [InlineData("""["refactor.rewrite"]""", "refactor.rewrite")]
    [InlineData("""["quickfix"]""", "quickfix")]
    [InlineData("""["source"]""", "source.fixAll.dockerlsp")]
    [InlineData("""["source.organizeImports"]""", null)]
    [InlineData("""["quick"]""", null)]
    [InlineData("[]", null)]
    public async Task Only_the_kinds_asked_for_are_given(string only, string? kind)
    {
        await using var session = await OpenAsync("in process", Clients.Full);
        Assert.All(await GetActionsAsync(session, Everything, only), action => Assert.Equal(kind, (string?)action["kind"]));
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task What_silences_and_what_may_change_the_build_comes_last(string server)
    {
        await using var session = await OpenAsync(server, Clients.Full);
        var titles = (await GetActionsAsync(session, Everything, """["quickfix"]""")).Select(action => (string?)action["title"] ?? "").ToList();
        var firstIgnore = titles.FindIndex(title => title.StartsWith("Ignore ", StringComparison.Ordinal));
        Assert.True(firstIgnore > 0);
        Assert.All(titles.Skip(firstIgnore), title => Assert.StartsWith("Ignore ", title, StringComparison.Ordinal));
        Assert.Contains(titles, title => title.EndsWith(" in this file", StringComparison.Ordinal));
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task All_findings_of_a_kind_are_fixed_at_once(string server)
    {
        const string Lists = "FROM debian:12\nRUN apt-get update && apt-get install -y curl\nUSER x\nRUN apt-get update && apt-get install -y git\n";
        foreach (var capabilities in new[] { Clients.Full, """{"textDocument":{"codeAction":{"codeActionLiteralSupport":{}}}}""" })
        {
            await using var session = await OpenAsync(server, capabilities, text: Lists);
            var actions = await GetActionsAsync(session, """{"start":{"line":1,"character":0},"end":{"line":1,"character":50}}""", """["quickfix"]""");
            var action = Assert.Single(actions, one => (string?)one["title"] == "Fix all 2 of DL3009 in this file");
            var edit = action["edit"] ?? (await session.RequestAsync("codeAction/resolve", action.ToJsonString()))["edit"];
            Assert.Equal(2, Apply(edit, Lists).Split("rm -rf /var/lib/apt/lists").Length - 1);
        }
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task Edits_that_may_change_the_build_are_confirmed_where_the_client_can_ask(string server)
    {
        const string Chain = "FROM debian:12\nRUN true && false\n";
        const string Selection = """{"start":{"line":1,"character":0},"end":{"line":1,"character":0}}""";
        var asking = Clients.Full.Replace("\"documentChanges\":true", "\"documentChanges\":true,\"changeAnnotationSupport\":{}", StringComparison.Ordinal);
        foreach (var (capabilities, asks) in new[] { (asking, true), (Clients.Full, false) })
        {
            await using var session = await OpenAsync(server, capabilities, text: Chain);
            var action = Assert.Single(await GetActionsAsync(session, Selection, """["refactor"]"""), one => ((string?)one["title"] ?? "").StartsWith("Split", StringComparison.Ordinal));
            Assert.Equal(asks, (bool?)action["edit"]?["changeAnnotations"]?["unsafe"]?["needsConfirmation"] ?? false);
            Assert.Equal(asks ? "unsafe" : null, (string?)action["edit"]?["documentChanges"]?[0]?["edits"]?[0]?["annotationId"]);
        }
    }

    [FindingsFact]
    public async Task Without_a_wish_all_kinds_are_given()
    {
        await using var session = await OpenAsync("in process", Clients.Full);
        foreach (var only in new[] { "null", """[""]""" })
        {
            var kinds = (await GetActionsAsync(session, Everything, only)).Select(action => (string?)action["kind"]).ToList();
            Assert.Contains("quickfix", kinds);
            Assert.Contains("source.fixAll.dockerlsp", kinds);
        }
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task A_client_that_knows_no_actions_gets_commands(string server)
    {
        await using var session = await OpenAsync(server, Clients.Old);
        var command = (await GetActionsAsync(session, Everything, """["quickfix"]"""))[0];
        Assert.Equal("dockerlsp.applyEdit", (string?)command["command"]);
        await session.RequestAsync("workspace/executeCommand", new JsonObject
        {
            ["command"] = "dockerlsp.applyEdit",
            ["arguments"] = command["arguments"]?.DeepClone(),
        }.ToJsonString());
        var request = await session.WaitAsync(message => (string?)message["method"] == "workspace/applyEdit");
        Assert.NotEqual(Samples.Bad, Apply(request["params"]?["edit"]));
    }

    private const string Everything = """{"start":{"line":0,"character":0},"end":{"line":99,"character":0}}""";

    /// <summary>Changes the settings, and waits for the same version again, analysed under them.</summary>
    private static async Task SetLayeringToMergeAsync(LspSession session)
    {
        int CountSent() => session.Received.Count(message => (int?)message["params"]?["version"] == 3);

        // Findings of other programs may come at any time, too.
        var before = CountSent();
        session.Settings = JsonNode.Parse("""{"layering":"merge"}""");
        await session.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");
        await session.WaitAsync(_ => CountSent() > before);
    }

    /// <summary>Compares with the command line on a text where the layerings differ.</summary>
    private static async Task AssertFixAllAsync(LspSession session, string layering, JsonNode? action = null)
    {
        action ??= Assert.Single(await GetActionsAsync(session, Everything, """["source.fixAll"]"""));
        var expected = Run.On(TwoInstalls, "fix", "--layering", layering, "-").Text;
        Assert.NotEqual(Run.On(TwoInstalls, "fix", "-").Text, expected);
        Assert.Equal(expected, Apply((await session.RequestAsync("codeAction/resolve", action.ToJsonString()))["edit"], TwoInstalls));
    }

    private static async Task<LspSession> OpenAsync(string server, string capabilities, string options = "null", string text = Samples.Bad)
    {
        var session = await LspSession.StartAsync(server, capabilities, options);
        await session.OpenAsync(Uri, text, 3);
        return session;
    }

    private static async Task<IReadOnlyList<JsonNode>> GetActionsAsync(LspSession session, string? range, string only) =>
        [.. ((JsonArray)await session.RequestAsync("textDocument/codeAction",
            $$$"""{"textDocument":{"uri":"{{{Uri}}}"},"range":{{{range}}},"context":{"diagnostics":[],"only":{{{only}}}}}""")).OfType<JsonNode>()];

    private static string Apply(JsonNode? edit, string original = Samples.Bad)
    {
        var edits = edit?["documentChanges"]?[0]?["edits"] as JsonArray ?? edit?["changes"]?[Uri] as JsonArray ?? throw new InvalidDataException();
        var text = SourceText.From(original);
        return text.WithChanges([.. edits.Select(one => new TextChange(
            TextSpan.FromBounds(GetOffset(text, one?["range"]?["start"]), GetOffset(text, one?["range"]?["end"])), (string?)one?["newText"] ?? ""))]).ToString();
    }

    private static int GetOffset(SourceText text, JsonNode? position) =>
        text.GetOffset(new LinePosition((int?)position?["line"] ?? 0, (int?)position?["character"] ?? 0));
}
