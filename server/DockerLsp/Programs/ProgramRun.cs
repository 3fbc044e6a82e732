using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace DockerLsp.Programs;

/// <summary>Runs an installed program to its end.</summary>
internal static class ProgramRun
{
    /// <param name="start">The program, its arguments and environment.</param>
    /// <param name="input">What it gets on standard input.</param>
    /// <param name="limit">In bytes: more is not read of its output, nor of what it says of errors, which is not kept.</param>
    /// <param name="cancellationToken">Ends it, with all that it started.</param>
    /// <param name="givesWay">Whether others who want a processor come first.</param>
    /// <exception cref="EndlessAnswerException">It said more.</exception>
    /// <exception cref="Win32Exception">It cannot be run.</exception>
    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static async Task<(int Status, byte[] Output)> RunAsync(ProcessStartInfo start, string input, int limit, CancellationToken cancellationToken, bool givesWay = false)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        // Not the workspace: nothing there is to be found by accident.
        start.WorkingDirectory = Path.GetDirectoryName(start.FileName);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("it did not start");
        try
        {
            if (givesWay)
            {
                GiveWay(process);
            }

            using var output = new MemoryStream();
            var reading = CopyAsync(process.StandardOutput.BaseStream, output, limit, cancellationToken);
            var errors = CopyAsync(process.StandardError.BaseStream, Stream.Null, limit, cancellationToken);
            try
            {
                await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(input), cancellationToken).ConfigureAwait(false);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It did not read on: an option that it does not know, most likely. Its exit status tells.
            }

            await reading.ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, output.ToArray());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static void GiveWay(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or NotSupportedException)
        {
            // It has ended already, or may not be told: it is no worse for that.
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, int limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 15];
        var left = limit;
        while (await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            left -= count;
            if (left < 0)
            {
                throw new EndlessAnswerException();
            }

            to.Write(buffer, 0, count);
        }
    }
}

/// <summary>A program said more than is read.</summary>
internal sealed class EndlessAnswerException() : IOException("its answer does not end");
