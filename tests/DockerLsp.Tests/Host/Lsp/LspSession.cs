using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DockerLsp.Lookups;
using DockerLsp.Lsp;
using DockerLsp.Programs;
using Nerdbank.Streams;

namespace DockerLsp.Tests.Host.Lsp;

/// <summary>A client with a server of its own: in this process, or the native binary where it has been built.</summary>
internal sealed class LspSession : IAsyncDisposable
{
    /// <summary>Not a measure of anything: only so that a lost answer ends in a failure instead of a hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Stream toServer;
    private readonly Stream fromServer;
    private readonly Process? process;
    private readonly List<JsonNode> received = [];
    private readonly Task reading;
    private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int lastId;

    private LspSession(Stream toServer, Stream fromServer, Task<int> exit, Process? process)
    {
        this.toServer = toServer;
        this.fromServer = fromServer;
        this.process = process;
        Exit = exit;
        reading = Task.Run(ReadAsync);
    }

    /// <summary>Ends with the exit status of the server.</summary>
    public Task<int> Exit { get; }

    /// <summary>What the client answers when it is asked for its settings.</summary>
    public JsonNode? Settings { get; set; }

    /// <summary>What it answers for folders, by URI; the same as for all where a folder is not named.</summary>
    public Dictionary<string, JsonNode> FolderSettings { get; } = [];

    /// <summary>What it answers when it is to apply an edit.</summary>
    public JsonNode? EditAnswer { get; set; }

    /// <summary>A method that the client does not answer.</summary>
    public string? Unanswered { get; set; }

    /// <summary>The server's capabilities.</summary>
    public JsonNode Capabilities { get; private set; } = new JsonObject();

    /// <summary>All that came so far.</summary>
    public IReadOnlyList<JsonNode> Received
    {
        get
        {
            lock (received)
            {
                return [.. received];
            }
        }
    }

    /// <summary>The kinds of servers to run sessions against.</summary>
    public static TheoryData<string> Servers()
    {
        var servers = new TheoryData<string> { "in process" };
        if (FindBinary() is not null)
        {
            servers.Add("native");
        }

        return servers;
    }

    /// <summary>Starts a server without a word to it.</summary>
    public static LspSession Connect(string server, IClientProcessWatch? watch = null, IScriptChecker? checker = null, IWebClient? web = null, TimeProvider? time = null)
    {
        if (server == "native")
        {
            var process = Process.Start(new ProcessStartInfo(FindBinary() ?? throw new FileNotFoundException(), ["lsp", "--stdio"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // What is installed here must not matter.
                Environment = { ["PATH"] = "" },
            }) ?? throw new InvalidOperationException("The server did not start");
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            return new LspSession(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, GetExitAsync(process), process);
        }

        var (client, serverEnd) = FullDuplexStream.CreatePair();
        return new LspSession(client, client, ServerHost.RunAsync(serverEnd, serverEnd, TextWriter.Null, watch ?? new NoWatch(), (_, _) => checker, web is null ? null : _ => web, time), null);
    }

    /// <summary>Starts a server and goes through the handshake.</summary>
    /// <param name="server">One of <see cref="Servers"/>.</param>
    /// <param name="capabilities">The client's capabilities as JSON.</param>
    /// <param name="options">The initialization options as JSON.</param>
    /// <param name="checker">Stands in for ShellCheck; none by default.</param>
    /// <param name="web">Stands in for what asks servers; none by default.</param>
    /// <param name="time">Stands in for the clock by which findings wait for answers.</param>
    public static async Task<LspSession> StartAsync(string server, string capabilities = "{}", string options = "null", IScriptChecker? checker = null, IWebClient? web = null, TimeProvider? time = null)
    {
        var session = Connect(server, checker: checker, web: web, time: time);
        var parameters = $$"""{"processId":null,"rootUri":null,"initializationOptions":{{options}},"capabilities":{{capabilities}}}""";
        session.Capabilities = (await session.RequestAsync("initialize", parameters))["capabilities"] ?? throw new InvalidDataException();
        await session.NotifyAsync("initialized", "{}");
        return session;
    }

    public Task OpenAsync(string uri, string text, int version = 1) => NotifyAsync("textDocument/didOpen", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "dockerfile", ["version"] = version, ["text"] = text },
    }.ToJsonString());

    public Task NotifyAsync(string method, string parameters) => SendAsync($$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters}}}""");

    /// <summary>The result; a failure where the server answers with an error.</summary>
    public async Task<JsonNode> RequestAsync(string method, string parameters)
    {
        var answer = await RequestRawAsync(method, parameters);
        Assert.Null(answer["error"]);
        return answer["result"] ?? new JsonObject();
    }

    /// <summary>The whole answer.</summary>
    public async Task<JsonNode> RequestRawAsync(string method, string parameters)
    {
        var id = Interlocked.Increment(ref lastId);
        await SendAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        return await AnswerAsync(id);
    }

    public Task<JsonNode> AnswerAsync(int id) =>
        WaitAsync(message => message["method"] is null && message["id"] is JsonValue value && value.TryGetValue<int>(out var number) && number == id);

    /// <summary>The diagnostics that are pushed for a version.</summary>
    public async Task<JsonArray> DiagnosticsAsync(string uri, int version)
    {
        var message = await WaitAsync(message => (string?)message["method"] == "textDocument/publishDiagnostics"
            && (string?)message["params"]?["uri"] == uri && (int?)message["params"]?["version"] == version);
        return message["params"]?["diagnostics"] as JsonArray ?? throw new InvalidDataException();
    }

    /// <summary>The first message that fits, whether it came already or is to come.</summary>
    public async Task<JsonNode> WaitAsync(Func<JsonNode, bool> fits)
    {
        var seen = 0;
        while (true)
        {
            Task next;
            lock (received)
            {
                for (; seen < received.Count; seen++)
                {
                    if (fits(received[seen]))
                    {
                        return received[seen];
                    }
                }

                next = arrival.Task;
            }

            Assert.False(reading.IsCompleted && !next.IsCompleted, "The server ended");
            await Task.WhenAny(next, reading).WaitAsync(Patience);
        }
    }

    public Task SendAsync(string message) => SendRawAsync(Frame(message));

    /// <summary>A message with its header.</summary>
    public static byte[] Frame(string message)
    {
        var body = Encoding.UTF8.GetBytes(message);
        return [.. Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"), .. body];
    }

    public async Task SendRawAsync(byte[] bytes)
    {
        await toServer.WriteAsync(bytes);
        await toServer.FlushAsync();
    }

    /// <summary>Ends what the server reads.</summary>
    public void CloseInput()
    {
        if (toServer is IDisposable disposable)
        {
            disposable.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        CloseInput();
        await Exit.WaitAsync(Patience);
        process?.Dispose();
    }

    private static async Task<int> GetExitAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    internal static string? FindBinary()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DockerLsp.sln")))
            {
                var binary = Path.Combine(folder.FullName, "artifacts", "bin", OperatingSystem.IsWindows() ? "dockerlsp.exe" : "dockerlsp");
                return File.Exists(binary) ? binary : null;
            }
        }

        return null;
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await ReadMessageAsync() is { } message)
            {
                if (message["method"] is { } method && (string?)method != Unanswered && message["id"] is { } id)
                {
                    var result = (string?)message["method"] == "workspace/configuration"
                        ? new JsonArray([.. (message["params"]?["items"] as JsonArray ?? []).Select(item =>
                            (FolderSettings.GetValueOrDefault((string?)item?["scopeUri"] ?? "") ?? Settings)?.DeepClone())])
                        : (string?)message["method"] == "workspace/applyEdit" ? EditAnswer?.DeepClone() : null;
                    await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), ["result"] = result }.ToJsonString());
                }

                lock (received)
                {
                    received.Add(message);
                    arrival.TrySetResult();
                    arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The server has gone; who waits is told.
        }
    }

    private async Task<JsonNode?> ReadMessageAsync()
    {
        var length = -1;
        while (await ReadLineAsync() is { } line)
        {
            if (line.Length > 0)
            {
                length = int.Parse(line["Content-Length: ".Length..], CultureInfo.InvariantCulture);
                continue;
            }

            var body = new byte[length];
            await fromServer.ReadExactlyAsync(body);
            return JsonNode.Parse(body);
        }

        return null;
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await fromServer.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }

    private sealed class NoWatch : IClientProcessWatch
    {
        public Task WaitForEndAsync(int processId, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
