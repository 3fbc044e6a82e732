using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Features;

/// <summary>
/// Tells what package indexes and caches weigh that a step leaves behind, as measured in an image built of the file. A step that has
/// another text than when the image was built has no layer in it, and so no measure.
/// </summary>
public static class MeasuredFindings
{
    private const string Topic = "PackageHygiene";

    /// <summary>The findings with measures; the same array where there is nothing to tell.</summary>
    /// <param name="analysis">The Dockerfile.</param>
    /// <param name="image">An image built of it.</param>
    /// <param name="target">The stage that the image was built for; null for the last.</param>
    public static ImmutableArray<Finding> Of(DockerfileAnalysis analysis, BuiltImage image, string? target)
    {
        if (!analysis.Findings.Any(f => f.Rule.Category == Topic))
        {
            return analysis.Findings;
        }

        return analysis.Layers.FindTarget(target) is { } stage ? Of(analysis, ImageMatch.Create(image, analysis.Layers, stage)) : analysis.Findings;
    }

    /// <inheritdoc cref="Of(DockerfileAnalysis, BuiltImage, string?)"/>
    /// <param name="analysis">The Dockerfile.</param>
    /// <param name="match">The layers of its steps.</param>
    public static ImmutableArray<Finding> Of(DockerfileAnalysis analysis, ImageMatch match)
    {
        var findings = analysis.Findings;
        ImmutableArray<Finding>.Builder? measured = null;
        for (var i = 0; i < findings.Length; i++)
        {
            if (findings[i].Rule.Category == Topic && Measure(findings[i], analysis, match) is { } finding)
            {
                measured ??= findings.ToBuilder();
                measured[i] = finding;
            }
        }

        return measured?.ToImmutable() ?? findings;
    }

    private static Finding? Measure(Finding finding, DockerfileAnalysis analysis, ImageMatch match)
    {
        var index = analysis.Tree.FindInstruction(finding.Span.Start);
        if (index < 0 || index >= analysis.Model.Instructions.Length || match.LayerOf(index) is not { Caches.IsEmpty: false } layer)
        {
            return null;
        }

        var instruction = analysis.Model.Instructions[index];
        foreach (var operation in instruction.Run?.Operations ?? [])
        {
            if (RuleContext.SpanOf(instruction, operation.Command.Node.Words[0].Span).Start != finding.Span.Start || BytesOf(operation.Store, layer) is not (> 0 and var bytes))
            {
                continue;
            }

            var size = ByteSize.Describe(bytes);
            return finding.Rule.Name.EndsWith("Remains", StringComparison.Ordinal)
                ? finding with { Message = $"{finding.Message} ({size}, measured in the image)" }
                : finding with { Related = finding.Related.Add(new RelatedPlace(finding.Span, $"this step's layer holds {size} of {operation.Store.Name}'s {operation.Store.Description}, measured in the image")) };
        }

        return null;
    }

    /// <summary>What of a store is in a layer.</summary>
    private static long BytesOf(PackageStore store, ImageLayer layer) =>
        layer.Caches.Where(c => store.Paths.Concat(store.PackagePaths).Any(p => PathPattern.Contains(p, c.Path) || PathPattern.Contains(c.Path, p))).Sum(c => c.Bytes);
}
