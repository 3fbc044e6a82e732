using System.Collections.Immutable;
using System.Text;

namespace DockerLsp.Files;

/// <summary>A difference in the form that patch and git apply.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The lines of the diff, each with its line ending; none where the texts are equal.</summary>
    /// <param name="path">The file's name, for the two headers.</param>
    public static IEnumerable<string> GetLines(string path, string oldText, string newText)
    {
        var oldLines = LineDiff.SplitLines(oldText);
        var newLines = LineDiff.SplitLines(newText);
        var changes = LineDiff.Compare(oldLines, newLines);
        if (changes.IsEmpty)
        {
            yield break;
        }

        yield return $"--- {GetHeaderName("a", path)}\n";
        yield return $"+++ {GetHeaderName("b", path)}\n";
        for (var first = 0; first < changes.Length;)
        {
            var last = first;
            while (last + 1 < changes.Length && changes[last + 1].OldStart - GetOldEnd(changes[last]) <= 2 * Context)
            {
                last++;
            }

            foreach (var line in GetHunk(oldLines, newLines, changes[first..(last + 1)]))
            {
                yield return line;
            }

            first = last + 1;
        }
    }

    private static int GetOldEnd(LineChange change) => change.OldStart + change.OldCount;

    private static IEnumerable<string> GetHunk(ImmutableArray<string> oldLines, ImmutableArray<string> newLines, ImmutableArray<LineChange> changes)
    {
        var before = Math.Min(Context, changes[0].OldStart);
        var oldStart = changes[0].OldStart - before;
        var newStart = changes[0].NewStart - before;
        var after = Math.Min(Context, oldLines.Length - GetOldEnd(changes[^1]));
        var oldEnd = GetOldEnd(changes[^1]) + after;
        var newEnd = changes[^1].NewStart + changes[^1].NewCount + after;
        yield return $"@@ -{GetRange(oldStart, oldEnd - oldStart)} +{GetRange(newStart, newEnd - newStart)} @@\n";

        var position = oldStart;
        foreach (var change in changes)
        {
            for (; position < change.OldStart; position++)
            {
                yield return GetLine(' ', oldLines[position]);
            }

            for (; position < GetOldEnd(change); position++)
            {
                yield return GetLine('-', oldLines[position]);
            }

            for (var i = 0; i < change.NewCount; i++)
            {
                yield return GetLine('+', newLines[change.NewStart + i]);
            }
        }

        for (; position < oldEnd; position++)
        {
            yield return GetLine(' ', oldLines[position]);
        }
    }

    private static string GetLine(char mark, string line) =>
        line.EndsWith('\n') ? $"{mark}{line}" : $"{mark}{line}\n\\ No newline at end of file\n";

    /// <summary>An empty range is named by the line before it, and a length of 1 goes without saying.</summary>
    private static string GetRange(int start, int count) => count switch
    {
        0 => $"{start},0",
        1 => $"{start + 1}",
        _ => $"{start + 1},{count}",
    };

    private static string GetHeaderName(string side, string path)
    {
        var name = $"{side}/{path.Replace(Path.DirectorySeparatorChar, '/').TrimStart('/')}";
        if (name.Any(c => char.IsControl(c) || c is '"' or '\\'))
        {
            var quoted = new StringBuilder("\"");
            foreach (var c in name)
            {
                _ = c switch
                {
                    '"' or '\\' => quoted.Append('\\').Append(c),
                    '\n' => quoted.Append("\\n"),
                    '\t' => quoted.Append("\\t"),
                    _ when char.IsControl(c) => quoted.Append('\\').Append(Convert.ToString(c, 8).PadLeft(3, '0')),
                    _ => quoted.Append(c),
                };
            }

            return quoted.Append('"').ToString();
        }

        // patch reads a name with blanks up to a tab.
        return name.Contains(' ') ? name + "\t" : name;
    }
}
