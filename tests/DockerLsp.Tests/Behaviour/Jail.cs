using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DockerLsp.Tests.Behaviour;

/// <summary>How a build ended.</summary>
internal enum BuildEnd
{
    Finished,
    Stopped,
    OverLimit,
}

/// <param name="End">How it ended.</param>
/// <param name="Log">What the recorders and the shells' own output left, in order.</param>
/// <param name="Errors">The beginning of what the shells complained of.</param>
internal sealed record BuildOutcome(BuildEnd End, byte[] Log, string Errors);

/// <summary>A driver process in its scratch root, which runs builds.</summary>
internal sealed class Jail : IDisposable
{
    private readonly Process process;
    private readonly Stream input;
    private readonly Stream output;

    public Jail(string driver, string root, int user)
    {
        process = Process.Start(new ProcessStartInfo(driver, [root, user.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new JailException("the driver does not start");
        input = process.StandardInput.BaseStream;
        output = process.StandardOutput.BaseStream;
        try
        {
            IsOffline = ReadNumber() == 2;
        }
        catch (EndOfStreamException)
        {
            throw new JailException(process.StandardError.ReadToEnd().Trim());
        }
    }

    /// <summary>Whether the jail has a network of its own, without any device.</summary>
    public bool IsOffline { get; }

    public bool IsBroken { get; private set; }

    /// <summary>Runs a build that <see cref="BuildRequest"/> has written down.</summary>
    public BuildOutcome Run(IReadOnlyList<string> words)
    {
        // What the shell does to its own scratch root in one go could still fill a disk or a minute: bash could open sockets.
        if (!IsOffline && words.Any(w => w.Contains("/dev/tcp", StringComparison.Ordinal) || w.Contains("/dev/udp", StringComparison.Ordinal)))
        {
            throw new JailException("the script opens a network connection, and this machine allows no network namespace");
        }

        try
        {
            using var message = new MemoryStream();
            using (var writer = new BinaryWriter(message, Encoding.UTF8, leaveOpen: true))
            {
                writer.Write(words.Count);
                foreach (var word in words)
                {
                    var bytes = Encoding.UTF8.GetBytes(word);
                    writer.Write(bytes.Length);
                    writer.Write(bytes);
                }
            }

            message.WriteTo(input);
            input.Flush();
            var end = (BuildEnd)ReadNumber();
            ReadNumber();
            var log = ReadBlock();
            return new BuildOutcome(end, log, Encoding.UTF8.GetString(ReadBlock()));
        }
        catch (Exception e) when (e is IOException or EndOfStreamException)
        {
            IsBroken = true;
            throw new JailException($"the driver ended: {e.Message}");
        }
    }

    public void Dispose()
    {
        // The driver ends with its input, and takes all that it started with it.
        input.Dispose();
        process.WaitForExit(TimeSpan.FromSeconds(5));
        process.Dispose();
    }

    private int ReadNumber()
    {
        Span<byte> bytes = stackalloc byte[4];
        output.ReadExactly(bytes);
        return BitConverter.ToInt32(bytes);
    }

    private byte[] ReadBlock()
    {
        var block = new byte[ReadNumber()];
        output.ReadExactly(block);
        return block;
    }
}
