using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace DockerLsp.Files.Images;

/// <summary>
/// A container engine (Docker, or Podman's service) that runs on this machine, asked for its images through its local socket. It is
/// asked in HTTP/1.0, so that an answer ends where the connection does; the framework's HTTP client alone would be a megabyte.
/// </summary>
/// <param name="address">The path of its socket, or of its pipe on Windows.</param>
internal sealed partial class ImageEngine(string address)
{
    private const int NoSuchFileError = 2;
    private const int PermissionError = 13;

    /// <summary>Seconds in which the engine has to say which image a name means. Packing an image takes as long as it takes.</summary>
    private const int Patience = 10;

    private const int LongestHead = 1 << 14;

    /// <summary>Finds the engine as its own command line does: DOCKER_HOST, or else the first usual socket that is there.</summary>
    /// <param name="getVariable">Gives environment variables.</param>
    /// <exception cref="ImageException">DOCKER_HOST names another machine.</exception>
    public static ImageEngine Find(Func<string, string?> getVariable)
    {
        if (getVariable("DOCKER_HOST") is { Length: > 0 } host)
        {
            return host.StartsWith("unix://", StringComparison.Ordinal) ? new ImageEngine(host["unix://".Length..])
                : host.StartsWith("npipe://", StringComparison.Ordinal) ? new ImageEngine(host["npipe://".Length..].Replace('/', '\\'))
                : throw new ImageException($"is no file, and DOCKER_HOST names `{ImageReader.Shorten(host)}`: only an engine on this machine is asked, by its socket. Save the image with `docker save` and give that file");
        }

        if (OperatingSystem.IsWindows())
        {
            return new ImageEngine(@"\\.\pipe\docker_engine");
        }

        const string Usual = "/var/run/docker.sock";
        string[] sockets = [Usual, getVariable("XDG_RUNTIME_DIR") + "/docker.sock", getVariable("HOME") + "/.docker/run/docker.sock", getVariable("XDG_RUNTIME_DIR") + "/podman/podman.sock"];
        foreach (var socket in sockets)
        {
            if (File.Exists(socket))
            {
                return new ImageEngine(socket);
            }
        }

        return new ImageEngine(Usual);
    }

    /// <summary>Whether a text may be the name of an image: nothing else is sent to an engine.</summary>
    public static bool IsName(string text)
    {
        if (text.Length is 0 or > 255 || !char.IsAsciiLetterOrDigit(text[0]) || text.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-' or '/' or ':' or '@'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The id of the image that a name means now.</summary>
    /// <exception cref="ImageException">No engine answers, or it has no such image.</exception>
    public string FindId(string name)
    {
        using var answer = Get($"/images/{name}/json", Patience);
        using var json = new MemoryStream();
        answer.CopyTo(json);
        using var document = JsonDocument.Parse(json.ToArray());
        return document.RootElement is { ValueKind: JsonValueKind.Object } image && image.TryGetProperty("Id", out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { } id && IsName(id) ? id : throw new InvalidDataException();
    }

    /// <summary>An image as the engine packs it.</summary>
    /// <param name="id">Its id: a name may mean another image when it is read again.</param>
    public IImageSource Open(string id) => new ImageArchive(() => Get($"/images/{id}/get", 0));

    /// <summary>Sends a request; gives what follows the head of the answer.</summary>
    private FileStream Get(string path, int patience)
    {
        var stream = Connect(patience);
        try
        {
            stream.Write(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: docker\r\n\r\n"));
            switch (ReadStatus(stream))
            {
                case 200:
                    return stream;
                case 404:
                    throw new ImageException($"is no file, and no image that the engine at {address} has: `docker images` lists those");
                case var status:
                    throw new ImageException($"was not given by the engine at {address}, which answered with status {status.ToString(CultureInfo.InvariantCulture)}");
            }
        }
        catch (IOException)
        {
            stream.Dispose();
            throw new ImageException($"was not given by the engine at {address}, which did not answer");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the head of an answer, byte by byte, because what follows it is not ours.</summary>
    private static int ReadStatus(Stream stream)
    {
        var head = new StringBuilder();
        var lineStart = 0;
        while (head.Length < LongestHead && stream.ReadByte() is var next and >= 0)
        {
            if (next == '\n')
            {
                if (head.Length == lineStart)
                {
                    // HTTP/1.1 200 OK
                    return head.Length > 12 && int.TryParse(head.ToString(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : throw new IOException();
                }

                head.Append('\n');
                lineStart = head.Length;
            }
            else if (next != '\r')
            {
                head.Append((char)next);
            }
        }

        throw new IOException();
    }

    private FileStream Connect(int patience)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                return new FileStream(address, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0);
            }
            catch (Exception exception) when (FileProblem.IsAboutFile(exception))
            {
                throw Explain(exception is UnauthorizedAccessException ? PermissionError : NoSuchFileError);
            }
        }

        var descriptor = OpenSocket(1, 1, 0); // AF_UNIX, SOCK_STREAM
        var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.ReadWrite, 0);
        var target = AddressOf(address);
        Span<long> seconds = [patience, 0];
        _ = OperatingSystem.IsLinux() ? SetSocketOption(descriptor, 1, 20, seconds, 16) : SetSocketOption(descriptor, 0xFFFF, 0x1006, seconds, 16); // SO_RCVTIMEO
        if (target.Length > 0 && Connect(descriptor, target, target.Length) == 0)
        {
            return stream;
        }

        var error = Marshal.GetLastPInvokeError();
        stream.Dispose();
        throw Explain(error);
    }

    private ImageException Explain(int error) => new(error == PermissionError
        ? $"is no file, and the engine at {address} may not be asked: permission denied. Run this as somebody who may use docker, or give a file that `docker save` wrote"
        : $"is no file, and no engine {(error == NoSuchFileError ? "is there" : "answers")} at {address}: start it, or give a file that `docker save` wrote");

    /// <summary>The address of a socket as the system wants it; empty where the path is too long for one.</summary>
    private static byte[] AddressOf(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        if (bytes.Length > 103)
        {
            return [];
        }

        // Linux: the family in two bytes; elsewhere: the length in one, the family in another. The path ends with a zero.
        var address = new byte[bytes.Length + 3];
        address[OperatingSystem.IsLinux() ? 0 : 1] = 1;
        bytes.CopyTo(address, 2);
        return address;
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int OpenSocket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(int descriptor, ReadOnlySpan<byte> address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetSocketOption(int descriptor, int level, int name, ReadOnlySpan<long> value, int length);
}
