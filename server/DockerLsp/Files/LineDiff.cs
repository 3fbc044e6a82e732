using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DockerLsp.Files;

/// <summary>Old lines that were replaced by new ones; either count may be 0.</summary>
internal readonly record struct LineChange(int OldStart, int OldCount, int NewStart, int NewCount);

/// <summary>The shortest difference between two lists of lines, by Myers' algorithm in linear space.</summary>
internal sealed class LineDiff
{
    /// <summary>Differences larger than this are not worth the search: the block counts as replaced.</summary>
    private const int MaxCost = 4096;

    private readonly int[] old;
    private readonly int[] @new;
    private readonly bool[] removed;
    private readonly bool[] added;

    private LineDiff(int[] old, int[] @new)
    {
        this.old = old;
        this.@new = @new;
        removed = new bool[old.Length];
        added = new bool[@new.Length];
    }

    /// <summary>Cuts a text into lines, each with its LF, as diff and patch do.</summary>
    public static ImmutableArray<string> SplitLines(string text)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start) + 1;
            end = end == 0 ? text.Length : end;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines.ToImmutable();
    }

    /// <summary>The changes in order.</summary>
    public static ImmutableArray<LineChange> Compare(ImmutableArray<string> oldLines, ImmutableArray<string> newLines)
    {
        // Lines become numbers once, so that comparing them costs nothing however long they are.
        var numbers = new Dictionary<string, int>();
        int Number(string line)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, line, out var exists);
            number = exists ? number : numbers.Count;
            return number;
        }

        var diff = new LineDiff([.. oldLines.Select(Number)], [.. newLines.Select(Number)]);
        diff.Compare(0, diff.old.Length, 0, diff.@new.Length);
        return diff.GetChanges();
    }

    private ImmutableArray<LineChange> GetChanges()
    {
        var changes = ImmutableArray.CreateBuilder<LineChange>();
        int i = 0, j = 0;
        while (i < old.Length || j < @new.Length)
        {
            int oldStart = i, newStart = j;
            while (i < old.Length && removed[i])
            {
                i++;
            }

            while (j < @new.Length && added[j])
            {
                j++;
            }

            if (i > oldStart || j > newStart)
            {
                changes.Add(new LineChange(oldStart, i - oldStart, newStart, j - newStart));
            }
            else
            {
                i++;
                j++;
            }
        }

        return changes.ToImmutable();
    }

    private void Compare(int oldStart, int oldEnd, int newStart, int newEnd)
    {
        while (oldStart < oldEnd && newStart < newEnd && old[oldStart] == @new[newStart])
        {
            oldStart++;
            newStart++;
        }

        while (oldStart < oldEnd && newStart < newEnd && old[oldEnd - 1] == @new[newEnd - 1])
        {
            oldEnd--;
            newEnd--;
        }

        var middle = oldStart < oldEnd && newStart < newEnd ? FindMiddle(oldStart, oldEnd, newStart, newEnd) : null;
        if (middle is not { } point)
        {
            removed.AsSpan(oldStart..oldEnd).Fill(true);
            added.AsSpan(newStart..newEnd).Fill(true);
            return;
        }

        Compare(oldStart, point.Old, newStart, point.New);
        Compare(point.Old, oldEnd, point.New, newEnd);
    }

    /// <summary>
    /// A point on a shortest path, found by searching from both ends at once; null where the two have nothing in common or
    /// where the search would cost too much.
    /// </summary>
    private (int Old, int New)? FindMiddle(int oldStart, int oldEnd, int newStart, int newEnd)
    {
        int n = oldEnd - oldStart, m = newEnd - newStart, delta = n - m;
        var limit = Math.Min((n + m + 1) / 2, MaxCost);
        var zero = limit + 1;
        // How far along the old lines each diagonal was reached, from the front and from the back.
        var front = new int[(2 * limit) + 3];
        var back = new int[(2 * limit) + 3];
        for (var d = 0; d <= limit; d++)
        {
            for (var k = -d; k <= d; k += 2)
            {
                var x = Advance(front, zero, k, d);
                var y = x - k;
                while (x < n && y < m && old[oldStart + x] == @new[newStart + y])
                {
                    x++;
                    y++;
                }

                front[zero + k] = x;
                var opposite = delta - k;
                if (delta % 2 != 0 && Math.Abs(opposite) < d && x + back[zero + opposite] >= n)
                {
                    return Inside(x, y);
                }
            }

            for (var k = -d; k <= d; k += 2)
            {
                var x = Advance(back, zero, k, d);
                var y = x - k;
                while (x < n && y < m && old[oldEnd - 1 - x] == @new[newEnd - 1 - y])
                {
                    x++;
                    y++;
                }

                back[zero + k] = x;
                var opposite = delta - k;
                if (delta % 2 == 0 && Math.Abs(opposite) <= d && x + front[zero + opposite] >= n)
                {
                    return Inside(n - x, m - y);
                }
            }
        }

        return null;

        // A point in a corner would divide nothing: all is replaced then.
        (int, int)? Inside(int x, int y) =>
            x >= 0 && x <= n && y >= 0 && y <= m && (x, y) != (0, 0) && (x, y) != (n, m) ? (oldStart + x, newStart + y) : null;
    }

    private static int Advance(int[] reached, int zero, int k, int d) =>
        k == -d || (k != d && reached[zero + k - 1] < reached[zero + k + 1]) ? reached[zero + k + 1] : reached[zero + k - 1] + 1;
}
