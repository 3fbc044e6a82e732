using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Files;

/// <summary>The edits that lead from one text to another, so small that cursors and folds elsewhere stay where they are.</summary>
internal static class TextDifference
{
    /// <summary>Edits of the old text, in order, without overlaps.</summary>
    public static ImmutableArray<TextChange> GetChanges(string oldText, string newText)
    {
        var oldLines = LineDiff.SplitLines(oldText);
        var newLines = LineDiff.SplitLines(newText);
        var oldStarts = GetStarts(oldLines);
        var newStarts = GetStarts(newLines);
        var changes = ImmutableArray.CreateBuilder<TextChange>();
        foreach (var change in LineDiff.Compare(oldLines, newLines))
        {
            changes.Add(Trim(
                oldText,
                TextSpan.FromBounds(oldStarts[change.OldStart], oldStarts[change.OldStart + change.OldCount]),
                newText[newStarts[change.NewStart]..newStarts[change.NewStart + change.NewCount]]));
        }

        return changes.ToImmutable();
    }

    /// <summary>Leaves out of a replacement what both sides start and end with.</summary>
    private static TextChange Trim(string oldText, TextSpan span, string replacement)
    {
        var before = oldText.AsSpan(span.Start, span.Length);
        var start = before.CommonPrefixLength(replacement);
        var end = 0;
        while (end < before.Length - start && end < replacement.Length - start && before[^(end + 1)] == replacement[^(end + 1)])
        {
            end++;
        }

        while (start > 0 && (CutsPair(before, start) || CutsPair(replacement, start)))
        {
            start--;
        }

        while (end > 0 && (CutsPair(before, before.Length - end) || CutsPair(replacement, replacement.Length - end)))
        {
            end--;
        }

        return new TextChange(new TextSpan(span.Start + start, span.Length - start - end), replacement[start..^end]);
    }

    /// <summary>Whether a cut falls into a character outside the basic plane or into a line ending.</summary>
    private static bool CutsPair(ReadOnlySpan<char> text, int position) =>
        position > 0 && position < text.Length
        && (char.IsSurrogatePair(text[position - 1], text[position]) || (text[position - 1] == '\r' && text[position] == '\n'));

    private static int[] GetStarts(ImmutableArray<string> lines)
    {
        var starts = new int[lines.Length + 1];
        for (var i = 0; i < lines.Length; i++)
        {
            starts[i + 1] = starts[i] + lines[i].Length;
        }

        return starts;
    }
}
