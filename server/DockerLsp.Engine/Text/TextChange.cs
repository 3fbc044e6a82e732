using System.Collections.Immutable;

namespace DockerLsp.Engine.Text;

/// <summary>One replacement: the span is that of the old text.</summary>
public sealed record TextChange(TextSpan Span, string NewText)
{
    /// <summary>The place of the first change that overlaps the one before it; null where none does.</summary>
    internal static TextSpan? FirstOverlap(ImmutableArray<TextChange> ordered)
    {
        for (var i = 1; i < ordered.Length; i++)
        {
            if (ordered[i].Span.Start < ordered[i - 1].Span.End)
            {
                return ordered[i].Span;
            }
        }

        return null;
    }

    /// <summary>The changes in the order of their places; insertions at one place stay in their order.</summary>
    internal static ImmutableArray<TextChange> InOrder(IReadOnlyList<TextChange> changes)
    {
        for (var i = 1; i < changes.Count; i++)
        {
            var (span, before) = (changes[i].Span, changes[i - 1].Span);
            if (span.Start < before.Start || (span.Start == before.Start && span.End < before.End))
            {
                return [.. changes.OrderBy(c => c.Span.Start).ThenBy(c => c.Span.End)];
            }
        }

        // As most are.
        return [.. changes];
    }

    /// <summary>The changes in order, of which none overlaps another one.</summary>
    /// <exception cref="ArgumentException">Two overlap, or one lies outside the text.</exception>
    internal static ImmutableArray<TextChange> Sort(IReadOnlyList<TextChange> changes, int textLength)
    {
        var sorted = InOrder(changes);
        var end = 0;
        foreach (var change in sorted)
        {
            if (change.Span.Start < end || change.Span.Length < 0 || change.Span.End > textLength)
            {
                throw new ArgumentException($"The change at {change.Span} overlaps another one or lies outside the text", nameof(changes));
            }

            end = change.Span.End;
        }

        return sorted;
    }
}
