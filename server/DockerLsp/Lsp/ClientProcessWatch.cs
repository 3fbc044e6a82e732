using System.Diagnostics;

namespace DockerLsp.Lsp;

/// <summary>Looks from time to time whether a process of this machine is still there.</summary>
internal sealed class ClientProcessWatch : IClientProcessWatch
{
    /// <summary>Standard input ends with most clients; this is for those whose pipe outlives them.</summary>
    private static TimeSpan Interval => TimeSpan.FromSeconds(5);

    public async Task WaitForEndAsync(int processId, CancellationToken cancellationToken)
    {
        if (!IsAlive(processId))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        using var timer = new PeriodicTimer(Interval);
        while (IsAlive(processId))
        {
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
