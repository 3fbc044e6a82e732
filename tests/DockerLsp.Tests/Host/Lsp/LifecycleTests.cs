using System.Text.Json.Nodes;
using DockerLsp.Lsp;

namespace DockerLsp.Tests.Host.Lsp;

public class LifecycleTests
{
    private const string Uri = "file:///w/Dockerfile";

    public static TheoryData<string> Servers => LspSession.Servers();

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Exit_after_shutdown_is_0(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        await session.RequestAsync("shutdown", "null");
        await session.NotifyAsync("exit", "null");
        Assert.Equal(0, await session.Exit);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Exit_without_shutdown_is_1(string server)
    {
        await using var session = LspSession.Connect(server);
        await session.NotifyAsync("exit", "null");
        Assert.Equal(1, await session.Exit);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task It_ends_when_its_input_does(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        session.CloseInput();
        Assert.Equal(1, await session.Exit);
    }

    [Fact]
    public async Task It_ends_when_the_clients_process_does()
    {
        var watch = new ManualWatch();
        await using var session = LspSession.Connect("in process", watch);
        await session.RequestAsync("initialize", """{"processId":4711,"capabilities":{}}""");
        Assert.Equal(4711, await watch.Watched.Task);
        watch.Ended.SetResult();
        Assert.Equal(1, await session.Exit);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Requests_have_their_time(string server)
    {
        await using var session = LspSession.Connect(server);
        var hover = Hover(0, 0);
        Assert.Equal(-32002, Code(await session.RequestRawAsync("textDocument/hover", hover)));
        await session.RequestAsync("initialize", """{"capabilities":{}}""");
        Assert.Equal(-32600, Code(await session.RequestRawAsync("initialize", """{"capabilities":{}}""")));
        await session.RequestAsync("shutdown", "null");
        Assert.Equal(-32600, Code(await session.RequestRawAsync("textDocument/hover", hover)));
        Assert.Equal(-32600, Code(await session.RequestRawAsync("shutdown", "null")));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Errors_are_those_of_the_protocol(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        Assert.Equal(-32601, Code(await session.RequestRawAsync("no/suchMethod", "{}")));
        foreach (var parameters in new[] { """{"textDocument":5}""", "{}", "[]", "5", "\"x\"", "[1,2,3]", """{"textDocument":{"uri":null},"position":{"line":0,"character":0}}""" })
        {
            var answer = await session.RequestRawAsync("textDocument/hover", parameters);
            Assert.Equal(-32602, Code(answer));
            Assert.DoesNotContain("   at ", answer.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.Equal(-32602, Code(await session.RequestRawAsync("textDocument/hover", Hover(0, 0))));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Nonsense_is_answered_and_the_connection_goes_on(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        foreach (var (message, code) in new[]
        {
            ("{", -32700), ("", -32700), ("\u0000", -32700), (new string('[', 1000), -32700), ("[]", -32600), ("5", -32600), ("null", -32600), ("{}", -32600),
            ("""{"jsonrpc":"2.0","id":77,"method":5}""", -32600), ("""{"jsonrpc":"2.0","id":78,"method":null}""", -32600),
            ("""{"jsonrpc":"2.0","id":{},"method":"shutdown"}""", -32600), ("""{"jsonrpc":"2.0","id":79,"error":{}}""", -32600),
        })
        {
            var before = Count(code);
            await session.SendAsync(message);
            await session.WaitAsync(_ => Count(code) > before);
        }

        // Answers to questions that nobody asked.
        await session.SendAsync("""{"jsonrpc":"2.0","id":4711,"result":null}""");
        await session.SendAsync("""{"jsonrpc":"2.0","id":"x","error":{"code":1,"message":"m"}}""");
        // Headers that say nothing, something else, or less than they should.
        await session.SendRawAsync("\r\n\r\nnonsense\r\nContent-Type: x\r\n\r\nContent-Length: -5\r\n\r\nContent-Length: x\r\n\r\n"u8.ToArray());
        await session.SendRawAsync("Content-Length: 2\r\n\r\n{}{\"jsonrpc\":\"2.0\"}"u8.ToArray());
        await session.SendRawAsync("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n"u8.ToArray());
        Assert.Equal(-32601, Code(await session.RequestRawAsync("no/suchMethod", "{}")));

        int Count(int code) => session.Received.Count(message => message["error"] is not null && Code(message) == code);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_content_that_is_too_long_to_be_true_ends_the_connection(string server)
    {
        await using var session = await LspSession.StartAsync(server);
        await session.SendRawAsync("Content-Length: 99999999999999999999\r\n\r\n{}"u8.ToArray());
        Assert.Equal(1, await session.Exit);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Null_parameters_are_no_parameters(string server)
    {
        await using var session = LspSession.Connect(server);
        Assert.Equal(-32602, Code(await session.RequestRawAsync("initialize", "null")));
        await session.RequestAsync("initialize", """{"capabilities":null,"processId":null}""");
        await session.NotifyAsync("initialized", "null");
        await session.RequestAsync("shutdown", "null");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Nothing_is_announced_that_a_client_did_not_ask_for(string server)
    {
        await using var plain = await LspSession.StartAsync(server);
        Assert.Equal("utf-16", (string?)plain.Capabilities["positionEncoding"]);
        Assert.Equal(2, (int?)plain.Capabilities["textDocumentSync"]?["change"]);
        Assert.Null(plain.Capabilities["diagnosticProvider"]);
        Assert.NotNull(plain.Capabilities["executeCommandProvider"]);
        await using var pulling = await LspSession.StartAsync(server, Clients.Pulling);
        Assert.NotNull(pulling.Capabilities["diagnosticProvider"]);
        await using var full = await LspSession.StartAsync(server, Clients.Full);
        Assert.Null(full.Capabilities["executeCommandProvider"]);
        Assert.True((bool?)full.Capabilities["codeActionProvider"]?["resolveProvider"]);
    }

    [Theory]
    [InlineData("""["utf-8","utf-16"]""", "utf-8")]
    [InlineData("""["utf-7","utf-32"]""", "utf-32")]
    [InlineData("""["utf-16","utf-8"]""", "utf-16")]
    [InlineData("[]", "utf-16")]
    public async Task The_clients_first_known_encoding_is_taken(string offered, string taken)
    {
        await using var session = await LspSession.StartAsync("in process", $$$"""{"general":{"positionEncodings":{{{offered}}}}}""");
        Assert.Equal(taken, (string?)session.Capabilities["positionEncoding"]);
    }

    private static string Hover(int line, int character) =>
        $$$"""{"textDocument":{"uri":"{{{Uri}}}"},"position":{"line":{{{line}}},"character":{{{character}}}}}""";

    private static int Code(JsonNode answer) => (int?)answer["error"]?["code"] ?? 0;

    private sealed class ManualWatch : IClientProcessWatch
    {
        public TaskCompletionSource<int> Watched { get; } = new();

        public TaskCompletionSource Ended { get; } = new();

        public Task WaitForEndAsync(int processId, CancellationToken cancellationToken)
        {
            Watched.SetResult(processId);
            return Ended.Task.WaitAsync(cancellationToken);
        }
    }
}
