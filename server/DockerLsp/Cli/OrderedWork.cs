namespace DockerLsp.Cli;

/// <summary>Works on many things at once and hands out the results in the order of the things.</summary>
internal static class OrderedWork
{
    /// <summary>The results; each is let go once it was handed out.</summary>
    public static IEnumerable<TResult> Run<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> work)
    {
        if (items.Count <= 1)
        {
            return items.Select(work);
        }

        return RunParallel(items, work);
    }

    private static IEnumerable<TResult> RunParallel<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> work)
    {
        var results = new TaskCompletionSource<TResult>?[items.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = new TaskCompletionSource<TResult>();
        }

        var next = -1;
        for (var worker = 0; worker < Math.Min(Environment.ProcessorCount, items.Count); worker++)
        {
            _ = Task.Run(() =>
            {
                int index;
                while ((index = Interlocked.Increment(ref next)) < items.Count)
                {
                    try
                    {
                        results[index]?.SetResult(work(items[index]));
                    }
                    catch (Exception exception)
                    {
                        // Whoever waits for this result gets it.
                        results[index]?.SetException(exception);
                    }
                }
            });
        }

        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is { } result)
            {
                yield return result.Task.GetAwaiter().GetResult();
                results[i] = null;
            }
        }
    }
}
