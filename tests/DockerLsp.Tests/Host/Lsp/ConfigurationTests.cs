using System.Text.Json.Nodes;

namespace DockerLsp.Tests.Host.Lsp;

/// <summary>Configuration files in the editor.</summary>
public sealed class ConfigurationTests
{
    public static TheoryData<string> Servers() => LspSession.Servers();

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_file_beats_a_setting_and_a_change_of_it_counts_at_once(string server)
    {
        using var folder = new TempFolder();
        folder.Add(".dockerlsp.yaml", "rules: {DL3009: off}\n").Add("a/Dockerfile", Samples.Bad);
        await using var session = await StartAsync(server, folder);
        var uri = UriOf(folder["a/Dockerfile"]);
        await session.OpenAsync(uri, Samples.Bad);
        Assert.DoesNotContain("DL3009", Codes(await session.DiagnosticsAsync(uri, 1)));

        folder.Add(".dockerlsp.yaml", "rules: {DLS1001: off}\n");
        await ChangedAsync(session, folder[".dockerlsp.yaml"]);
        var again = await WaitForAsync(session, uri, codes => codes.Contains("DL3009"));
        Assert.DoesNotContain("DLS1001", again);
    }

    [Fact]
    public async Task A_mistake_is_shown_on_the_file_and_its_last_good_version_holds()
    {
        using var folder = new TempFolder();
        folder.Add(".dockerlsp.yaml", "rules: {DL3009: off}\n").Add("Dockerfile", Samples.Bad);
        await using var session = await StartAsync("in process", folder);
        var (uri, file) = (UriOf(folder["Dockerfile"]), UriOf(folder[".dockerlsp.yaml"]));
        await session.OpenAsync(uri, Samples.Bad);
        await session.DiagnosticsAsync(uri, 1);

        folder.Add(".dockerlsp.yaml", "rules:\n  DL3O09: off\n");
        await ChangedAsync(session, folder[".dockerlsp.yaml"]);
        var problems = await session.WaitAsync(m => IsPublished(m, file));
        var problem = Assert.Single(Items(problems));
        Assert.Equal("unknown rule `DL3O09`; did you mean `DL3009`?", (string?)problem?["message"]);
        Assert.Equal(("1", "2"), (problem?["range"]?["start"]?["line"]?.ToJsonString(), problem?["range"]?["start"]?["character"]?.ToJsonString()));
        Assert.Equal(1, (int?)problem?["severity"]);

        folder.Add(".dockerlsp.yaml", "rules: {DLS1001: off}\n");
        await ChangedAsync(session, folder[".dockerlsp.yaml"]);
        await session.WaitAsync(m => IsPublished(m, file) && Items(m).Count == 0);
        // Never in between was DL3009 reported.
        await WaitForAsync(session, uri, codes => !codes.Contains("DLS1001"));
        Assert.Equal(2, session.Received.Count(m => IsPublished(m, uri)));
    }

    [Fact]
    public async Task In_an_untrusted_folder_no_file_is_read()
    {
        using var folder = new TempFolder();
        folder.Add(".dockerlsp.yaml", "rules: {DL3009: off}\n").Add("Dockerfile", Samples.Bad);
        await using var session = await StartAsync("in process", folder, trusted: false);
        await session.OpenAsync(UriOf(folder["Dockerfile"]), Samples.Bad);
        Assert.Contains("DL3009", Codes(await session.DiagnosticsAsync(UriOf(folder["Dockerfile"]), 1)));
    }

    [Fact]
    public async Task The_search_ends_at_the_open_folder()
    {
        using var folder = new TempFolder();
        folder.Add(".dockerlsp.yaml", "rules: {DL3009: off}\n").Add("a/b/Dockerfile", Samples.Bad);
        await using var session = await StartAsync("in process", folder, open: "a");
        await session.OpenAsync(UriOf(folder["a/b/Dockerfile"]), Samples.Bad);
        Assert.Contains("DL3009", Codes(await session.DiagnosticsAsync(UriOf(folder["a/b/Dockerfile"]), 1)));
    }

    [Fact]
    public async Task An_open_configuration_file_is_checked_as_it_is_typed()
    {
        using var folder = new TempFolder();
        await using var session = await StartAsync("in process", folder);
        var file = UriOf(folder[".dockerlsp.yaml"]);
        await session.OpenAsync(file, "layering: merg\n");
        Assert.Single(await session.DiagnosticsAsync(file, 1));
        await session.NotifyAsync("textDocument/didChange", $$"""
            {"textDocument":{"uri":"{{file}}","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":14},"end":{"line":0,"character":14} },"text":"e"}]}
            """);
        Assert.Empty(await session.DiagnosticsAsync(file, 2));
        await session.NotifyAsync("textDocument/didClose", $$"""{"textDocument":{"uri":"{{file}}"} }""");
    }

    [Fact]
    public async Task A_client_that_can_watch_files_is_asked_to()
    {
        using var folder = new TempFolder();
        await using var session = await StartAsync("in process", folder, capabilities: """{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true} } }""");
        var request = await session.WaitAsync(m => (string?)m["method"] == "client/registerCapability");
        var registration = request["params"]?["registrations"]?[0];
        Assert.Equal("workspace/didChangeWatchedFiles", (string?)registration?["method"]);
        Assert.Contains("**/.dockerlsp.{yaml,yml}", registration?["registerOptions"]?["watchers"]?.AsArray().Select(w => (string?)w?["globPattern"]) ?? []);
    }

    private static async Task<LspSession> StartAsync(string server, TempFolder folder, bool trusted = true, string open = ".", string capabilities = "{}")
    {
        var session = LspSession.Connect(server);
        var root = UriOf(Path.GetFullPath(open, folder.Path));
        await session.RequestAsync("initialize", $$"""
            {"processId":null,"rootUri":null,"workspaceFolders":[{"uri":"{{root}}","name":"x"}],"initializationOptions":{"trustedWorkspace":{{(trusted ? "true" : "false")}} },"capabilities":{{capabilities}} }
            """);
        await session.NotifyAsync("initialized", "{}");
        return session;
    }

    private static Task ChangedAsync(LspSession session, string path) =>
        session.NotifyAsync("workspace/didChangeWatchedFiles", $$"""{"changes":[{"uri":"{{UriOf(path)}}","type":2}]}""");

    private static async Task<string[]> WaitForAsync(LspSession session, string uri, Func<string[], bool> fits)
    {
        var message = await session.WaitAsync(m => IsPublished(m, uri) && fits(Codes(Items(m))));
        return Codes(Items(message));
    }

    private static bool IsPublished(JsonNode message, string uri) =>
        (string?)message["method"] == "textDocument/publishDiagnostics" && (string?)message["params"]?["uri"] == uri;

    private static JsonArray Items(JsonNode message) => message["params"]?["diagnostics"] as JsonArray ?? [];

    private static string[] Codes(JsonArray diagnostics) => [.. diagnostics.Select(d => (string?)d?["code"] ?? "")];

    private static string UriOf(string path) => new Uri(path).AbsoluteUri;
}
