using System.Text.Json.Nodes;
using DockerLsp.Lsp;

namespace DockerLsp.Tests.Host.Lsp;

public class LayersFeatureTests
{
    private const string Text = "FROM node:20\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n";

    [Theory]
    [MemberData(nameof(LspSession.Servers), MemberType = typeof(LspSession))]
    public async Task Layers_are_those_of_the_command(string server)
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Text).Add("package.json", "{}");
        await using var session = await LspSession.StartAsync(server);
        var uri = new Uri(folder["Dockerfile"]).AbsoluteUri;
        await OpenAsync(session, uri);
        var layers = await session.RequestAsync("dockerlsp/layers", $$"""{"textDocument":{"uri":"{{uri}}"} }""");
        Assert.Equal(5, (int?)layers?["steps"]);
        Assert.Equal(2, (int?)layers?["context"]?["files"]);
        Assert.Equal("RUN npm ci", (string?)layers?["stages"]?[0]?["instructions"]?[3]?["text"]);
        Assert.Equal(-32602, (int?)(await session.RequestRawAsync("dockerlsp/layers", $$"""{"textDocument":{"uri":"{{uri}}"},"target":"none"}"""))["error"]?["code"]);
    }

    [Theory]
    [MemberData(nameof(LspSession.Servers), MemberType = typeof(LspSession))]
    public async Task Hints_say_what_breaks_a_step_and_what_follows(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        await OpenAsync(session, "file:///x/Dockerfile");
        var hints = await session.RequestAsync(
            "textDocument/inlayHint", """{"textDocument":{"uri":"file:///x/Dockerfile"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}}}""");
        Assert.Equal(
            ["broken by: package.json · 3 steps follow", "broken by: package.json · 2 steps follow", "broken by: any file, … · 1 step follows", "broken by: any file, package.json"],
            hints?.AsArray().Select(h => (string?)h?["label"]) ?? []);
        Assert.Equal(2, (int?)hints?[0]?["position"]?["line"]);
        var lenses = await session.RequestAsync("textDocument/codeLens", """{"textDocument":{"uri":"file:///x/Dockerfile"}}""");
        Assert.Empty(lenses?.AsArray() ?? []);
    }

    [Theory]
    [InlineData("""{"inlayHints":{"enable":false}}""", false, false)]
    [InlineData("""{"codeLens":{"enable":true}}""", true, true)]
    [InlineData("""{"inlayHints":{"enable":"no"},"codeLens":5}""", true, false)]
    [InlineData("null", true, false)]
    public void Settings_switch_them(string section, bool hints, bool lenses) =>
        Assert.Equal(new LayersSettings(hints, lenses), LayersSettings.Read(System.Text.Json.JsonDocument.Parse(section).RootElement));

    private static Task OpenAsync(LspSession session, string uri) => session.NotifyAsync(
        "textDocument/didOpen",
        new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "dockerfile", ["version"] = 1, ["text"] = Text } }.ToJsonString());
}
