namespace DockerLsp.Lsp;

/// <summary>
/// Gives memory back once a text of megabytes has gone. What a mistaken paste took would stay with the process otherwise, because what
/// is typed afterwards allocates too little for the garbage collector to look at old objects.
/// </summary>
internal static class LargeText
{
    /// <summary>In characters; what is known of a text takes some fifty times as much.</summary>
    private const int MinLength = 2 * 1024 * 1024;

    /// <summary>By then the findings of what is left have been sent, and nothing refers to the former version.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Told of the length of a text before and after a change; nothing happens unless much has gone.</summary>
    public static void Shrank(int before, int after)
    {
        if (before - after >= MinLength)
        {
            _ = ReturnMemoryAsync();
        }
    }

    private static async Task ReturnMemoryAsync()
    {
        await Task.Delay(Pause).ConfigureAwait(false);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
