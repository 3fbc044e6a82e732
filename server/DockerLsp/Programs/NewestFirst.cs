namespace DockerLsp.Programs;

/// <summary>Has a few at a time go on; of those who wait, who came last is next: that is what somebody looks at.</summary>
/// <param name="places">How many at a time.</param>
internal sealed class NewestFirst(int places)
{
    private readonly Lock sync = new();
    private readonly Stack<TaskCompletionSource> waiting = new();
    private int free = places;

    /// <summary>Ends when it is the caller's turn; whoever entered leaves.</summary>
    public Task EnterAsync()
    {
        lock (sync)
        {
            if (free > 0)
            {
                free--;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Push(turn);
            return turn.Task;
        }
    }

    /// <summary>Makes room for the next.</summary>
    public void Leave()
    {
        TaskCompletionSource? next;
        lock (sync)
        {
            if (!waiting.TryPop(out next))
            {
                free++;
            }
        }

        next?.SetResult();
    }
}
