using DockerLsp.Engine.Text;

namespace DockerLsp.Lsp;

/// <summary>
/// Turns changes that follow one another, each in the text that the former left, into changes of the first text that can be
/// made together. So an analysis that was overtaken needs not be finished before the next one starts.
/// </summary>
internal sealed class ChangeComposer
{
    private readonly List<TextChange> changes = [];

    /// <summary>Changes of the first text, in order, neither overlapping nor touching.</summary>
    public IReadOnlyList<TextChange> Changes => changes;

    /// <summary>Adds a change of the text that the changes so far lead to.</summary>
    public void Add(TextChange next)
    {
        var first = 0;
        // What to add to an offset of the first text to get that of the latest.
        var shift = 0;
        while (first < changes.Count && changes[first].Span.Start + shift + changes[first].NewText.Length < next.Span.Start)
        {
            shift += GetGrowth(changes[first++]);
        }

        var start = next.Span.Start - shift;
        var head = "";
        if (first < changes.Count && changes[first].Span.Start + shift <= next.Span.Start)
        {
            start = changes[first].Span.Start;
            head = changes[first].NewText[..(next.Span.Start - start - shift)];
        }

        var last = first;
        var end = next.Span.End - shift;
        var tail = "";
        for (; last < changes.Count && changes[last].Span.Start + shift <= next.Span.End; last++)
        {
            var change = changes[last];
            var newStart = change.Span.Start + shift;
            shift += GetGrowth(change);
            if (newStart + change.NewText.Length >= next.Span.End)
            {
                end = change.Span.End;
                tail = change.NewText[(next.Span.End - newStart)..];
            }
            else
            {
                end = next.Span.End - shift;
            }
        }

        changes.RemoveRange(first, last - first);
        changes.Insert(first, new TextChange(TextSpan.FromBounds(start, end), head + next.NewText + tail));
    }

    private static int GetGrowth(TextChange change) => change.NewText.Length - change.Span.Length;
}
