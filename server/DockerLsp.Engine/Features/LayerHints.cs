using System.Collections.Immutable;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>One line about a step's cache, to be shown at the step.</summary>
/// <param name="Keyword">The keyword of the instruction.</param>
/// <param name="End">The offset behind the instruction.</param>
/// <param name="Text">What breaks it, and how much follows.</param>
public sealed record LayerHint(TextSpan Keyword, int End, string Text);

/// <summary>Makes the hints of a Dockerfile: for steps that copy files, and for those that cost much.</summary>
public static class LayerHints
{
    private const int MostNames = 3;
    private const int LongestName = 30;

    /// <summary>How many characters editors show of the hints of a line; VS Code's <c>editor.inlayHints.maximumLength</c>.</summary>
    private const int Room = 43;

    /// <param name="analysis">The Dockerfile.</param>
    /// <param name="range">Where instructions must end: nothing else is looked at but the stages of these.</param>
    /// <param name="image">A built image, whose layers' sizes go first; null for none.</param>
    public static ImmutableArray<LayerHint> Of(DockerfileAnalysis analysis, TextSpan range, ImageMatch? image = null)
    {
        var graph = analysis.Layers;
        var breakers = BreakerLists.Create(graph);
        var hints = ImmutableArray.CreateBuilder<LayerHint>();
        foreach (var entry in EntriesIn(graph, range))
        {
            var layer = image?.LayerOf(entry.Index) is { Bytes: > 0 } known ? ByteSize.Describe(known.Bytes) : null;
            if (layer is not null && !entry.Cost.IsHigh && entry.Sources.All(s => s.Kind == FileSourceKind.Heredoc))
            {
                hints.Add(new LayerHint(entry.Instruction.Syntax.Keyword.Span, entry.Instruction.Syntax.Span.End, layer));
                continue;
            }

            if (!entry.IsStep || !(entry.Cost.IsHigh || entry.Sources.Any(s => s.Kind != FileSourceKind.Heredoc)))
            {
                continue;
            }

            // The nearest are those that one thinks of; the image at the top is everybody's.
            var names = breakers.NearestOf(entry).Take(8).Where(b => b.Kind != CacheBreakerKind.Image || b.Entry == entry)
                .SelectMany(b => b.Names.Select(n => b.Kind == CacheBreakerKind.Stage ? $"stage {n}" : n == "." ? "any file" : n))
                .Distinct(StringComparer.Ordinal).ToArray();
            var follow = graph.ImpactOf(entry).StepCount - 1;
            if (names.Length == 0 && follow <= 0 && layer is null)
            {
                continue;
            }

            var followers = follow <= 0 ? "" : follow == 1 ? "1 step follows" : $"{follow} steps follow";
            var text = "";
            for (var most = Math.Min(names.Length, MostNames); text.Length == 0 || (most > 0 && text.Length > Room); most--)
            {
                var shown = string.Join(", ", names.Take(most).Select(Shorten)) + (names.Length > most ? ", …" : "");
                var broken = names.Length == 0 ? "" : $"broken by: {shown}";
                text = string.Join(" · ", new[] { layer, broken, followers }.Where(t => !string.IsNullOrEmpty(t)));
            }

            hints.Add(new LayerHint(entry.Instruction.Syntax.Keyword.Span, entry.Instruction.Syntax.Span.End, text));
        }

        return hints.ToImmutable();
    }

    private static IEnumerable<LayerEntry> EntriesIn(LayerGraph graph, TextSpan range)
    {
        for (var index = Math.Max(0, graph.Model.Tree.FindInstruction(range.Start)); index < graph.Model.Instructions.Length; index++)
        {
            var end = graph.Model.Instructions[index].Syntax.Span.End;
            if (end > range.End)
            {
                yield break;
            }

            if (end >= range.Start && graph.EntryAt(index) is { } entry)
            {
                yield return entry;
            }
        }
    }

    private static string Shorten(string name)
    {
        var line = string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= LongestName ? line : line[..(char.IsHighSurrogate(line[LongestName - 2]) ? LongestName - 2 : LongestName - 1)] + "…";
    }
}
