using System.IO.Hashing;
using System.Text;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Cli;

/// <summary>
/// What makes a finding the same finding in another version of its file: the rule and the text that it is about. Lines may move,
/// and messages may name other lines.
/// </summary>
internal sealed class FindingFingerprint
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>The same for findings of one rule on equal text.</summary>
    /// <param name="name">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="finding">A finding in it.</param>
    public static string Of(string name, SourceText text, Finding finding)
    {
        var start = text.GetLineStart(text.GetLineNumber(finding.Span.Start));
        var end = text.GetLineEnd(text.GetLineNumber(finding.Span.End));
        var about = string.Join('\n', text.ToString(TextSpan.FromBounds(start, Math.Max(start, end))).Split('\n', StringSplitOptions.TrimEntries));
        return Hash($"{finding.Rule.Id}\0{name}\0{about}\0{text.ToString(finding.Span)}");
    }

    /// <summary>Different for each finding of a report: equal ones are counted.</summary>
    public string Next(LintedFile file, Finding finding)
    {
        var same = Of(file.Name, file.Text, finding);
        counts[same] = counts.TryGetValue(same, out var count) ? count + 1 : 1;
        return counts[same] == 1 ? same : Hash($"{same}\0{counts[same]}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(text)));
}
