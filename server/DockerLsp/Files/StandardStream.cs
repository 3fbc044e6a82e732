using System.Runtime.InteropServices;

namespace DockerLsp.Files;

/// <summary>
/// Standard input, output or error as plain bytes. The console classes of the framework set the terminal's modes at the first
/// byte, and a file stream keeps a position of its own, which overwrites what others write to the same file.
/// </summary>
internal sealed partial class StandardStream : Stream
{
    private const int ErrorDescriptor = 2;
    private const int InterruptedError = 4;
    private const int BrokenPipeError = 32;
    private const short PollInput = 1;
    private const short PollOutput = 4;

    /// <summary>PIPE_BUF of Linux, in bytes.</summary>
    private const int AtomicLength = 4096;

    private readonly int descriptor;

    private StandardStream(int descriptor) => this.descriptor = descriptor;

    public override bool CanRead => descriptor == 0;

    public override bool CanWrite => descriptor != 0;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether something can be read without waiting.</summary>
    public bool HasInput => IsReady(PollInput);

    /// <summary>Whether so many bytes can be written without waiting. (Linux, pipe(7): a pipe that poll calls writable takes PIPE_BUF bytes.)</summary>
    public bool TakesAtOnce(int count) => count <= AtomicLength && OperatingSystem.IsLinux() && IsReady(PollOutput);

    public static Stream OpenInput() => OperatingSystem.IsWindows() ? Console.OpenStandardInput() : new StandardStream(0);

    public static Stream OpenOutput() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardStream(1);

    public static Stream OpenError() => OperatingSystem.IsWindows() ? Console.OpenStandardError() : new StandardStream(ErrorDescriptor);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var count = ReadDescriptor(descriptor, buffer, buffer.Length);
            if (count >= 0)
            {
                return (int)count;
            }

            WaitOrThrow(PollInput);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => Read(buffer.Span), cancellationToken));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = WriteDescriptor(descriptor, buffer, buffer.Length);
            if (count >= 0)
            {
                buffer = buffer[(int)count..];
            }
            else if (descriptor == ErrorDescriptor && !IsTemporary(Marshal.GetLastPInvokeError()))
            {
                // There is nowhere left to say it.
                return;
            }
            else
            {
                WaitOrThrow(PollOutput);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Whoever writes asynchronously does so from a task of its own here.
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private bool IsReady(short events)
    {
        var poll = new PollDescriptor { Descriptor = descriptor, Events = events };
        return Poll(ref poll, 1, 0) > 0 && (poll.Returned & events) != 0;
    }

    private static bool IsTemporary(int error) => error == InterruptedError || IsWouldBlock(error);

    private static bool IsWouldBlock(int error) => error == (OperatingSystem.IsLinux() ? 11 : 35);

    /// <summary>Returns when it is worth another try. A descriptor may come to us in non-blocking mode.</summary>
    private void WaitOrThrow(short events)
    {
        var error = Marshal.GetLastPInvokeError();
        if (IsWouldBlock(error))
        {
            var poll = new PollDescriptor { Descriptor = descriptor, Events = events };
            _ = Poll(ref poll, 1, -1);
        }
        else if (error != InterruptedError)
        {
            throw descriptor == 0
                ? new IOException($"Reading standard input failed (error {error})")
                : new OutputException(error == BrokenPipeError);
        }
    }

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadDescriptor(int descriptor, Span<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteDescriptor(int descriptor, ReadOnlySpan<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptors, uint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
