using System.Runtime;

namespace DockerLsp.Lsp;

/// <summary>Has the garbage collector work when nobody waits, rather than in the middle of the next key.</summary>
internal static class SpareTime
{
    /// <summary>In bytes: somewhat less than what the collector would wait for by itself (<c>System.GC.Gen0MaxBudget</c>).</summary>
    private const long Due = 5 * 1024 * 1024;

    /// <summary>After so many such times old objects are looked at, too, beside what else there is to do: each key leaves some behind.</summary>
    private const int OldDue = 8;

    /// <summary>By then an answer has been written.</summary>
    private static readonly TimeSpan PauseAfterAnswer = TimeSpan.FromMilliseconds(10);

    private static readonly Lock Sync = new();
    private static long allocatedBefore;
    private static int collectionsBefore;
    private static int times;

    /// <summary>The last look at old objects before the one that has begun; null where none has.</summary>
    private static long? backgroundBefore;

    private static long LastBackground => GC.GetGCMemoryInfo(GCKind.Background).Index;

    /// <summary>Told that findings are about to be answered with.</summary>
    public static async Task BeginsSoonAsync()
    {
        await Task.Delay(PauseAfterAnswer).ConfigureAwait(false);
        Begins();
    }

    /// <summary>Told that findings were sent and nothing else has been asked: the client reads, and the person with it.</summary>
    public static void Begins()
    {
        lock (Sync)
        {
            var collections = GC.CollectionCount(0);
            var allocated = GC.GetTotalAllocatedBytes();
            if (collections != collectionsBefore)
            {
                (collectionsBefore, allocatedBefore) = (collections, allocated);
            }
            else if (allocated - allocatedBefore >= Due && GCSettings.LatencyMode != GCLatencyMode.NoGCRegion && !IsBackgroundRunning())
            {
                Collect();
                (collectionsBefore, allocatedBefore) = (GC.CollectionCount(0), allocated);
            }
        }
    }

    private static void Collect()
    {
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        if (++times % OldDue == 0)
        {
            backgroundBefore = LastBackground;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        }
    }

    /// <summary>Whether old objects are being looked at: a collection would wait for the end of that, and everything else for it.</summary>
    private static bool IsBackgroundRunning()
    {
        if (backgroundBefore == LastBackground)
        {
            return true;
        }

        backgroundBefore = null;
        return false;
    }
}
