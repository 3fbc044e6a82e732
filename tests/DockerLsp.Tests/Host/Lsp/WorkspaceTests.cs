using System.Text.Json.Nodes;

namespace DockerLsp.Tests.Host.Lsp;

/// <summary>What looks beyond the open documents: at the other Dockerfiles of the workspace, and at its configuration.</summary>
public sealed class WorkspaceTests
{
    private const string Able = """
        {"window":{"showDocument":{"support":true}},
         "workspace":{"workspaceEdit":{"documentChanges":true,"changeAnnotationSupport":{},"resourceOperations":["create"]},"didChangeWatchedFiles":{"dynamicRegistration":true}},
         "textDocument":{"synchronization":{"dynamicRegistration":true},"completion":{"dynamicRegistration":true},"hover":{"dynamicRegistration":true},
          "codeAction":{"codeActionLiteralSupport":{},"dataSupport":true,"resolveSupport":{"properties":["edit"]}}}}
        """;

    [Fact]
    public async Task Symbols_of_all_Dockerfiles_are_found()
    {
        using var folder = Repository();
        await using var session = await StartAsync(folder);
        await session.OpenAsync(UriOf(folder["Dockerfile"]), "FROM debian:12 AS typed\nARG TYPED=1\n");
        Assert.Equal(["Dockerfile:typed", "Dockerfile:ARG TYPED", "api.Dockerfile:api", "api.Dockerfile:ARG API_PORT"], await FindAsync(session, ""));
        Assert.Equal(["api.Dockerfile:ARG API_PORT"], await FindAsync(session, "apiport"));

        folder.Add("b/api.Dockerfile", "FROM debian:12 AS renamed\n");
        Assert.Equal(["api.Dockerfile:renamed"], await FindAsync(session, "named"));
    }

    [Fact]
    public async Task In_an_untrusted_folder_only_the_open_text_counts()
    {
        using var folder = Repository();
        await using var session = await StartAsync(folder, """{"trustedWorkspace":false}""");
        await session.OpenAsync(UriOf(folder["Dockerfile"]), Samples.Bad);
        Assert.Equal(["Dockerfile:debian:12"], await FindAsync(session, ""));
        var titles = (await ActionsAsync(session, folder)).Select(a => (string?)a["title"] ?? "").ToList();
        Assert.Contains(titles, title => title.StartsWith("Ignore ", StringComparison.Ordinal));
        Assert.DoesNotContain(titles, title => title.Contains("workspace", StringComparison.Ordinal) || title.Contains("yaml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_of_a_kind_are_fixed_in_the_workspace_for_approval()
    {
        using var folder = Repository();
        folder.Add("c/Dockerfile", Samples.Bad).Add("d/Dockerfile", Samples.Bad).Add("d/.dockerlsp.yaml", "rules: {DLS1002: off}\n").Add("e/Dockerfile", Samples.Clean);
        await using var session = await StartAsync(folder);
        await session.OpenAsync(UriOf(folder["Dockerfile"]), Samples.Bad + "# typed\n");
        var action = Assert.Single(await ActionsAsync(session, folder), a => (string?)a["title"] == "Fix all of DLS1002 in all Dockerfiles of the workspace");
        Assert.Null(action["edit"]);
        var edit = (await session.RequestAsync("codeAction/resolve", action.ToJsonString()))["edit"];
        var changes = (edit?["documentChanges"] as JsonArray ?? []).OfType<JsonNode>().ToList();
        Assert.Equal(
            [(UriOf(folder["Dockerfile"]), 1), (UriOf(folder["c/Dockerfile"]), null)],
            changes.Select(c => ((string?)c["textDocument"]?["uri"] ?? "", (int?)c["textDocument"]?["version"])).OrderBy(c => c.Item1.Length));
        foreach (var one in changes.SelectMany(c => c["edits"] as JsonArray ?? []))
        {
            Assert.True((bool?)edit?["changeAnnotations"]?[(string?)one?["annotationId"] ?? ""]?["needsConfirmation"]);
        }

        Assert.Equal(Path.Combine("c", "Dockerfile"), (string?)edit?["changeAnnotations"]?[UriOf(folder["c/Dockerfile"])]?["label"]);
    }

    [Fact]
    public async Task A_lonely_Dockerfile_is_no_workspace()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Samples.Bad);
        await using var session = await StartAsync(folder);
        await session.OpenAsync(UriOf(folder["Dockerfile"]), Samples.Bad);
        Assert.DoesNotContain(await ActionsAsync(session, folder), a => ((string?)a["title"] ?? "").Contains("workspace", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_is_switched_off_in_the_nearest_configuration()
    {
        using var folder = Repository();
        folder.Add(".dockerlsp.yaml", "# ours\nrules:\n  DL3008: off\n");
        await using var session = await StartAsync(folder);
        await session.OpenAsync(UriOf(folder["Dockerfile"]), Samples.Bad);
        var action = Assert.Single(await ActionsAsync(session, folder), a => (string?)a["title"] == "Ignore DLS1002 in .dockerlsp.yaml");
        var change = action["edit"]?["documentChanges"]?[0];
        Assert.Equal(UriOf(folder[".dockerlsp.yaml"]), (string?)change?["textDocument"]?["uri"]);
        Assert.Equal("  DLS1002: off\n", (string?)change?["edits"]?[0]?["newText"]);
        Assert.Equal(2, (int?)change?["edits"]?[0]?["range"]?["start"]?["line"]);

        // What is typed counts, with its version, rather than what is on disk.
        await session.OpenAsync(UriOf(folder[".dockerlsp.yaml"]), "rules: {}\n", 7);
        action = Assert.Single(await ActionsAsync(session, folder), a => (string?)a["title"] == "Ignore DLS1002 in .dockerlsp.yaml");
        change = action["edit"]?["documentChanges"]?[0];
        Assert.Equal((7, "DLS1002: off"), ((int?)change?["textDocument"]?["version"], (string?)change?["edits"]?[0]?["newText"]));
    }

    [Fact]
    public async Task Without_a_configuration_one_is_made_in_the_open_folder_where_the_client_makes_files()
    {
        using var folder = Repository();
        await using var session = await StartAsync(folder);
        await session.OpenAsync(UriOf(folder["Dockerfile"]), Samples.Bad);
        var action = Assert.Single(await ActionsAsync(session, folder), a => (string?)a["title"] == "Ignore DLS1002 in a new .dockerlsp.yaml");
        Assert.Equal("create", (string?)action["edit"]?["documentChanges"]?[0]?["kind"]);
        Assert.Equal(UriOf(folder[".dockerlsp.yaml"]), (string?)action["edit"]?["documentChanges"]?[0]?["uri"]);
        Assert.Equal("rules:\n  DLS1002: off\n", (string?)action["edit"]?["documentChanges"]?[1]?["edits"]?[0]?["newText"]);

        await using var other = await StartAsync(folder, capabilities: Clients.Full);
        await other.OpenAsync(UriOf(folder["Dockerfile"]), Samples.Bad);
        Assert.DoesNotContain(await ActionsAsync(other, folder), a => ((string?)a["title"] ?? "").Contains("yaml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_configuration_of_hadolint_stays_the_configuration()
    {
        using var folder = Repository();
        folder.Add(".hadolint.yaml", "ignored: [DL3008]\n");
        await using var session = await StartAsync(folder);
        await session.OpenAsync(UriOf(folder["Dockerfile"]), Samples.Bad);
        Assert.Contains(await ActionsAsync(session, folder), a => (string?)a["title"] == "Ignore DLS1002 in .hadolint.yaml");
    }

    [Fact]
    public async Task The_page_of_a_rule_is_shown_where_the_client_has_no_way_of_its_own()
    {
        using var folder = Repository();
        await using var session = await StartAsync(folder);
        await session.OpenAsync(UriOf(folder["Dockerfile"]), Samples.Bad);
        var action = Assert.Single(await ActionsAsync(session, folder), a => (string?)a["title"] == "Explain DLS1002");
        await session.RequestAsync("workspace/executeCommand", action["command"]?.ToJsonString() ?? "");
        var shown = await session.WaitAsync(message => (string?)message["method"] == "window/showDocument");
        Assert.EndsWith("/docs/rules/DLS1002.md", (string?)shown["params"]?["uri"]);
        Assert.True((bool?)shown["params"]?["external"]);

        await using var own = await StartAsync(folder, """{"explainsRules":true}""");
        await own.OpenAsync(UriOf(folder["Dockerfile"]), Samples.Bad);
        Assert.DoesNotContain(await ActionsAsync(own, folder), a => ((string?)a["title"] ?? "").StartsWith("Explain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_configuration_file_is_completed_and_explained()
    {
        using var folder = Repository();
        await using var session = await StartAsync(folder);
        var registered = await session.WaitAsync(message => (message["params"]?["registrations"] as JsonArray ?? []).Any(r => (string?)r?["method"] == "textDocument/completion"));
        Assert.Equal("**/.dockerlsp.{yaml,yml}", (string?)registered["params"]?["registrations"]?[0]?["registerOptions"]?["documentSelector"]?[0]?["pattern"]);
        var uri = UriOf(folder[".dockerlsp.yaml"]);
        await session.OpenAsync(uri, "rules:\n  DL30\n");
        var items = (await session.RequestAsync("textDocument/completion", PlaceOf(uri, 1, 6)))["items"] as JsonArray ?? [];
        var item = Assert.Single(items, i => (string?)i?["label"] == "DL3009");
        Assert.Equal("DL3009: ", (string?)item?["textEdit"]?["newText"]);
        Assert.Equal((2, 6), ((int?)item?["textEdit"]?["range"]?["start"]?["character"], (int?)item?["textEdit"]?["range"]?["end"]?["character"]));
        var hover = await session.RequestAsync("textDocument/hover", PlaceOf(uri, 0, 2));
        Assert.Contains("**rules**", (string?)hover["contents"]?["value"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_extension_completes_the_configuration_alone()
    {
        using var folder = Repository();
        await using var session = await StartAsync(folder, """{"completesConfiguration":false}""");
        var registered = await session.WaitAsync(message => (message["params"]?["registrations"] as JsonArray ?? []).Any(r => (string?)r?["method"] == "textDocument/didOpen"));
        Assert.DoesNotContain(registered["params"]?["registrations"] as JsonArray ?? [], r => (string?)r?["method"] == "textDocument/completion");
    }

    [Fact]
    public async Task Each_folder_has_its_own_settings()
    {
        const string Two = Samples.Bad + "RUN apt-get install -y git\n";
        using var folder = new TempFolder();
        folder.Add("a/Dockerfile", Two).Add("b/Dockerfile", Two);
        await using var session = LspSession.Connect("in process");
        var (a, b) = (UriOf(folder["a"]), UriOf(folder["b"]));
        session.FolderSettings[b] = JsonNode.Parse("""{"layering":"merge"}""") ?? new JsonObject();
        await session.RequestAsync("initialize", $$"""
            {"processId":null,"rootUri":null,"workspaceFolders":[{"uri":"{{a}}","name":"a"},{"uri":"{{b}}","name":"b"}],"capabilities":{"workspace":{"configuration":true},"textDocument":{"codeAction":{"codeActionLiteralSupport":{} } } } }
            """);
        await session.NotifyAsync("initialized", "{}");
        await session.OpenAsync(a + "/Dockerfile", Two);
        await session.OpenAsync(b + "/Dockerfile", Two);
        // The settings arrive when they arrive; then the preferred fix of one folder is not that of the other.
        Assert.NotNull(await UntilAsync(session, b + "/Dockerfile", title => title.StartsWith("Merge", StringComparison.Ordinal)));
        Assert.NotNull(await UntilAsync(session, a + "/Dockerfile", title => !title.StartsWith("Merge", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(LspSession.Servers), MemberType = typeof(LspSession))]
    public async Task A_folder_that_is_added_counts_at_once(string server)
    {
        const string Two = Samples.Bad + "RUN apt-get install -y git\n";
        using var folder = new TempFolder();
        folder.Add("a/Dockerfile", Two).Add("b/Dockerfile", Two).Add("b/api.Dockerfile", "FROM debian:12 AS api\n").Add("c/.dockerlsp.yaml", "layering: self-contained\n").Add("c/b/Dockerfile", Two);
        await using var session = LspSession.Connect(server);
        var (a, b, inner) = (UriOf(folder["a"]), UriOf(folder["b"]), UriOf(folder["c/b"]));
        session.FolderSettings[b] = JsonNode.Parse("""{"layering":"merge"}""") ?? new JsonObject();
        session.FolderSettings[inner] = session.FolderSettings[b].DeepClone();
        var capabilities = (await session.RequestAsync("initialize", $$"""
            {"processId":null,"rootUri":"{{a}}","workspaceFolders":[{"uri":"{{a}}","name":"a"}],"capabilities":{"workspace":{"configuration":true},"textDocument":{"codeAction":{"codeActionLiteralSupport":{} } } } }
            """))["capabilities"];
        Assert.True((bool?)capabilities?["workspace"]?["workspaceFolders"]?["changeNotifications"]);
        await session.NotifyAsync("initialized", "{}");
        await session.OpenAsync(b + "/Dockerfile", Two);
        await session.OpenAsync(inner + "/Dockerfile", Two);
        Assert.NotNull(await UntilAsync(session, b + "/Dockerfile", title => !title.StartsWith("Merge", StringComparison.Ordinal)));
        Assert.DoesNotContain("api", (await session.RequestAsync("workspace/symbol", """{"query":"api"}""")).ToJsonString(), StringComparison.Ordinal);

        await session.NotifyAsync("workspace/didChangeWorkspaceFolders", $$"""{"event":{"added":[{"uri":"{{b}}","name":"b"},{"uri":"{{inner}}","name":"inner"}],"removed":[]} }""");
        Assert.NotNull(await UntilAsync(session, b + "/Dockerfile", title => title.StartsWith("Merge", StringComparison.Ordinal)));
        // The search for files ends at the folder that is open now, so that its setting holds.
        Assert.NotNull(await UntilAsync(session, inner + "/Dockerfile", title => title.StartsWith("Merge", StringComparison.Ordinal)));
        Assert.Contains("api", (await session.RequestAsync("workspace/symbol", """{"query":"api"}""")).ToJsonString(), StringComparison.Ordinal);

        await session.NotifyAsync("workspace/didChangeWorkspaceFolders", $$"""{"event":{"added":[],"removed":[{"uri":"{{b}}","name":"b"}]} }""");
        Assert.NotNull(await UntilAsync(session, b + "/Dockerfile", title => title.StartsWith("Merge", StringComparison.Ordinal)));
        Assert.DoesNotContain("api", (await session.RequestAsync("workspace/symbol", """{"query":"api"}""")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_server_does_is_left_to_it()
    {
        await using var session = await LspSession.StartAsync("in process", options: """{"languageFeatures":false}""");
        Assert.All(
            (string[])["completionProvider", "signatureHelpProvider", "documentSymbolProvider", "definitionProvider", "documentHighlightProvider", "renameProvider", "foldingRangeProvider", "documentLinkProvider", "documentFormattingProvider", "documentRangeFormattingProvider", "documentOnTypeFormattingProvider"],
            name => Assert.Null(session.Capabilities[name]));
        Assert.All(
            (string[])["hoverProvider", "codeActionProvider", "inlayHintProvider", "semanticTokensProvider", "referencesProvider", "workspaceSymbolProvider"],
            name => Assert.NotNull(session.Capabilities[name]));
        await using var alone = await LspSession.StartAsync("in process");
        Assert.NotNull(alone.Capabilities["completionProvider"]);
        Assert.NotNull(alone.Capabilities["documentOnTypeFormattingProvider"]);
    }

    [Fact]
    public async Task A_setting_of_the_wrong_type_is_told_once_and_the_rest_goes_on()
    {
        await using var session = await LspSession.StartAsync("in process");
        const string Settings = """{"settings":{"dockerlsp":{"layering":5,"rules":"all"} } }""";
        await session.NotifyAsync("workspace/didChangeConfiguration", Settings);
        await session.NotifyAsync("workspace/didChangeConfiguration", Settings);
        await session.OpenAsync("file:///project/Dockerfile", Samples.Bad);
        Assert.NotEmpty(await session.DiagnosticsAsync("file:///project/Dockerfile", 1));
        await session.RequestAsync("shutdown", "null");
        var shown = session.Received.Where(m => (string?)m["method"] == "window/showMessage").Select(m => (string?)m["params"]?["message"]).ToArray();
        Assert.Equal(shown.Distinct(), shown);
        Assert.Contains("The setting dockerlsp.layering takes merge, self-contained or cache-mount, not 5", shown);
        Assert.Contains(shown, message => message?.StartsWith("The setting dockerlsp.rules: ", StringComparison.Ordinal) is true);
    }

    [Theory]
    [InlineData("""{"applied":false,"failureReason":"read-only"}""", "Nothing was changed: the editor did not take the edit (read-only)")]
    [InlineData("""{"applied":false}""", "Nothing was changed: the editor did not take the edit (the file may be read-only, or have changed)")]
    [InlineData("""{"applied":true}""", null)]
    [InlineData("null", null)]
    public async Task An_edit_that_the_client_refuses_is_told(string answer, string? message)
    {
        await using var session = await LspSession.StartAsync("in process", """{"workspace":{"applyEdit":true}}""");
        session.EditAnswer = JsonNode.Parse(answer);
        await session.OpenAsync("file:///project/Dockerfile", Samples.Bad);
        var actions = (JsonArray)await session.RequestAsync("textDocument/codeAction", """
            {"textDocument":{"uri":"file:///project/Dockerfile"},"range":{"start":{"line":1,"character":5},"end":{"line":1,"character":5}},"context":{"diagnostics":[]}}
            """);
        await session.RequestAsync("workspace/executeCommand", $$"""{"command":"{{actions[0]?["command"]}}","arguments":{{actions[0]?["arguments"]?.ToJsonString()}} }""");
        Assert.Equal(message, session.Received.Where(m => (string?)m["method"] == "window/showMessage").Select(m => (string?)m["params"]?["message"]).SingleOrDefault());
    }

    /// <summary>Asks for fixes until the first one is as wanted; null where it never is.</summary>
    private static async Task<string?> UntilAsync(LspSession session, string uri, Func<string, bool> fits)
    {
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var actions = (JsonArray)await session.RequestAsync("textDocument/codeAction", $$$"""
                {"textDocument":{"uri":"{{{uri}}}"},"range":{"start":{"line":1,"character":5},"end":{"line":1,"character":5}},"context":{"diagnostics":[],"only":["quickfix"]}}
                """);
            if (actions.Count > 0 && (string?)actions[0]?["title"] is { } title && fits(title))
            {
                return title;
            }
        }

        return null;
    }

    private static TempFolder Repository() => new TempFolder()
        .Add("Dockerfile", "FROM debian:12 AS disk\n")
        .Add("b/api.Dockerfile", "FROM debian:12 AS api\nARG API_PORT=80\n")
        .Add("node_modules/x/Dockerfile", "FROM debian:12 AS foreign\n")
        .Add("b/notes.txt", "FROM debian:12 AS text\n");

    private static async Task<LspSession> StartAsync(TempFolder folder, string options = "null", string capabilities = Able)
    {
        var session = LspSession.Connect("in process");
        await session.RequestAsync("initialize", $$"""
            {"processId":null,"rootUri":null,"workspaceFolders":[{"uri":"{{UriOf(folder.Path)}}","name":"x"}],"initializationOptions":{{options}},"capabilities":{{capabilities}} }
            """);
        await session.NotifyAsync("initialized", "{}");
        return session;
    }

    private static async Task<string[]> FindAsync(LspSession session, string query) =>
        [.. ((JsonArray)await session.RequestAsync("workspace/symbol", $$"""{"query":"{{query}}"}""")).Select(s => $"{(string?)s?["containerName"]}:{(string?)s?["name"]}")];

    private static async Task<IReadOnlyList<JsonNode>> ActionsAsync(LspSession session, TempFolder folder) =>
        [.. ((JsonArray)await session.RequestAsync("textDocument/codeAction", $$$"""
            {"textDocument":{"uri":"{{{UriOf(folder["Dockerfile"])}}}"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},"context":{"diagnostics":[],"only":["quickfix"]}}
            """)).OfType<JsonNode>()];

    private static string PlaceOf(string uri, int line, int character) => $$$"""{"textDocument":{"uri":"{{{uri}}}"},"position":{"line":{{{line}}},"character":{{{character}}}}}""";

    private static string UriOf(string path) => new Uri(path).AbsoluteUri;
}
