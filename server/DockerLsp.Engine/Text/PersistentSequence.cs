namespace DockerLsp.Engine.Text;

/// <summary>What a sequence knows about a run of its items: a monoid.</summary>
internal interface IMeasure<TItem, TSelf>
    where TSelf : struct, IMeasure<TItem, TSelf>
{
    /// <summary>Characters.</summary>
    int Width { get; }

    static abstract TSelf Of(TItem item);

    static abstract TSelf Combine(in TSelf left, in TSelf right);
}

/// <summary>What is looked for in a sequence; a run of items that it does not take holds none that it takes.</summary>
internal interface IMeasureFilter<TMeasure>
    where TMeasure : struct
{
    bool Takes(in TMeasure measure);
}

/// <summary>
/// An immutable sequence as a height-balanced tree with its items in the leaves. Splitting and joining take time logarithmic
/// in the number of items and share all of both trees but the seam, so that versions of a long sequence cost little.
/// </summary>
internal sealed class PersistentSequence<TItem, TMeasure>
    where TItem : class
    where TMeasure : struct, IMeasure<TItem, TMeasure>
{
    public static readonly PersistentSequence<TItem, TMeasure> Empty = new(null);

    private readonly Node? root;

    private PersistentSequence(Node? root) => this.root = root;

    public int Count => root?.Count ?? 0;

    public TMeasure Measure => root?.Measure ?? default;

    public int Width => Measure.Width;

    /// <param name="Item">The item.</param>
    /// <param name="Index">Its number.</param>
    /// <param name="Start">The width of everything before it.</param>
    public readonly record struct Entry(TItem Item, int Index, int Start);

    public static PersistentSequence<TItem, TMeasure> From(ReadOnlySpan<TItem> items) =>
        items.IsEmpty ? Empty : new(Build(items));

    public Entry GetAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var node = root;
        int remaining = index, start = 0;
        while (node is Branch branch)
        {
            if (remaining < branch.Left.Count)
            {
                node = branch.Left;
            }
            else
            {
                remaining -= branch.Left.Count;
                start += branch.Left.Measure.Width;
                node = branch.Right;
            }
        }

        return node is Leaf leaf ? new Entry(leaf.Item, index, start) : throw new InvalidOperationException();
    }

    /// <summary>The item that holds the position; null outside.</summary>
    public Entry? Find(int position)
    {
        if (position < 0 || position >= Width)
        {
            return null;
        }

        var node = root;
        int index = 0, start = 0;
        while (node is Branch branch)
        {
            if (position - start < branch.Left.Measure.Width)
            {
                node = branch.Left;
            }
            else
            {
                index += branch.Left.Count;
                start += branch.Left.Measure.Width;
                node = branch.Right;
            }
        }

        return node is Leaf leaf ? new Entry(leaf.Item, index, start) : null;
    }

    /// <summary>The item that holds the position, and the measure of everything before it; null outside.</summary>
    public (TItem Item, TMeasure Before)? FindWithMeasure(int position)
    {
        if (position < 0 || position >= Width)
        {
            return null;
        }

        var node = root;
        TMeasure before = default;
        while (node is Branch branch)
        {
            if (position - before.Width < branch.Left.Measure.Width)
            {
                node = branch.Left;
            }
            else
            {
                before = TMeasure.Combine(before, branch.Left.Measure);
                node = branch.Right;
            }
        }

        return node is Leaf leaf ? (leaf.Item, before) : null;
    }

    /// <summary>
    /// Walks down to one item; <paramref name="goesLeft"/> decides at each branch, given the target, what lies before the branch, and its halves.
    /// </summary>
    /// <param name="target">Handed to it.</param>
    /// <param name="goesLeft">Decides.</param>
    public (TItem Item, TMeasure Before)? Descend(int target, Func<int, TMeasure, TMeasure, TMeasure, bool> goesLeft)
    {
        if (root is null)
        {
            return null;
        }

        var node = root;
        TMeasure before = default;
        while (node is Branch branch)
        {
            if (goesLeft(target, before, branch.Left.Measure, branch.Right.Measure))
            {
                node = branch.Left;
            }
            else
            {
                before = TMeasure.Combine(before, branch.Left.Measure);
                node = branch.Right;
            }
        }

        return node is Leaf leaf ? (leaf.Item, before) : null;
    }

    /// <summary>The first <paramref name="index"/> items, and the others.</summary>
    public (PersistentSequence<TItem, TMeasure> Left, PersistentSequence<TItem, TMeasure> Right) SplitAt(int index)
    {
        if (index <= 0)
        {
            return (Empty, this);
        }

        if (index >= Count || root is null)
        {
            return (this, Empty);
        }

        var (left, right) = Split(root, index);
        return (new(left), new(right));
    }

    /// <summary>The same sequence with other items at some places.</summary>
    /// <param name="items">The items by their numbers, in order.</param>
    public PersistentSequence<TItem, TMeasure> With(IReadOnlyList<(int Index, TItem Item)> items) =>
        root is null || items.Count == 0 ? this : new(Put(root, 0, items, 0, items.Count));

    public PersistentSequence<TItem, TMeasure> Concat(PersistentSequence<TItem, TMeasure> other)
    {
        if (root is null)
        {
            return other;
        }

        return other.root is null ? this : new(Join(root, other.root));
    }

    /// <summary>The items with their places, from an index on.</summary>
    public IEnumerable<Entry> EnumerateFrom(int index)
    {
        if (root is null || index >= Count)
        {
            yield break;
        }

        var pending = new Stack<Node>(root.Height + 1);
        var node = root;
        int remaining = index, start = 0;
        while (node is Branch branch)
        {
            if (remaining < branch.Left.Count)
            {
                pending.Push(branch.Right);
                node = branch.Left;
            }
            else
            {
                remaining -= branch.Left.Count;
                start += branch.Left.Measure.Width;
                node = branch.Right;
            }
        }

        pending.Push(node);
        while (pending.Count > 0)
        {
            node = pending.Pop();
            while (node is Branch branch)
            {
                pending.Push(branch.Right);
                node = branch.Left;
            }

            if (node is Leaf leaf)
            {
                yield return new Entry(leaf.Item, index++, start);
                start += leaf.Measure.Width;
            }
        }
    }

    /// <summary>The first item that the filter takes, given that it takes no run before that; null where there is none.</summary>
    public Entry? FindFirst(Func<TMeasure, bool> filter)
    {
        if (root is null || !filter(root.Measure))
        {
            return null;
        }

        var node = root;
        int index = 0, start = 0;
        while (node is Branch branch)
        {
            if (filter(branch.Left.Measure))
            {
                node = branch.Left;
            }
            else
            {
                index += branch.Left.Count;
                start += branch.Left.Measure.Width;
                node = branch.Right;
            }
        }

        return node is Leaf leaf ? new Entry(leaf.Item, index, start) : null;
    }

    /// <summary>The first item from an index on, and before another one, that the filter takes; null where there is none.</summary>
    public Entry? FindNext<TFilter>(in TFilter filter, int from, int end)
        where TFilter : struct, IMeasureFilter<TMeasure> => root is null ? null : FindNext(root, filter, from, end, 0, 0);

    /// <summary>The last item before an index that the filter takes; null where there is none.</summary>
    public Entry? FindLast<TFilter>(in TFilter filter, int before)
        where TFilter : struct, IMeasureFilter<TMeasure> => root is null ? null : FindLast(root, filter, before, 0, 0);

    /// <summary>What the first items add up to.</summary>
    public TMeasure MeasureBefore(int index)
    {
        var node = root;
        TMeasure before = default;
        while (node is Branch branch && index > 0)
        {
            if (index < branch.Left.Count)
            {
                node = branch.Left;
            }
            else
            {
                before = TMeasure.Combine(before, branch.Left.Measure);
                index -= branch.Left.Count;
                node = branch.Right;
            }
        }

        return index > 0 && node is not null ? TMeasure.Combine(before, node.Measure) : before;
    }

    /// <summary>The items that the filter takes from an index on, without a look at runs of which it says that they hold none.</summary>
    public IEnumerable<Entry> EnumerateWhere(Func<TMeasure, bool> filter, int from = 0)
    {
        if (root is null)
        {
            yield break;
        }

        var pending = new Stack<(Node Node, int Index, int Start)>(root.Height + 1);
        pending.Push((root, 0, 0));
        while (pending.Count > 0)
        {
            var (node, index, start) = pending.Pop();
            if (index + node.Count <= from || !filter(node.Measure))
            {
                continue;
            }

            if (node is Branch branch)
            {
                pending.Push((branch.Right, index + branch.Left.Count, start + branch.Left.Measure.Width));
                pending.Push((branch.Left, index, start));
            }
            else if (node is Leaf leaf)
            {
                yield return new Entry(leaf.Item, index, start);
            }
        }
    }

    /// <summary>The items that the filter takes, each with what lies before it.</summary>
    public IEnumerable<(TItem Item, int Index, TMeasure Before)> MeasureWhere(Func<TMeasure, bool> filter)
    {
        if (root is null)
        {
            yield break;
        }

        var pending = new Stack<(Node Node, int Index, TMeasure Before)>(root.Height + 1);
        pending.Push((root, 0, default));
        while (pending.Count > 0)
        {
            var (node, index, before) = pending.Pop();
            while (filter(node.Measure))
            {
                if (node is Branch branch)
                {
                    pending.Push((branch.Right, index + branch.Left.Count, TMeasure.Combine(before, branch.Left.Measure)));
                    node = branch.Left;
                    continue;
                }

                if (node is Leaf leaf)
                {
                    yield return (leaf.Item, index, before);
                }

                break;
            }
        }
    }

    /// <summary>
    /// The numbers of the items that are others than in a former version, in order; null where items have come or gone, or more than
    /// a limit differ. Takes time for what differs alone: all else is shared.
    /// </summary>
    public List<int>? DifferencesTo(PersistentSequence<TItem, TMeasure> former, int limit)
    {
        if (root is null || former.root is null || Count != former.Count)
        {
            return null;
        }

        var found = new List<int>();
        var here = new Stack<Node>(root.Height + 2);
        var there = new Stack<Node>(former.root.Height + 2);
        here.Push(root);
        there.Push(former.root);
        var index = 0;
        while (here.TryPop(out var node) && there.TryPop(out var other))
        {
            if (ReferenceEquals(node, other))
            {
                index += node.Count;
                continue;
            }

            if (node is Leaf leaf && other is Leaf otherLeaf)
            {
                if (!ReferenceEquals(leaf.Item, otherLeaf.Item))
                {
                    if (found.Count == limit)
                    {
                        return null;
                    }

                    found.Add(index);
                }

                index++;
                continue;
            }

            // The longer one is taken apart, or both.
            Put(node, other.Count, here);
            Put(other, node.Count, there);
        }

        return found;

        static void Put(Node node, int other, Stack<Node> pending)
        {
            if (node is Branch branch && node.Count >= other)
            {
                pending.Push(branch.Right);
                pending.Push(branch.Left);
            }
            else
            {
                pending.Push(node);
            }
        }
    }

    private static Entry? FindNext<TFilter>(Node node, in TFilter filter, int from, int end, int index, int start)
        where TFilter : struct, IMeasureFilter<TMeasure>
    {
        if (index >= end || index + node.Count <= from || !filter.Takes(node.Measure))
        {
            return null;
        }

        if (node is Branch branch)
        {
            return FindNext(branch.Left, filter, from, end, index, start)
                ?? FindNext(branch.Right, filter, from, end, index + branch.Left.Count, start + branch.Left.Measure.Width);
        }

        return node is Leaf leaf ? new Entry(leaf.Item, index, start) : null;
    }

    private static Entry? FindLast<TFilter>(Node node, in TFilter filter, int before, int index, int start)
        where TFilter : struct, IMeasureFilter<TMeasure>
    {
        if (index >= before || !filter.Takes(node.Measure))
        {
            return null;
        }

        if (node is Branch branch)
        {
            return FindLast(branch.Right, filter, before, index + branch.Left.Count, start + branch.Left.Measure.Width)
                ?? FindLast(branch.Left, filter, before, index, start);
        }

        return node is Leaf leaf ? new Entry(leaf.Item, index, start) : null;
    }

    private static Node Build(ReadOnlySpan<TItem> items) =>
        items.Length == 1 ? new Leaf(items[0]) : new Branch(Build(items[..(items.Length / 2)]), Build(items[(items.Length / 2)..]));

    private static Node Put(Node node, int offset, IReadOnlyList<(int Index, TItem Item)> items, int from, int to)
    {
        if (from == to)
        {
            return node;
        }

        if (node is not Branch branch)
        {
            return new Leaf(items[from].Item);
        }

        var border = offset + branch.Left.Count;
        var middle = from;
        while (middle < to && items[middle].Index < border)
        {
            middle++;
        }

        return new Branch(Put(branch.Left, offset, items, from, middle), Put(branch.Right, border, items, middle, to));
    }

    private static (Node? Left, Node? Right) Split(Node node, int index)
    {
        if (index == 0)
        {
            return (null, node);
        }

        if (index == node.Count || node is not Branch branch)
        {
            return (node, null);
        }

        if (index < branch.Left.Count)
        {
            var (left, middle) = Split(branch.Left, index);
            return (left, middle is null ? branch.Right : Join(middle, branch.Right));
        }
        else
        {
            var (middle, right) = Split(branch.Right, index - branch.Left.Count);
            return (middle is null ? branch.Left : Join(branch.Left, middle), right);
        }
    }

    private static Branch Join(Node left, Node right)
    {
        if (left.Height > right.Height + 1 && left is Branch l)
        {
            return Balance(l.Left, Join(l.Right, right));
        }

        if (right.Height > left.Height + 1 && right is Branch r)
        {
            return Balance(Join(left, r.Left), r.Right);
        }

        return new Branch(left, right);
    }

    /// <summary>A branch of two trees whose heights differ by no more than two.</summary>
    private static Branch Balance(Node left, Node right)
    {
        if (left.Height > right.Height + 1 && left is Branch l)
        {
            return l.Left.Height >= l.Right.Height || l.Right is not Branch inner
                ? new Branch(l.Left, new Branch(l.Right, right))
                : new Branch(new Branch(l.Left, inner.Left), new Branch(inner.Right, right));
        }

        if (right.Height > left.Height + 1 && right is Branch r)
        {
            return r.Right.Height >= r.Left.Height || r.Left is not Branch inner
                ? new Branch(new Branch(left, r.Left), r.Right)
                : new Branch(new Branch(left, inner.Left), new Branch(inner.Right, r.Right));
        }

        return new Branch(left, right);
    }

    private abstract class Node(TMeasure measure, int count, int height)
    {
        public readonly TMeasure Measure = measure;
        public readonly int Count = count;
        public readonly int Height = height;
    }

    private sealed class Leaf(TItem item) : Node(TMeasure.Of(item), 1, 0)
    {
        public readonly TItem Item = item;
    }

    private sealed class Branch(Node left, Node right)
        : Node(TMeasure.Combine(left.Measure, right.Measure), left.Count + right.Count, Math.Max(left.Height, right.Height) + 1)
    {
        public readonly Node Left = left;
        public readonly Node Right = right;
    }
}
