namespace DockerLsp.Lsp;

/// <summary>
/// Bytes that several hold at a time, and that are used again when the last has let go: all findings of a long file, made anew for
/// each key, would have the garbage collector look at everything there is every few keys. Who forgets to let go costs no more than
/// that.
/// </summary>
internal sealed class SharedBuffer(BufferPool pool, Utf8Buffer buffer)
{
    private int holders = 1;

    public Utf8Buffer Buffer => buffer;

    public void Hold() => Interlocked.Increment(ref holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref holders) == 0)
        {
            pool.Return(buffer);
        }
    }
}

/// <summary>Buffers for findings, of which few are in use at a time.</summary>
internal sealed class BufferPool
{
    /// <summary>What the client was told last, and what it is told now.</summary>
    private const int MaxSpare = 2;

    private readonly Stack<Utf8Buffer> spare = [];

    public SharedBuffer Rent(int capacity)
    {
        Utf8Buffer? buffer;
        lock (spare)
        {
            spare.TryPop(out buffer);
        }

        buffer?.Clear();
        return new SharedBuffer(this, buffer ?? new Utf8Buffer(capacity));
    }

    public void Return(Utf8Buffer buffer)
    {
        lock (spare)
        {
            if (spare.Count < MaxSpare)
            {
                spare.Push(buffer);
            }
        }
    }
}
