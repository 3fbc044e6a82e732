using System.Text.Json.Nodes;

namespace DockerLsp.Tests.Host.Lsp;

/// <summary>What is answered while someone types.</summary>
public class TypingTests
{
    public static TheoryData<string> Servers => LspSession.Servers();

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Proposals_have_places_to_fill_in_only_where_the_client_knows_them(string server)
    {
        foreach (var (capabilities, format, start) in new[] { (Clients.Full, 2, "CMD [\"${1:"), ("{}", 1, "CMD [\"program") })
        {
            await using var session = await LspSession.StartAsync(server, capabilities);
            await session.OpenAsync("file:///w/Dockerfile", "FROM a\nCM");
            var result = await session.RequestAsync("textDocument/completion", At("file:///w/Dockerfile", 1, 2));
            var item = Assert.Single((JsonArray)(result["items"] ?? new JsonArray()), i => (string?)i?["label"] == "CMD in exec form");
            Assert.Equal(format, (int?)item?["insertTextFormat"]);
            Assert.StartsWith(start, (string?)item?["textEdit"]?["newText"], StringComparison.Ordinal);
            Assert.Equal(0, (int?)item?["textEdit"]?["range"]?["start"]?["character"]);
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Files_are_proposed_as_the_ignore_file_says_and_never_in_an_untrusted_workspace(string server)
    {
        using var folder = new TempFolder();
        folder.Add("a.txt", "");
        folder.Add("b.log", "");
        folder.Add(".dockerignore", "*.log\n");
        var uri = new Uri(System.IO.Path.Combine(folder.Path, "Dockerfile")).AbsoluteUri;
        foreach (var trusted in new[] { true, false })
        {
            await using var session = await LspSession.StartAsync(server, Clients.Full, $$"""{"trustedWorkspace":{{(trusted ? "true" : "false")}}}""");
            await session.OpenAsync(uri, "FROM a\nCOPY a.txt /x/\n");
            var result = await session.RequestAsync("textDocument/completion", At(uri, 1, 5));
            var labels = ((JsonArray)(result["items"] ?? new JsonArray())).Select(i => (string?)i?["label"]).ToList();
            Assert.Equal(trusted, labels.Contains("a.txt"));
            Assert.DoesNotContain("b.log", labels);
            var links = (JsonArray)await session.RequestAsync("textDocument/documentLink", $$$"""{"textDocument":{"uri":"{{{uri}}}"}}""");
            Assert.Equal(trusted, links.Any(l => ((string?)l?["target"])?.EndsWith("/a.txt", StringComparison.Ordinal) is true));
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task The_syntax_is_shown(string server)
    {
        await using var session = await LspSession.StartAsync(server, Clients.Full);
        await session.OpenAsync("file:///w/Dockerfile", "FROM a AS ");
        var help = await session.RequestAsync("textDocument/signatureHelp", At("file:///w/Dockerfile", 0, 10));
        Assert.Equal(2, (int?)help["activeParameter"]);
        Assert.StartsWith("FROM ", (string?)help["signatures"]?[0]?["label"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Texts_are_formatted(string server)
    {
        await using var session = await LspSession.StartAsync(server, Clients.Full);
        await session.OpenAsync("file:///w/Dockerfile", "FROM  a\nRUN  b \\\n");
        const string Options = "\"options\":{\"tabSize\":2,\"insertSpaces\":true,\"key\":1}";
        const string Document = "{\"textDocument\":{\"uri\":\"file:///w/Dockerfile\"},";
        Assert.Equal(2, ((JsonArray)await session.RequestAsync("textDocument/formatting", Document + Options + "}")).Count);
        Assert.Single((JsonArray)await session.RequestAsync("textDocument/rangeFormatting", Document + Options + ",\"range\":{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":0,\"character\":1}}}"));
        var edits = (JsonArray)await session.RequestAsync("textDocument/onTypeFormatting", Document + Options + ",\"ch\":\"\\n\",\"position\":{\"line\":2,\"character\":0}}");
        Assert.Equal("  ", (string?)Assert.Single(edits)?["newText"]);
    }

    private static string At(string uri, int line, int character) =>
        "{\"textDocument\":{\"uri\":\"" + uri + "\"},\"position\":{\"line\":" + line + ",\"character\":" + character + "}}";
}
