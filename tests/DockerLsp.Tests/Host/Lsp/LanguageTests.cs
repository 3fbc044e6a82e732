using System.Text.Json.Nodes;
using DockerLsp.Lsp;

namespace DockerLsp.Tests.Host.Lsp;

public class LanguageTests
{
    private const string Uri = "file:///w/Dockerfile";

    private const string Text = "ARG V=1\nFROM debian:$V AS build\nRUN x \\\n  y\nFROM scratch\nCOPY --from=build /a /b\n";

    public static TheoryData<string> Servers => LspSession.Servers();

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task The_outline_is_nested_for_clients_that_know_that(string server)
    {
        await using var nested = await OpenAsync(server, Clients.Full);
        var symbols = (JsonArray)await nested.RequestAsync("textDocument/documentSymbol", Document);
        Assert.Equal(["ARG V", "build", "scratch"], symbols.Select(s => (string?)s?["name"]));
        Assert.Equal("RUN x y", (string?)symbols[1]?["children"]?[0]?["name"]);
        await using var flat = await OpenAsync(server, "{}");
        symbols = (JsonArray)await flat.RequestAsync("textDocument/documentSymbol", Document);
        Assert.Equal(["ARG V", "build", "RUN x y", "scratch", "COPY --from=build /a /b"], symbols.Select(s => (string?)s?["name"]));
        Assert.Equal("build", (string?)symbols[2]?["containerName"]);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Symbols_of_all_open_documents_are_found(string server)
    {
        await using var session = await OpenAsync(server, Clients.Full);
        await session.OpenAsync("file:///w/other.Dockerfile", "FROM a AS rebuild\n");
        var symbols = (JsonArray)await session.RequestAsync("workspace/symbol", """{"query":"BLD"}""");
        Assert.Equal(["build", "rebuild"], symbols.Select(s => (string?)s?["name"]));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Names_are_followed(string server)
    {
        await using var session = await OpenAsync(server, Clients.Full);
        var place = At(5, 14);
        var definitions = (JsonArray)await session.RequestAsync("textDocument/definition", place);
        Assert.Equal(1, (int?)Assert.Single(definitions)?["range"]?["start"]?["line"]);
        var references = (JsonArray)await session.RequestAsync("textDocument/references", place.Replace("}}", """},"context":{"includeDeclaration":true}}""", StringComparison.Ordinal));
        Assert.Equal(2, references.Count);
        Assert.Equal([3, 2], ((JsonArray)await session.RequestAsync("textDocument/documentHighlight", place)).Select(h => (int?)h?["kind"]));
        Assert.Equal("build", (string?)(await session.RequestAsync("textDocument/prepareRename", place))["placeholder"]);
        var edit = await session.RequestAsync("textDocument/rename", place.Replace("}}", """},"newName":"base"}""", StringComparison.Ordinal));
        Assert.Equal(2, (edit["documentChanges"]?[0]?["edits"] as JsonArray)?.Count);
        var refusal = await session.RequestRawAsync("textDocument/rename", place.Replace("}}", """},"newName":"1"}""", StringComparison.Ordinal));
        Assert.Equal(-32803, (int?)refusal["error"]?["code"]);
        Assert.Contains("letter", (string?)refusal["error"]?["message"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Folds_selections_and_links_are_given(string server)
    {
        await using var session = await OpenAsync(server, Clients.Full);
        Assert.Equal([1, 2, 4], ((JsonArray)await session.RequestAsync("textDocument/foldingRange", Document)).Select(f => (int?)f?["startLine"]));
        var selection = (JsonArray)await session.RequestAsync("textDocument/selectionRange", $$$"""{"textDocument":{"uri":"{{{Uri}}}"},"positions":[{"line":3,"character":2},{"line":0,"character":0}]}""");
        Assert.Equal(2, selection.Count);
        Assert.NotNull(selection[0]?["parent"]?["range"]);
        var links = (JsonArray)await session.RequestAsync("textDocument/documentLink", Document);
        Assert.Equal(["https://hub.docker.com/_/debian", $"{Uri}#L2"], links.Select(l => (string?)l?["target"]));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Tokens_are_given_whole_and_as_what_changed(string server)
    {
        await using var session = await OpenAsync(server, Clients.Full);
        var full = await session.RequestAsync("textDocument/semanticTokens/full", Document);
        var data = (full["data"] as JsonArray ?? []).Select(n => (int?)n ?? 0).ToArray();
        Assert.Equal([0, 0, 3, 0, 0], data[..5]);
        await session.NotifyAsync("textDocument/didChange", $$$"""{"textDocument":{"uri":"{{{Uri}}}","version":2},"contentChanges":[{"range":{"start":{"line":2,"character":4},"end":{"line":2,"character":5}},"text":"longer"}]}""");
        var delta = await session.RequestAsync("textDocument/semanticTokens/full/delta", $$$"""{"textDocument":{"uri":"{{{Uri}}}"},"previousResultId":"{{{(string?)full["resultId"]}}}"} """);
        var edit = Assert.Single((JsonArray)(delta["edits"] ?? new JsonArray()));
        var start = (int?)edit?["start"] ?? 0;
        var changed = data[..start].Concat((edit?["data"] as JsonArray ?? []).Select(n => (int?)n ?? 0)).Concat(data[(start + ((int?)edit?["deleteCount"] ?? 0))..]);
        var again = await session.RequestAsync("textDocument/semanticTokens/full", Document);
        Assert.Equal((again["data"] as JsonArray ?? []).Select(n => (int?)n ?? 0), changed);
        var range = await session.RequestAsync("textDocument/semanticTokens/range", Document.Replace("}}", """},"range":{"start":{"line":4,"character":0},"end":{"line":4,"character":4}}}""", StringComparison.Ordinal));
        Assert.Equal([4, 0, 4, 0, 0], (range["data"] as JsonArray ?? []).Select(n => (int?)n ?? 0).Take(5));
    }

    [Theory]
    [InlineData(new int[0], new[] { 1 }, 0, 0, new[] { 1 })]
    [InlineData(new[] { 1, 2, 3 }, new[] { 1, 9, 3 }, 1, 1, new[] { 9 })]
    [InlineData(new[] { 1, 1 }, new[] { 1, 1, 1 }, 2, 0, new[] { 1 })]
    [InlineData(new[] { 1, 2 }, new[] { 1 }, 1, 1, new int[0])]
    public void One_edit_makes_new_numbers_of_old_ones(int[] former, int[] current, int start, int deleted, int[] data)
    {
        var edit = Assert.Single(SemanticTokensFeature.GetEdits(former, current));
        Assert.Equal((start, deleted), (edit.Start, edit.DeleteCount));
        Assert.Equal(data, edit.Data);
        Assert.Empty(SemanticTokensFeature.GetEdits(current, current));
    }

    private const string Document = $$$"""{"textDocument":{"uri":"{{{Uri}}}"}}""";

    private static string At(int line, int character) =>
        "{\"textDocument\":{\"uri\":\"" + Uri + "\"},\"position\":{\"line\":" + line + ",\"character\":" + character + "}}";

    private static async Task<LspSession> OpenAsync(string server, string capabilities)
    {
        var session = await LspSession.StartAsync(server, capabilities);
        await session.OpenAsync(Uri, Text);
        return session;
    }
}
