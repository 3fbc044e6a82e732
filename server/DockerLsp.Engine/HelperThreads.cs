namespace DockerLsp.Engine;

/// <summary>
/// How many other threads help with a long file, and where they come from: each is a new one. The system puts a new thread where there
/// is room. One of the pool that waits for work wakes up beside whoever has some for it while the editor is at work on the other
/// processor, and stays there for 10 ms and more.
/// </summary>
public static class HelperThreads
{
    /// <summary>More threads would take the machine from whoever else works on it.</summary>
    private const int MaxThreads = 4;

    /// <summary>In instructions: of fewer, a second thread is not worth its start.</summary>
    private const int MinPerThread = 512;

    /// <summary>For a file of so many instructions; 0 or less for none.</summary>
    public static int CountFor(int instructions) => Math.Min(Math.Min(Environment.ProcessorCount, MaxThreads), instructions / MinPerThread) - 1;

    /// <summary>Has another thread do some work.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Keeps it from beginning.</param>
    public static Task Start(Action work, CancellationToken cancellationToken = default) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
