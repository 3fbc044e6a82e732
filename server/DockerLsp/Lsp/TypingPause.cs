namespace DockerLsp.Lsp;

/// <summary>Tells when nobody types: programs that are started meanwhile would take the processors from the keys.</summary>
/// <param name="time">The clock.</param>
internal sealed class TypingPause(TimeProvider time)
{
    /// <summary>So long after a key somebody may still be typing.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMilliseconds(200);

    private readonly Lock sync = new();
    private long? lastKey;

    /// <summary>For all documents of the process.</summary>
    public static TypingPause OfProcess { get; } = new(TimeProvider.System);

    /// <summary>Told of a key.</summary>
    public void KeyTyped()
    {
        lock (sync)
        {
            lastKey = time.GetTimestamp();
        }
    }

    /// <summary>Ends when nothing has been typed for a moment.</summary>
    public async Task WaitAsync()
    {
        while (Left() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, time).ConfigureAwait(false);
        }
    }

    private TimeSpan Left()
    {
        lock (sync)
        {
            return lastKey is { } key ? Length - time.GetElapsedTime(key) : TimeSpan.Zero;
        }
    }
}
