namespace DockerLsp;

/// <summary>
/// Parts of sequences. The framework's methods of these names do the same; used anywhere, each of them keeps several more iterators
/// in the native binary for every type of element that any query goes through. Here they win over those by their namespace.
/// </summary>
public static class Sequences
{
    /// <summary>All but the first <paramref name="count"/>.</summary>
    public static IEnumerable<T> Skip<T>(this IEnumerable<T> source, int count)
    {
        if (source is IReadOnlyList<T> list)
        {
            for (var i = Math.Max(count, 0); i < list.Count; i++)
            {
                yield return list[i];
            }

            yield break;
        }

        foreach (var element in source)
        {
            if (count > 0)
            {
                count--;
                continue;
            }

            yield return element;
        }
    }

    /// <summary>The first <paramref name="count"/>; nothing behind them is computed.</summary>
    public static IEnumerable<T> Take<T>(this IEnumerable<T> source, int count)
    {
        if (count <= 0)
        {
            yield break;
        }

        foreach (var element in source)
        {
            yield return element;
            if (--count == 0)
            {
                yield break;
            }
        }
    }
}
