using System.Text.Json.Nodes;
using DockerLsp.Tests.Host.Lookups;

namespace DockerLsp.Tests.Host.Lsp;

public class PinTests
{
    private const string Uri = "file:///w/Dockerfile";
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Hub = "HEAD https://registry-1.docker.io/v2/library/debian/manifests/latest";

    /// <summary>Takes code actions, and does not ask for their edits.</summary>
    private const string Eager = """{"workspace":{"applyEdit":true},"textDocument":{"codeAction":{"codeActionLiteralSupport":{}}}}""";

    [Fact]
    public async Task Nobody_is_asked_until_the_offer_was_chosen()
    {
        var web = new FakeWeb().On(Hub, 200, "", ("Docker-Content-Digest", Digest));
        await using var session = await OpenAsync(Clients.Full, web);
        var offer = Assert.Single(await OffersAsync(session));
        Assert.Empty(web.Requests);
        Assert.Equal("quickfix", (string?)offer["kind"]);
        Assert.Equal("DL3007", (string?)Assert.Single((JsonArray?)offer["diagnostics"] ?? [])?["code"]);
        var edit = (await session.RequestAsync("codeAction/resolve", offer.ToJsonString()))["edit"]?["documentChanges"]?[0];
        Assert.Equal($"@{Digest}", (string?)edit?["edits"]?[0]?["newText"]);
        Assert.Equal(18, (int?)edit?["edits"]?[0]?["range"]?["start"]?["character"]);
        Assert.Single(web.Requests);
    }

    [Fact]
    public async Task A_failure_is_shown_and_changes_nothing()
    {
        await using var session = await OpenAsync(Clients.Full, new FakeWeb());
        var offer = Assert.Single(await OffersAsync(session));
        Assert.Null((await session.RequestAsync("codeAction/resolve", offer.ToJsonString()))["edit"]);
        var message = await session.WaitAsync(m => (string?)m["method"] == "window/showMessage");
        Assert.Equal("DockerLsp: debian:latest is not pinned: registry-1.docker.io does not answer: is this machine online?", (string?)message["params"]?["message"]);
    }

    [Fact]
    public async Task An_offer_for_an_older_text_is_refused()
    {
        var web = new FakeWeb();
        await using var session = await OpenAsync(Clients.Full, web);
        var offer = Assert.Single(await OffersAsync(session));
        await session.NotifyAsync("textDocument/didChange", $$$"""{"textDocument":{"uri":"{{{Uri}}}","version":2},"contentChanges":[{"text":"FROM x"}]}""");
        Assert.Equal(-32801, (int?)(await session.RequestRawAsync("codeAction/resolve", offer.ToJsonString()))["error"]?["code"]);
        Assert.Empty(web.Requests);
    }

    [Fact]
    public async Task A_client_that_does_not_ask_for_edits_gets_a_command()
    {
        var web = new FakeWeb().On(Hub, 200, "", ("Docker-Content-Digest", Digest));
        await using var session = await OpenAsync(Eager, web);
        Assert.Contains("dockerlsp.pin", session.Capabilities["executeCommandProvider"]?["commands"]?.ToJsonString(), StringComparison.Ordinal);
        var offer = Assert.Single(await OffersAsync(session));
        Assert.Empty(web.Requests);
        await session.RequestAsync("workspace/executeCommand", offer["command"]?.ToJsonString() ?? "");
        var request = await session.WaitAsync(message => (string?)message["method"] == "workspace/applyEdit");
        Assert.Equal($"@{Digest}", (string?)request["params"]?["edit"]?["changes"]?[Uri]?[0]?["newText"]);
    }

    [Theory]
    [InlineData("""{"trustedWorkspace":false}""")]
    [InlineData("""{"lookups":"off"}""")]
    [InlineData("""{"lookups":true}""")]
    public async Task Where_nobody_is_to_be_asked_nothing_is_offered(string options)
    {
        await using var session = await OpenAsync(Clients.Full, new FakeWeb(), options);
        Assert.Empty(await OffersAsync(session));
    }

    [Fact]
    public async Task The_setting_counts_at_once()
    {
        var web = new FakeWeb();
        await using var session = await OpenAsync(Clients.Full, web);
        await session.WaitAsync(message => (string?)message["method"] == "client/registerCapability");
        await session.DiagnosticsAsync(Uri, 1);
        var offer = Assert.Single(await OffersAsync(session));
        session.Settings = JsonNode.Parse("""{"lookups":"off","layering":"cache-mount"}""");
        await session.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");
        await session.WaitAsync(_ => session.Received.Count(message => (int?)message["params"]?["version"] == 1) == 2);
        Assert.Empty(await OffersAsync(session));
        Assert.NotNull((await session.RequestRawAsync("codeAction/resolve", offer.ToJsonString()))["error"]);
        Assert.Empty(web.Requests);
    }

    private static async Task<LspSession> OpenAsync(string capabilities, FakeWeb web, string options = "null")
    {
        var session = await LspSession.StartAsync("in process", capabilities, options, web: web);
        await session.OpenAsync(Uri, "FROM debian:latest\n");
        return session;
    }

    private static async Task<IReadOnlyList<JsonNode>> OffersAsync(LspSession session) =>
        [.. ((JsonArray)await session.RequestAsync("textDocument/codeAction",
            $$$"""{"textDocument":{"uri":"{{{Uri}}}"},"range":{"start":{"line":0,"character":15},"end":{"line":0,"character":15}},"context":{"diagnostics":[]}}""")).OfType<JsonNode>()
            .Where(action => ((string?)action["title"] ?? "").StartsWith("Pin ", StringComparison.Ordinal))];
}
