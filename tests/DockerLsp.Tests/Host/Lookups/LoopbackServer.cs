using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DockerLsp.Tests.Host.Lookups;

/// <summary>A server of the test's own: it says what it is told to, byte by byte, and keeps the heads of what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Func<string, Stream, Task> answer;
    private readonly Task listening;

    private LoopbackServer(Func<string, Stream, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        Host = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listening = Task.Run(ListenAsync);
    }

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Host and port.</summary>
    public string Host { get; }

    /// <param name="answer">The whole answer to the head of a request.</param>
    public static LoopbackServer Start(Func<string, string> answer) => new(async (head, stream) => await stream.WriteAsync(Encoding.Latin1.GetBytes(answer(head))));

    /// <param name="answer">Writes the answer.</param>
    public static LoopbackServer Start(Func<string, Stream, Task> answer) => new(answer);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await listening;
        ended.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ended.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = new StringBuilder();
                var buffer = new byte[1];
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, ended.Token) == 1)
                {
                    head.Append((char)buffer[0]);
                }

                Requests.Enqueue(head.ToString());
                await answer(head.ToString(), stream);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // Whoever asked has left.
            }
        }
    }
}
