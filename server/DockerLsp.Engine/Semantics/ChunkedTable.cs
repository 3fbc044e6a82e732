namespace DockerLsp.Engine.Semantics;

/// <summary>
/// One object for each of many numbers, made when somebody asks for it. Few are asked for in most versions of a file, and room is made
/// for these and their neighbours alone.
/// </summary>
/// <param name="count">How many numbers there are, from 0.</param>
internal sealed class ChunkedTable<T>(int count)
    where T : class
{
    public const int ChunkLength = 64;

    private readonly T?[]?[] chunks = new T?[]?[(count + ChunkLength - 1) / ChunkLength];

    /// <summary>What is kept of a number; null where nothing is.</summary>
    public T? Find(int index) => Volatile.Read(ref chunks[index / ChunkLength]) is { } chunk ? Volatile.Read(ref chunk[index % ChunkLength]) : null;

    /// <summary>Keeps what was made for a number. One number has one object, whichever thread is first: that one is given back.</summary>
    public T Keep(int index, T made) => Interlocked.CompareExchange(ref ChunkOf(index)[index % ChunkLength], made, null) ?? made;

    /// <summary>The same where no other thread can ask yet.</summary>
    public void Set(int index, T made) => ChunkOf(index)[index % ChunkLength] = made;

    private T?[] ChunkOf(int index)
    {
        ref var chunk = ref chunks[index / ChunkLength];
        return Volatile.Read(ref chunk) ?? Interlocked.CompareExchange(ref chunk, new T?[ChunkLength], null) ?? chunk ?? [];
    }
}
