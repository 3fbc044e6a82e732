using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DockerLsp.Files;
using DockerLsp.Lookups;
using DockerLsp.Lsp.Protocol;
using DockerLsp.Programs;
using Microsoft.Extensions.Logging;
using Microsoft.VisualStudio.Threading;
using StreamJsonRpc;

namespace DockerLsp.Lsp;

/// <summary>Runs one language server over two streams.</summary>
internal static class ServerHost
{
    /// <summary>In bytes: what a pipe holds.</summary>
    private const int ReadLength = 64 * 1024;

    /// <summary>Serves until the client leaves; gives the exit status, 0 only after <c>shutdown</c>.</summary>
    /// <param name="input">What the client sends.</param>
    /// <param name="output">What the client reads.</param>
    /// <param name="error">The log's second place.</param>
    /// <param name="watch">Knows when the client's process has ended.</param>
    /// <param name="findScriptChecker">Finds ShellCheck; null where no program is to be run.</param>
    /// <param name="findWebClient">Finds what asks servers; null where nobody is to be asked.</param>
    /// <param name="time">Tells how long findings have waited for answers; null for the clock.</param>
    public static async Task<int> RunAsync(Stream input, Stream output, TextWriter error, IClientProcessWatch watch, FindScriptChecker? findScriptChecker = null, FindWebClient? findWebClient = null, TimeProvider? time = null)
    {
        // By reflection, which takes a while: meanwhile the rest is made ready.
        var methods = Task.Run(RpcTargetMetadata.FromShape<ILanguageServer>);
        var open = new OpenRequests(() => input is StandardStream { HasInput: true }, time ?? TimeProvider.System);
        var reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: ReadLength));
        var handler = new ServerMessageHandler(new MessageWriter(output), reader, CreateFormatter(), open);
        using var rpc = new ServerRpc(handler);
        var client = new EditorClient(rpc, open);
        var trace = new ClientTrace();
        using var loggers = new LoggerFactory([new ServerLoggerProvider(client, error, trace)], new LoggerFilterOptions { MinLevel = LogLevel.Debug });
        var logger = loggers.CreateLogger("dockerlsp");
        handler.Logger = logger;
        rpc.Logger = logger;

        // Not sticky: what follows the first wait of a handler runs beside the queue.
        var queue = new NonConcurrentSynchronizationContext(sticky: false);
        var server = new LanguageServer(client, queue, loggers, trace, findScriptChecker, findWebClient);
        rpc.SynchronizationContext = queue;
        rpc.AddLocalRpcTarget(await methods.ConfigureAwait(false), server, null);
        rpc.StartListening();

        using var ended = new CancellationTokenSource();
        var clientEnded = WatchAsync(server, watch, ended.Token);
        var first = await Task.WhenAny(rpc.Completion, server.Exited, clientEnded).ConfigureAwait(false);
        if (first == rpc.Completion && first.Exception is { } exception)
        {
            error.WriteLine($"dockerlsp: the connection broke: {exception.InnerException?.Message}");
        }

        await ended.CancelAsync().ConfigureAwait(false);
        return server.IsShutDown ? 0 : 1;
    }

    private static async Task WatchAsync(LanguageServer server, IClientProcessWatch watch, CancellationToken cancellationToken)
    {
        if (await server.ClientProcess.WaitAsync(cancellationToken).ConfigureAwait(false) is { } processId)
        {
            await watch.WaitForEndAsync(processId, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "All types that are sent have generated metadata; sessions against the native binary are tests.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "All types that are sent have generated metadata; sessions against the native binary are tests.")]
    private static SystemTextJsonFormatter CreateFormatter() => new()
    {
        // Copied from the context's own options, which carry the naming policy over.
        JsonSerializerOptions = new JsonSerializerOptions(ProtocolJson.Default.Options) { TypeInfoResolver = ProtocolJson.Default },
    };
}
