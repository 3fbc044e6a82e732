using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace DockerLsp.Lsp;

/// <summary>
/// The requests that came since the last edit and have not been answered. Somebody waits for each; findings, which nobody asked for
/// and which may be many, are sent behind the answers.
/// </summary>
/// <param name="hasInput">Whether more has come than was read.</param>
/// <param name="time">Tells when findings have waited long enough.</param>
internal sealed class OpenRequests(Func<bool> hasInput, TimeProvider time)
{
    /// <summary>Nobody notices so short a time.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    private readonly Lock sync = new();
    private readonly List<RequestId> open = [];
    private bool isReading;
    private TaskCompletionSource? settled;

    /// <summary>More has come than was looked at.</summary>
    public void ReadingBegins()
    {
        lock (sync)
        {
            isReading = true;
        }
    }

    /// <summary>All that came was looked at.</summary>
    public void ReadingEnds()
    {
        lock (sync)
        {
            isReading = false;
            Settle();
        }
    }

    public void Arrived(JsonRpcRequest message)
    {
        lock (sync)
        {
            if (message.IsResponseExpected)
            {
                open.Add(message.RequestId);
            }
            else if (message.Method is "textDocument/didChange")
            {
                // What was asked of the former text will be refused, or takes so long that nothing should wait for it.
                open.Clear();
            }
        }
    }

    public void Answered(RequestId id)
    {
        lock (sync)
        {
            if (open.Remove(id))
            {
                Settle();
            }
        }
    }

    /// <summary>Ends when all that came was looked at and answered, and never much later than somebody would notice.</summary>
    public async Task WhenAnsweredAsync()
    {
        Task wait;
        lock (sync)
        {
            if (IsSettled && !hasInput())
            {
                return;
            }

            settled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wait = settled.Task.WaitAsync(Limit, time);
        }

        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool IsSettled => !isReading && open.Count == 0;

    private void Settle()
    {
        if (IsSettled)
        {
            settled?.SetResult();
            settled = null;
        }
    }
}
