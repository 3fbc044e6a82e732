using System.Text.Json.Nodes;
using DockerLsp.Engine.Text;
using DockerLsp.Lsp;
using DockerLsp.Lsp.Protocol;
using Range = DockerLsp.Lsp.Protocol.Range;

namespace DockerLsp.Tests.Host.Lsp;

public class PositionEncodingTests
{
    private const string Uri = "file:///w/Dockerfile";

    public static TheoryData<string> Servers => LspSession.Servers();

    [Theory]
    [InlineData(PositionEncoding.Utf16, 4)]
    [InlineData(PositionEncoding.Utf8, 7)]
    [InlineData(PositionEncoding.Utf32, 3)]
    public void A_column_counts_the_units_agreed_on(PositionEncoding encoding, int column)
    {
        var text = SourceText.From("x\né😀a!\n");
        var map = new PositionMap(encoding);
        var offset = text.ToString().IndexOf('!', StringComparison.Ordinal);
        Assert.Equal(offset, map.GetOffset(text, map.GetPosition(text, offset)));
        Assert.Equal(new Position(1, column), map.GetPosition(text, offset));
    }

    [Fact]
    public void A_reversed_range_is_the_same_range()
    {
        var text = SourceText.From("one\ntwo\n");
        var map = new PositionMap(PositionEncoding.Utf16);
        Assert.Equal(map.GetSpan(text, new Range(new(0, 1), new(1, 2))), map.GetSpan(text, new Range(new(1, 2), new(0, 1))));
    }

    [FindingsTheory]
    [MemberData(nameof(Servers))]
    public async Task Whatever_the_units_edits_lead_to_the_same_findings(string server)
    {
        List<string> found = [];
        foreach (var (encoding, column) in new[] { ("utf-8", 8), ("utf-16", 5), ("utf-32", 4) })
        {
            await using var session = await LspSession.StartAsync(server, $$$"""{"general":{"positionEncodings":["{{{encoding}}}"]}}""");
            await session.OpenAsync(Uri, "# é😀x\n" + Samples.Bad);
            // The x goes, and the line feed with it comes back.
            await session.NotifyAsync("textDocument/didChange", new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = 2 },
                ["contentChanges"] = new JsonArray(new JsonObject
                {
                    ["range"] = new JsonObject
                    {
                        ["start"] = new JsonObject { ["line"] = 0, ["character"] = column },
                        ["end"] = new JsonObject { ["line"] = 1, ["character"] = 0 },
                    },
                    ["text"] = "\n",
                }),
            }.ToJsonString());
            found.Add((await session.DiagnosticsAsync(Uri, 2)).ToJsonString());
        }

        Assert.NotEqual("[]", found[0]);
        Assert.Single(found.Distinct());
    }
}
