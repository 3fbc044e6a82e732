namespace DockerLsp.Engine.Semantics;

/// <summary>How many other threads help with a long file.</summary>
internal static class HelperThreads
{
    /// <summary>More threads would take the machine from whoever else works on it.</summary>
    private const int MaxThreads = 4;

    /// <summary>In instructions: of fewer, a second thread is not worth its start.</summary>
    private const int MinPerThread = 512;

    /// <summary>For a file of so many instructions; 0 or less for none.</summary>
    public static int CountFor(int instructions) => Math.Min(Math.Min(Environment.ProcessorCount, MaxThreads), instructions / MinPerThread) - 1;
}
