using System.Text.Json.Nodes;
using DockerLsp.Tests.Host.Files.Images;

namespace DockerLsp.Tests.Host.Lsp;

/// <summary>What is known of the folder and of a loaded image comes into the findings, and no finding flickers for it.</summary>
public sealed class MeasuredFindingsTests
{
    private const string Locked = "FROM node:20\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\n";
    private const string Install = "RUN apt-get update && apt-get install -y curl=8";
    private const string Text = "FROM debian:12\n" + Install + "\nCMD [\"x\"]\n";
    private const string Measured = "Leaves the package index in this layer (43.0 MB, measured in the image)";

    [Theory]
    [MemberData(nameof(LspSession.Servers), MemberType = typeof(LspSession))]
    public async Task The_folder_is_looked_at_behind_the_first_findings(string server)
    {
        using var folder = new TempFolder().Add("Dockerfile", Locked).Add("package.json", "{}").Add("package-lock.json", "{}");
        await using var session = await LspSession.StartAsync(server);
        var uri = UriOf(folder, "Dockerfile");
        await session.OpenAsync(uri, Locked);
        await session.WaitAsync(m => Publishes(m, "does not see `package-lock.json`"));
        Assert.DoesNotContain("DLS2006", session.Received.First(m => (string?)m["method"] == "textDocument/publishDiagnostics").ToJsonString(), StringComparison.Ordinal);
        // A key keeps what is known.
        await ChangeAsync(session, uri, Locked + "CMD [\"y\"]\n", 2);
        Assert.Contains("DLS2006", Codes(await session.DiagnosticsAsync(uri, 2)));
    }

    [Fact]
    public async Task What_changed_in_the_folder_counts_after_a_save()
    {
        using var folder = new TempFolder().Add("Dockerfile", Locked).Add("package.json", "{}").Add("package-lock.json", "{}");
        await using var session = await LspSession.StartAsync("in process");
        var uri = UriOf(folder, "Dockerfile");
        await session.OpenAsync(uri, Locked);
        await session.WaitAsync(m => Publishes(m, "DLS2006"));
        File.Delete(folder["package-lock.json"]);
        var before = session.Received.Count;
        await session.NotifyAsync("textDocument/didSave", $$$"""{"textDocument":{"uri":"{{{uri}}}"}}""");
        await session.WaitAsync(m => session.Received.Skip(before).Contains(m) && (string?)m["method"] == "textDocument/publishDiagnostics" && !m.ToJsonString().Contains("DLS2006", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_pulls_is_asked_to_pull_again()
    {
        using var folder = new TempFolder().Add("Dockerfile", Text);
        WriteImage(folder["image.tar"], Install);
        await using var session = await LspSession.StartAsync("in process", Clients.Pulling);
        var uri = UriOf(folder, "Dockerfile");
        await session.OpenAsync(uri, Text);
        var first = await PullAsync(session, uri);
        Assert.DoesNotContain("measured", first.ToJsonString(), StringComparison.Ordinal);
        await LoadAsync(session, uri, folder["image.tar"]);
        await session.WaitAsync(m => (string?)m["method"] == "workspace/diagnostic/refresh");
        Assert.Contains(Measured, (await PullAsync(session, uri)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_workspace_that_is_not_trusted_nothing_is_looked_at()
    {
        using var folder = new TempFolder().Add("Dockerfile", Locked).Add("package.json", "{}").Add("package-lock.json", "{}");
        WriteImage(folder["image.tar"], Install);
        await using var session = await LspSession.StartAsync("in process", options: """{"trustedWorkspace":false}""");
        var uri = UriOf(folder, "Dockerfile");
        await session.OpenAsync(uri, Locked + Install + "\n");
        await session.DiagnosticsAsync(uri, 1);
        await LoadAsync(session, uri, folder["image.tar"]);
        await session.RequestAsync("shutdown", "null");
        Assert.DoesNotContain(session.Received, m => Publishes(m, "DLS2006") || Publishes(m, "measured"));
    }

    [Theory]
    [MemberData(nameof(LspSession.Servers), MemberType = typeof(LspSession))]
    public async Task A_loaded_image_tells_what_is_left_in_it(string server)
    {
        using var folder = new TempFolder().Add("Dockerfile", Text);
        WriteImage(folder["image.tar"], Install);
        await using var session = await LspSession.StartAsync(server);
        var uri = UriOf(folder, "Dockerfile");
        await session.OpenAsync(uri, Text);
        await session.DiagnosticsAsync(uri, 1);
        await LoadAsync(session, uri, folder["image.tar"]);
        await session.WaitAsync(m => Publishes(m, Measured));

        // An edit elsewhere keeps the measure; one of the step drops it, because that step has not been built.
        await ChangeAsync(session, uri, "# new\n" + Text, 2);
        Assert.Contains(Measured, (await session.DiagnosticsAsync(uri, 2)).ToJsonString(), StringComparison.Ordinal);
        await ChangeAsync(session, uri, Text.Replace("curl=8", "wget=1", StringComparison.Ordinal), 3);
        var edited = await session.DiagnosticsAsync(uri, 3);
        Assert.Contains("DL3009", Codes(edited));
        Assert.DoesNotContain("measured", edited.ToJsonString(), StringComparison.Ordinal);
        await ChangeAsync(session, uri, Text, 4);
        Assert.Contains(Measured, (await session.DiagnosticsAsync(uri, 4)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_for_no_image_any_more_is_told_of_none()
    {
        using var folder = new TempFolder().Add("Dockerfile", Text);
        WriteImage(folder["image.tar"], Install);
        await using var session = await LspSession.StartAsync("in process");
        var uri = UriOf(folder, "Dockerfile");
        await session.OpenAsync(uri, Text);
        await LoadAsync(session, uri, folder["image.tar"]);
        await session.WaitAsync(m => Publishes(m, Measured));
        var before = session.Received.Count;
        await session.RequestAsync("dockerlsp/layers", $$$"""{"textDocument":{"uri":"{{{uri}}}"}}""");
        await session.WaitAsync(m => session.Received.Skip(before).Contains(m) && Publishes(m, "DL3009") && !Publishes(m, "measured"));
    }

    [Fact]
    public async Task A_code_action_still_mends_what_was_measured()
    {
        using var folder = new TempFolder().Add("Dockerfile", Text);
        WriteImage(folder["image.tar"], Install);
        await using var session = await LspSession.StartAsync("in process", Clients.Full);
        var uri = UriOf(folder, "Dockerfile");
        await session.OpenAsync(uri, Text);
        await LoadAsync(session, uri, folder["image.tar"]);
        await session.WaitAsync(m => Publishes(m, Measured));
        var actions = await session.RequestAsync(
            "textDocument/codeAction",
            $$$"""{"textDocument":{"uri":"{{{uri}}}"},"range":{"start":{"line":1,"character":10},"end":{"line":1,"character":10}},"context":{"diagnostics":[],"only":["quickfix"]}}""");
        Assert.Contains("Delete the index", actions.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Inlay_hints_say_what_layers_weigh()
    {
        const string Hints = """{"workspace":{"inlayHint":{"refreshSupport":true}}}""";
        using var folder = new TempFolder().Add("Dockerfile", Text);
        WriteImage(folder["image.tar"], Install);
        await using var session = await LspSession.StartAsync("in process", Hints);
        var uri = UriOf(folder, "Dockerfile");
        await session.OpenAsync(uri, Text);
        await LoadAsync(session, uri, folder["image.tar"]);
        await session.WaitAsync(m => (string?)m["method"] == "workspace/inlayHint/refresh");
        var hints = await session.RequestAsync("textDocument/inlayHint", $$$"""{"textDocument":{"uri":"{{{uri}}}"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0} } }""");
        Assert.Equal(["43.0 MB"], hints.AsArray().Select(h => (string?)h?["label"]));
    }

    [Fact]
    public async Task An_action_that_was_offered_before_still_holds()
    {
        using var folder = new TempFolder().Add("Dockerfile", Text);
        WriteImage(folder["image.tar"], Install);
        await using var session = await LspSession.StartAsync("in process", Clients.Full);
        var uri = UriOf(folder, "Dockerfile");
        await session.OpenAsync(uri, Text);
        var actions = await session.RequestAsync(
            "textDocument/codeAction",
            $$$"""{"textDocument":{"uri":"{{{uri}}}"},"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"context":{"diagnostics":[],"only":["source.fixAll"]}}""");
        await LoadAsync(session, uri, folder["image.tar"]);
        await session.WaitAsync(m => Publishes(m, Measured));
        Assert.NotNull((await session.RequestAsync("codeAction/resolve", Assert.Single(actions.AsArray())?.ToJsonString() ?? ""))["edit"]);
    }

    private static void WriteImage(string path, string install) => TestImage.Write(
        path,
        ("/bin/sh -c #(nop) ADD file:ab in / ", [("bin/sh", 10)]),
        ("/bin/sh -c " + install["RUN ".Length..], [("var/lib/apt/lists/deb.debian.org_Packages", 43_000_000), ("usr/bin/curl", 500)]),
        ("/bin/sh -c #(nop)  CMD [\"x\"]", []));

    private static string UriOf(TempFolder folder, string name) => new Uri(folder[name]).AbsoluteUri;

    private static Task<JsonNode> LoadAsync(LspSession session, string uri, string image) =>
        session.RequestAsync("dockerlsp/layers", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri }, ["image"] = image }.ToJsonString());

    private static Task<JsonNode> PullAsync(LspSession session, string uri) => session.RequestAsync("textDocument/diagnostic", $$$"""{"textDocument":{"uri":"{{{uri}}}"}}""");

    private static Task ChangeAsync(LspSession session, string uri, string text, int version) => session.NotifyAsync(
        "textDocument/didChange",
        new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = version }, ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = text }) }.ToJsonString());

    private static bool Publishes(JsonNode message, string text) =>
        (string?)message["method"] == "textDocument/publishDiagnostics" && (message["params"]?["diagnostics"] as JsonArray ?? []).Any(d => (string?)d?["code"] == text || ((string?)d?["message"])?.Contains(text, StringComparison.Ordinal) is true);

    private static IEnumerable<string?> Codes(JsonArray diagnostics) => diagnostics.Select(d => (string?)d?["code"]);
}
