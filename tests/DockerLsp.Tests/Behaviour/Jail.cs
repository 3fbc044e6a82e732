using System.Diagnostics;
using System.Globalization;

namespace DockerLsp.Tests.Behaviour;

/// <summary>A driver process in its scratch root, which runs steps.</summary>
internal sealed class Jail : IDisposable
{
    private readonly Process process;
    private readonly Stream input;
    private readonly Stream output;
    private ScratchState? current;

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

    /// <summary>Does what the words say, on the files of a state.</summary>
    public StepOutcome Run(ScratchState state, IReadOnlyList<string> words)
    {
        // What the shell does to its own scratch root in one go could still fill a disk or a minute: bash could open sockets.
        if (!IsOffline && words.Any(w => w.Contains("/dev/tcp", StringComparison.Ordinal) || w.Contains("/dev/udp", StringComparison.Ordinal)))
        {
            throw new JailException("the script opens a network connection, and this machine allows no network namespace");
        }

        try
        {
            var request = new JailRequest();
            if (current?.Key != state.Key)
            {
                request.Add("restore");
                request.Add(state.Content);
            }

            request.Add([.. words]);
            current = null;
            input.Write(request.ToMessage());
            input.Flush();
            var end = (BuildEnd)ReadNumber();
            ReadNumber();
            var events = BuildLog.Read(ReadBlock());
            var complaints = Complaint.Read(ReadBlock(), events);
            current = new ScratchState(ReadBlock());
            return new StepOutcome(end, events, [.. complaints], current);
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
