using System.Runtime;
using DockerLsp.Engine.Text;

namespace DockerLsp.Lsp;

/// <summary>What the garbage collector is told about long texts, of which it cannot know how long what is allocated for them lives.</summary>
internal static class LargeText
{
    /// <summary>Of so many characters there must be less for memory to be given back.</summary>
    private const int MinGone = 2 * 1024 * 1024;

    /// <summary>Texts of fewer characters are read between two collections anyway.</summary>
    private const int MinRead = 32 * 1024;

    /// <summary>What reading a dense text allocates, in bytes for each of its characters, with a fifth to spare; a third of it stays.</summary>
    private const long AllocatedPerCharacter = 200;

    /// <summary>In bytes: a process that takes more for a moment is one that is in the way of others.</summary>
    private const long MaxAllocated = 460L * 1024 * 1024;

    /// <summary>Of the memory that there is, no more than such a part is taken for a moment.</summary>
    private const int MaxShare = 12;

    /// <summary>By then the findings of what is left have been sent, and nothing refers to the former version.</summary>
    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromSeconds(2);

    /// <summary>By then the findings have been sent, or nobody has asked for them.</summary>
    private static readonly TimeSpan PauseAfterRead = TimeSpan.FromMilliseconds(400);

    /// <summary>What was handed to the client's pipe has been taken out of it by then.</summary>
    private static readonly TimeSpan PauseAfterSent = TimeSpan.FromMilliseconds(100);

    private static readonly Lock Sync = new();
    private static int isPutOff;
    private static (long Serial, TaskCompletionSource Findings)? awaited;

    /// <summary>
    /// Told of the length of a text before and after a change; nothing happens unless much has gone. What a mistaken paste took would
    /// stay with the process otherwise, because what is typed afterwards allocates too little for the collector to look at old objects.
    /// </summary>
    public static void Shrank(int before, int after)
    {
        if (before - after >= MinGone)
        {
            _ = CollectAsync(Task.Delay(PauseAfterLoss));
        }
    }

    /// <summary>
    /// Whether so much of a long text is new that it is read as if it had just been opened, on several threads: what is known of the rest is
    /// worth less.
    /// </summary>
    /// <param name="length">Of the text, in characters.</param>
    /// <param name="changes">What was put into it.</param>
    public static bool IsMostlyNew(int length, IReadOnlyList<TextChange> changes) =>
        length >= MinRead && changes.Sum(c => (long)c.NewText.Length) > length / 2;

    /// <summary>
    /// Reads a text from its first character to its last. Of what is allocated meanwhile a third stays, and each collection would
    /// copy that: they are put off until the findings have been sent, or as much has been allocated as a process may take for a moment.
    /// </summary>
    /// <param name="serial">The number of the version whose text it is.</param>
    /// <param name="length">In characters.</param>
    /// <param name="read">Reads it.</param>
    public static T Read<T>(long serial, int length, Func<T> read)
    {
        var allocated = Math.Min(length * AllocatedPerCharacter, Math.Min(MaxAllocated, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MaxShare));
        if (length < MinRead || Interlocked.Exchange(ref isPutOff, 1) != 0)
        {
            return read();
        }

        var findings = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (Sync)
        {
            awaited = (serial, findings);
        }

        try
        {
            GC.TryStartNoGCRegion(allocated, disallowFullBlockingGC: true);
            HugePages.AskFor(allocated);
            return read();
        }
        finally
        {
            _ = CollectAsync(WhenReadAsync(findings.Task));
        }
    }

    /// <summary>Told that the findings of a version have been sent: whoever opened the file reads now, and a collection is in nobody's way.</summary>
    public static void Sent(long serial)
    {
        lock (Sync)
        {
            if (awaited is { } one && one.Serial == serial)
            {
                one.Findings.TrySetResult();
                awaited = null;
            }
        }
    }

    private static async Task WhenReadAsync(Task whenSent)
    {
        if (await Task.WhenAny(Task.Delay(PauseAfterRead), whenSent).ConfigureAwait(false) == whenSent)
        {
            await Task.Delay(PauseAfterSent).ConfigureAwait(false);
        }
    }

    private static async Task CollectAsync(Task pause)
    {
        await pause.ConfigureAwait(false);
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            try
            {
                GC.EndNoGCRegion();
            }
            catch (InvalidOperationException)
            {
                // It has just ended by itself, because more was allocated.
            }
        }

        HugePages.DoWithout();
        // Objects are old after two collections. After one, the next small collection, in the middle of some key, goes through all of them.
        GC.Collect(0, GCCollectionMode.Forced, blocking: true, compacting: false);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Volatile.Write(ref isPutOff, 0);
    }
}
