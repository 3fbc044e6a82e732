using System.Net.Sockets;
using System.Text;

namespace DockerLsp.Tests.Host.Files.Images;

/// <summary>Answers at a socket as a container engine does; it knows one image.</summary>
internal sealed class FakeEngine : IDisposable
{
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<string> requests = [];

    /// <param name="path">Where the socket is made.</param>
    /// <param name="answer">Gives the bytes that are sent for a path, before the connection is closed.</param>
    public FakeEngine(string path, Func<string, byte[]> answer)
    {
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        _ = Task.Run(() => Serve(answer));
    }

    /// <summary>The paths that were asked for.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>An engine with one image.</summary>
    public static FakeEngine WithImage(string path, string name, byte[] archive) => new(path, asked =>
        asked == $"/images/{name}/json" ? Answer(200, """{"Id":"sha256:ab12"}"""u8.ToArray())
        : asked == "/images/sha256:ab12/get" ? Answer(200, archive)
        : Answer(404, """{"message":"No such image"}"""u8.ToArray()));

    public static byte[] Answer(int status, byte[] body) => [.. Encoding.ASCII.GetBytes($"HTTP/1.0 {status} Said\r\nContent-Type: any\r\nConnection: close\r\n\r\n"), .. body];

    public void Dispose() => listener.Dispose();

    private void Serve(Func<string, byte[]> answer)
    {
        try
        {
            while (true)
            {
                using var stream = new NetworkStream(listener.Accept(), ownsSocket: true);
                var head = new StringBuilder();
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    head.Append((char)stream.ReadByte());
                }

                Assert.Contains("HTTP/1.0\r\n", head.ToString(), StringComparison.Ordinal);
                var path = head.ToString().Split(' ')[1];
                lock (requests)
                {
                    requests.Add(path);
                }

                try
                {
                    stream.Write(answer(path));
                }
                catch (IOException)
                {
                    // Who reads for the first time leaves when it has what it wants.
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
