using System.Collections.Immutable;
using System.Text;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Sentences that several hovers say.</summary>
internal static class HoverText
{
    /// <summary>What runs again, in one sentence.</summary>
    /// <param name="impact">What runs again.</param>
    /// <param name="self">The step that is spoken of, which is not counted; null where all are.</param>
    /// <param name="graph">The build.</param>
    /// <param name="condition">How the sentence begins.</param>
    public static string RunsAgain(Impact impact, LayerEntry? self, LayerGraph graph, string condition)
    {
        var later = self is { IsStep: true } ? "later " : "";
        var count = impact.StepCount - (self is { IsStep: true } ? 1 : 0);
        if (count <= 0)
        {
            return $"{condition}: no {later}step runs again.";
        }

        var steps = impact.Steps(graph).Where(e => e != self).Take(400).ToArray();
        var costly = steps.Where(e => e.Cost.IsHigh).SelectMany(e => e.Cost.Commands).Distinct(StringComparer.Ordinal).Take(3).Select(Markdown.Code).ToArray();
        var among = costly.Length == 0 ? "" : $", among them {string.Join(", ", costly)}";
        var lines = string.Join(", ", steps.Take(8).Select(e => e.Line)) + (count > 8 ? ", …" : "");
        var perhaps = impact.ConditionalCount == 0 ? ""
            : impact.ConditionalCount == count ? " if the files that they take from another stage came out differently"
            : $"; {impact.ConditionalCount} of them only if files of another stage came out differently";
        return count == 1
            ? $"{condition}: 1 {later}step runs again (line {lines}){among}{perhaps.Replace("they take", "it takes", StringComparison.Ordinal)}."
            : $"{condition}: {count} {later}steps run again (lines {lines}){among}{perhaps}.";
    }

    /// <summary>Names as code, not too many.</summary>
    public static string Names(IEnumerable<string> names)
    {
        ImmutableArray<string> all = [.. names];
        return string.Join(", ", all.Take(6).Select(Markdown.Code)) + (all.Length > 6 ? $" and {all.Length - 6} more" : "");
    }

    /// <summary>Editors hide actions that are refused, so that the reason stands in the hover.</summary>
    public static void AppendRefusals(DockerfileAnalysis analysis, TextSpan span, StringBuilder text)
    {
        foreach (var reason in analysis.Findings.Where(f => f.Span.IntersectsWith(span)).SelectMany(f => f.Refusals).Select(r => r.Reason).Distinct(StringComparer.Ordinal).Take(3))
        {
            text.Append("\n\n").Append(Markdown.Escape(reason)).Append('.');
        }
    }
}
