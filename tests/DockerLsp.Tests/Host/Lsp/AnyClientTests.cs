using System.Text.Json.Nodes;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;
using DockerLsp.Tests.Repository;

namespace DockerLsp.Tests.Host.Lsp;

/// <summary>
/// Clients that can do little, count in other units, or leave things out: each gets answers that it can use. What the editors of
/// <c>Recorded</c> announce was written down when they started the server; what those of <c>Announced</c> do, which do not run on
/// Debian without more, was read in their published sources in November 2026.
/// </summary>
public class AnyClientTests
{
    private const string Uri = "file:///w/Dockerfile";

    // The emoji is 2 units of UTF-16, 4 bytes of UTF-8, and 1 code point.
    private const string Text = "FROM debian:12 AS build\nLABEL a=\"😀\" b=$X\nRUN echo \"😀\" && apt-get update\nRUN apt-get install -y curl\nFROM scratch\nCOPY --from=build /a /b\n";

    private static readonly string[] Questions =
    [
        "hover", "completion", "signatureHelp", "definition", "references", "documentHighlight", "prepareRename", "documentSymbol", "foldingRange", "documentLink",
        "semanticTokens/full", "linkedEditingRange", "codeAction", "codeLens", "inlayHint", "formatting", "rangeFormatting", "selectionRange", "rename",
    ];

    /// <summary>Names of clients; see <see cref="CapabilitiesOf"/>.</summary>
    public static TheoryData<string> Sets()
    {
        var sets = new TheoryData<string>();
        foreach (var name in (string[])["none", "old", "pulling", "full", "utf-8", "utf-32", .. Recorded])
        {
            sets.Add(name);
        }

        return sets;
    }

    private static IEnumerable<string> Recorded => Files.Select(file => Path.GetFileNameWithoutExtension(file) ?? "").Order(StringComparer.Ordinal);

    private static readonly string[] Folders = ["Recorded", "Announced"];

    private static IEnumerable<string> Files => Folders
        .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "tests", "DockerLsp.Tests", "Host", "Lsp", folder), "*.json"));

    /// <summary>The editors of docs/editors.md; VS Code itself is driven.</summary>
    [Theory]
    [InlineData("neovim")]
    [InlineData("helix")]
    [InlineData("eglot")]
    [InlineData("zed")]
    [InlineData("sublime-lsp")]
    [InlineData("kate")]
    [InlineData("lsp4ij")]
    public void The_editors_that_have_a_recipe_are_among_them(string editor) =>
        Assert.Contains(Recorded, name => name == editor || name.StartsWith(editor + "-", StringComparison.Ordinal));

    /// <summary>Kate asks for the repair of one problem over the whole text, and applies whatever it gets.</summary>
    [Theory]
    [InlineData("""{"code":"DLS1001","range":{"start":{"line":2,"character":16},"end":{"line":2,"character":30}}}""", "Refresh and clean up in each RUN")]
    [InlineData("""{"code":"DLS1002","range":{"start":{"line":3,"character":4},"end":{"line":3,"character":19}}}""", "Refresh and clean up in each RUN")]
    [InlineData("""{"code":"DLS1001","range":{"start":{"line":4,"character":0},"end":{"line":4,"character":3}}}""", null)]
    [InlineData("""{"code":7,"range":[]}""", null)]
    [InlineData("5", null)]
    public async Task One_problem_of_the_whole_text_gets_one_repair(string problem, string? title)
    {
        await using var session = await OpenAsync("kate-22.12.3");
        var actions = (JsonArray)await session.RequestAsync(
            "textDocument/codeAction",
            $$$"""{"textDocument":{"uri":"{{{Uri}}}"},"range":{"start":{"line":0,"character":0},"end":{"line":6,"character":0}},"context":{"diagnostics":[{{{problem}}}]}}""");
        Assert.Equal(title is null ? [] : [title], actions.Select(action => (string?)action?["title"]));
    }

    /// <summary>Positions are in the first unit that both know; in UTF-16 where nothing is said.</summary>
    [Theory]
    [InlineData("helix", "utf-8")]
    [InlineData("zed", "utf-16")]
    [InlineData("kate-22.12.3", "utf-16")]
    public async Task The_unit_of_positions_is_settled_with_the_client(string client, string encoding)
    {
        await using var session = await LspSession.StartAsync("in process", CapabilitiesOf(client));
        Assert.Equal(encoding, (string?)session.Capabilities["positionEncoding"]);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Every_question_is_answered(string client)
    {
        await using var session = await OpenAsync(client);
        foreach (var question in Questions)
        {
            for (var line = 0; line < 7; line++)
            {
                var answer = await session.RequestRawAsync($"textDocument/{question}", Parameters(line));
                // What cannot be renamed is said by an error.
                Assert.True(answer["error"] is null || question.Contains("ename", StringComparison.Ordinal), $"{question} in line {line}: {answer["error"]}");
            }
        }

        Assert.Null((await session.RequestRawAsync("workspace/symbol", """{"query":""}"""))["error"]);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task The_first_fix_comes_in_a_form_that_the_client_can_apply(string client)
    {
        await using var session = await OpenAsync(client);
        var actions = (JsonArray)await session.RequestAsync("textDocument/codeAction", Parameters(2));
        var first = actions.FirstOrDefault();
        if (client is "none" or "pulling")
        {
            // These take no edit in any form.
            Assert.Null(first);
            return;
        }

        var text = SourceText.From(Text);
        var fix = DockerfileAnalysis.Create(text, AnalysisOptions.Default).FindingsIn(TextSpan.FromBounds(text.GetLineStart(2), text.GetLineEnd(2)))
            .SelectMany(finding => finding.Fixes).First(one => one.Applicability == Applicability.Safe);
        Assert.Equal(fix.Title, (string?)first?["title"]);
        Assert.Equal(text.WithChanges([.. fix.Edits]).ToString(), Apply(session, await EditOfAsync(session, first)));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Texts_are_in_a_form_that_the_client_can_show(string client)
    {
        await using var session = await OpenAsync(client);
        var contents = (await session.RequestAsync("textDocument/hover", Parameters(2)))["contents"];
        var isMarkdown = (string?)contents?["kind"] == "markdown";
        Assert.Equal(!(CapabilitiesOf(client).Contains("plaintext", StringComparison.Ordinal) && !CapabilitiesOf(client).Contains("markdown", StringComparison.Ordinal)), isMarkdown);
        Assert.Equal(isMarkdown, ((string?)contents?["value"] ?? "").Contains("**", StringComparison.Ordinal));
        Assert.Contains("Layer 1 of", (string?)contents?["value"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Nothing_is_asked_of_a_client_that_did_not_offer_it(string client)
    {
        await using var session = await OpenAsync(client);
        await session.RequestAsync("textDocument/hover", Parameters(2));
        await session.RequestAsync("shutdown", "null");
        var capabilities = JsonNode.Parse(CapabilitiesOf(client));
        foreach (var request in session.Received.Where(message => message["method"] is not null && message["id"] is not null))
        {
            var offered = (string?)request["method"] switch
            {
                "workspace/configuration" => capabilities?["workspace"]?["configuration"],
                "workspace/applyEdit" => capabilities?["workspace"]?["applyEdit"],
                "workspace/diagnostic/refresh" => (capabilities?["workspace"]?["diagnostics"] ?? capabilities?["workspace"]?["diagnostic"])?["refreshSupport"],
                "client/registerCapability" when Registers(request, "workspace/didChangeWatchedFiles") => capabilities?["workspace"]?["didChangeWatchedFiles"]?["dynamicRegistration"],
                "client/registerCapability" when Registers(request, "workspace/didChangeConfiguration") => capabilities?["workspace"]?["didChangeConfiguration"]?["dynamicRegistration"],
                "client/registerCapability" when Registers(request, "textDocument/didOpen") => capabilities?["textDocument"]?["synchronization"]?["dynamicRegistration"],
                _ => null,
            };
            Assert.True((bool?)offered is true, request.ToJsonString());
        }
    }

    [Theory]
    [InlineData("utf-8", 18, 4)]
    [InlineData("utf-16", 16, 2)]
    [InlineData("utf-32", 15, 1)]
    public async Task Places_are_counted_in_the_units_of_the_client(string encoding, int variable, int width)
    {
        await using var session = await LspSession.StartAsync("in process", $$$"""{"general":{"positionEncodings":["{{{encoding}}}"]}}""");
        await session.OpenAsync(Uri, Text);
        var tokens = (JsonArray)((await session.RequestAsync("textDocument/semanticTokens/range", """{"textDocument":{"uri":"file:///w/Dockerfile"},"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":30}}}"""))["data"] ?? new JsonArray());
        // LABEL, a, =, the string with its quotes.
        Assert.Equal(width + 2, (int?)tokens[17]);
        var highlights = (JsonArray)await session.RequestAsync("textDocument/documentHighlight", """{"textDocument":{"uri":"file:///w/Dockerfile"},"position":{"line":1,"character":""" + variable + "}}");
        Assert.Equal(variable, (int?)Assert.Single(highlights)?["range"]?["start"]?["character"]);
    }

    private static string CapabilitiesOf(string client) => client switch
    {
        "none" => "{}",
        "old" => Clients.Old,
        "pulling" => Clients.Pulling,
        "full" => Clients.Full,
        "utf-8" or "utf-32" => Clients.Full.Replace("\"utf-16\"", $"\"{client}\",\"utf-16\"", StringComparison.Ordinal),
        _ => File.ReadAllText(Files.Single(file => Path.GetFileNameWithoutExtension(file) == client)),
    };

    private static bool Registers(JsonNode request, string method) =>
        request["params"]?["registrations"] is JsonArray registrations && registrations.Any(r => (string?)r?["method"] == method);

    private static async Task<LspSession> OpenAsync(string client)
    {
        var session = await LspSession.StartAsync("in process", CapabilitiesOf(client));
        // Without a version, as some clients open documents.
        await session.NotifyAsync("textDocument/didOpen", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri, ["languageId"] = "dockerfile", ["text"] = Text } }.ToJsonString());
        return session;
    }

    /// <summary>The edit as the client would get it: in the action, when it resolves the action, or when it has the command executed.</summary>
    private static async Task<JsonNode?> EditOfAsync(LspSession session, JsonNode? action)
    {
        if (action?["command"] is JsonValue command)
        {
            await session.RequestAsync("workspace/executeCommand", new JsonObject { ["command"] = command.DeepClone(), ["arguments"] = action["arguments"]?.DeepClone() }.ToJsonString());
            return (await session.WaitAsync(message => (string?)message["method"] == "workspace/applyEdit"))["params"]?["edit"];
        }

        return action?["edit"] ?? (await session.RequestAsync("codeAction/resolve", action?.ToJsonString() ?? "null"))["edit"];
    }

    private static string Apply(LspSession session, JsonNode? edit)
    {
        var edits = edit?["documentChanges"]?[0]?["edits"] as JsonArray ?? edit?["changes"]?[Uri] as JsonArray ?? throw new InvalidDataException();
        var encoding = (string?)session.Capabilities["positionEncoding"] switch { "utf-8" => PositionEncoding.Utf8, "utf-32" => PositionEncoding.Utf32, _ => PositionEncoding.Utf16 };
        var text = SourceText.From(Text);
        int OffsetOf(JsonNode? position) => text.GetOffset(new LinePosition((int?)position?["line"] ?? 0, (int?)position?["character"] ?? 0), encoding);
        return text.WithChanges([.. edits.Select(one => new TextChange(
            TextSpan.FromBounds(OffsetOf(one?["range"]?["start"]), OffsetOf(one?["range"]?["end"])), (string?)one?["newText"] ?? ""))]).ToString();
    }

    private static string Parameters(int line) => new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri },
        ["position"] = new JsonObject { ["line"] = line, ["character"] = 1 },
        ["positions"] = new JsonArray(new JsonObject { ["line"] = line, ["character"] = 13 }),
        ["range"] = new JsonObject { ["start"] = new JsonObject { ["line"] = line, ["character"] = 0 }, ["end"] = new JsonObject { ["line"] = line, ["character"] = 99 } },
        ["context"] = new JsonObject { ["diagnostics"] = new JsonArray(), ["includeDeclaration"] = true, ["only"] = new JsonArray("quickfix") },
        ["options"] = new JsonObject { ["tabSize"] = 4, ["insertSpaces"] = true },
        ["newName"] = "renamed",
    }.ToJsonString();
}
