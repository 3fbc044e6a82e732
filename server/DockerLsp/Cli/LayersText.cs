using System.Globalization;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Cli;

/// <summary>A layers report for a person at a terminal.</summary>
internal sealed class LayersText(TextWriter writer, Palette palette, LayersReport report)
{
    private const int TextWidth = 46;
    private const int BreakersWidth = 34;

    /// <summary>A table by stage.</summary>
    public void WriteTable()
    {
        var target = report.Target?.Stage;
        writer.WriteLine(palette.Bold($"{VisibleText.Of(report.File)}: {Words.Count(report.StepCount, "step")} to build {VisibleText.Of(target?.DisplayName ?? "")}"));
        if (report.Context is { } context)
        {
            var ignore = context.IgnoreFileName is { } name ? $"without what {VisibleText.Of(name)} leaves out" : "no .dockerignore";
            writer.WriteLine($"context: {AtLeast(context.IsCut)}{Words.Count(context.Files.Length, "file")}, {Size(context.Files.Sum(f => f.Bytes))}, {ignore}");
        }

        foreach (var stage in report.Graph.Stages)
        {
            writer.WriteLine();
            WriteStage(stage);
        }

        WriteImage();
    }

    /// <summary>What a change makes run again.</summary>
    public void WriteChange()
    {
        if (report.Change is not { } change)
        {
            return;
        }

        var of = report.StepCount;
        if (change.Files.Length > 1)
        {
            foreach (var file in change.Files.Take(20))
            {
                var alone = report.WithoutUnneeded(CacheKeys.Compare(report.Graph, report.Graph, [file]));
                writer.WriteLine($"{VisibleText.Of(file)}: {Again(alone, of)}");
            }

            writer.WriteLine();
        }

        var subject = change.ChangesDockerfile ? change.Files.Length > 1 ? "the Dockerfile and these files" : "the Dockerfile"
            : change.Files.Length == 1 ? VisibleText.Of(change.Files[0]) : change.Files.IsEmpty ? "nothing that the build sees" : "all of them";
        writer.WriteLine(palette.Bold($"{subject}: {Again(change.Impact, of)}"));
        foreach (var part in change.Impact.Parts)
        {
            writer.WriteLine();
            writer.WriteLine($"{VisibleText.Of(part.Stage.Stage.DisplayName)}{(part.IsConditional ? ", if the files that it takes from another stage came out differently" : "")}:");
            foreach (var entry in part.Steps(report.Graph))
            {
                writer.WriteLine($"{entry.Line,5}  {VisibleText.Of(LayersReport.Summarize(entry.Instruction))}");
            }
        }
    }

    /// <summary>All that is known of one instruction.</summary>
    public void Explain(LayerEntry entry)
    {
        var place = entry.Number is { } number ? $"step {number} of {entry.Stage.DisplayName}" : $"no step, in {entry.Stage.DisplayName}";
        writer.WriteLine(palette.Bold($"{VisibleText.Of(report.File)}:{entry.Line}: {VisibleText.Of(place)}: {VisibleText.Of(LayersReport.Summarize(entry.Instruction))}"));
        switch (entry.Role)
        {
            case CacheRole.Metadata:
                writer.WriteLine("  in the key of no step: BuildKit runs nothing again when it changes");
                return;
            case CacheRole.Trigger:
                writer.WriteLine("  runs in the builds and stages that start from here");
                break;
            case CacheRole.State:
                writer.WriteLine("  makes no layer: its value stands in the key of later steps");
                break;
        }

        foreach (var part in KeyPart.Of(entry))
        {
            writer.WriteLine($"  key: {part.What}{(part.Names.IsEmpty ? "" : $" ({VisibleText.Of(string.Join(", ", part.Names))})")}");
        }

        if (KeyPart.NotIn(entry) is { } missing)
        {
            writer.WriteLine($"  not in the key: {missing}");
        }

        foreach (var breaker in report.BreakersOf(entry).Reverse().Take(12))
        {
            writer.WriteLine($"  broken by: {Describe(breaker)}{(breaker.Entry == entry ? "" : $", line {breaker.Entry.Line}")}");
        }

        var impact = report.ImpactOf(entry);
        writer.WriteLine($"  if it changes: {Again(impact, report.StepCount)}");
        foreach (var step in impact.Steps(report.Graph).Take(40))
        {
            writer.WriteLine($"{step.Line,9}  {VisibleText.Of(LayersReport.Summarize(step.Instruction))}");
        }

        if (report.SizeOf(entry) is { } size)
        {
            writer.WriteLine($"  takes from the context: {AtLeast(size.IsAtLeast)}{Words.Count(size.Files, "file")}, {Size(size.Bytes)}");
        }

        foreach (var store in LayersReport.LeftBy(entry))
        {
            writer.WriteLine($"  leaves behind: {store.Name} {store.Description}");
        }

        if (report.Image?.LayerOf(entry.Index) is { } layer)
        {
            WriteLayer(layer, "  ");
        }
    }

    /// <inheritdoc cref="ByteSize.Describe"/>
    public static string Size(long bytes) => ByteSize.Describe(bytes);

    private void WriteStage(StageLayers stage)
    {
        var from = stage.Stage.Base is { } parent ? $"from stage {parent.DisplayName}" : $"from {stage.Stage.Image.Name}";
        var beside = report.Graph.Stages.Length <= 64 ? string.Join(", ", report.BesideOf(stage).Select(s => s.Stage.DisplayName)) : "";
        var note = !report.Needed.Contains(stage.Index) ? "; not needed for this target, and not built" : beside.Length > 0 ? $"; built beside {beside}" : "";
        writer.WriteLine(palette.Bold(VisibleText.Of($"{stage.Stage.DisplayName} ({from}{note})")));
        var sizes = report.Image is null ? "" : "     size";
        writer.WriteLine(palette.Faint($" line step  {"instruction".PadRight(TextWidth)}  {"broken by".PadRight(BreakersWidth)}  runs again{sizes}  costly, left behind"));
        foreach (var entry in stage.Entries)
        {
            var again = report.ImpactOf(entry);
            var counts = again.StepCount == 0 ? "-" : again.ConditionalCount == 0 ? $"{again.StepCount}" : $"{again.StepCount - again.ConditionalCount} (+{again.ConditionalCount})";
            var size = report.Image is null ? "" : (report.Image.LayerOf(entry.Index) is { } layer ? Size(layer.Bytes) : "").PadLeft(9);
            var remarks = entry.Cost.Commands.Concat(LayersReport.LeftBy(entry).Select(s => $"leaves {s.Name} {s.Description}"));
            var line = $"{entry.Line,5} {entry.Number?.ToString(CultureInfo.InvariantCulture) ?? "",4}  "
                + $"{Fit(LayersReport.Summarize(entry.Instruction), TextWidth)}  {Fit(Breakers(entry), BreakersWidth)}  {counts,10}{size}  {VisibleText.Of(string.Join(", ", remarks))}";
            writer.WriteLine(line.TrimEnd());
        }
    }

    private string Breakers(LayerEntry entry) =>
        string.Join(", ", report.BreakersOf(entry).Reverse().Take(6).SelectMany(b => b.Kind == CacheBreakerKind.Stage ? b.Names.Select(n => $"stage {n}") : b.Names).Distinct(StringComparer.Ordinal));

    private void WriteImage()
    {
        if (report.Image is not { } match)
        {
            return;
        }

        writer.WriteLine();
        var image = match.Image;
        writer.WriteLine(palette.Bold(
            $"image: {Size(image.Bytes)} in {Words.Count(image.Layers.Length, "layer")}, {Size(image.Layers.Take(match.BaseLayers).Sum(l => l.Bytes))} of it from the base image; "
            + $"{Size(image.WastedBytes)} that later layers delete or overwrite"));
        if (match.Unmatched > 0)
        {
            writer.WriteLine($"{Words.Count(match.Unmatched, "layer")} above the base image {(match.Unmatched == 1 ? "belongs" : "belong")} to no instruction here: the image was built from another version of this file");
        }

        foreach (var entry in report.Graph.Stages.SelectMany(s => s.Entries))
        {
            if (match.LayerOf(entry.Index) is { Bytes: > 0 } layer)
            {
                writer.WriteLine($"{entry.Line,5}  {VisibleText.Of(LayersReport.Summarize(entry.Instruction))}");
                WriteLayer(layer, "       ");
            }
        }

        WriteMeasured(match);
    }

    /// <summary>What package hygiene has to say, with the sizes of this image.</summary>
    private void WriteMeasured(ImageMatch match)
    {
        var (known, measured) = (report.Analysis.Findings, MeasuredFindings.Of(report.Analysis, match));
        if (measured == known)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine(palette.Bold("left behind, measured:"));
        foreach (var (before, after) in known.Zip(measured))
        {
            if (!ReferenceEquals(before, after))
            {
                var text = after.Message == before.Message ? $"{after.Message}: {after.Related[^1].Message}" : after.Message;
                writer.WriteLine($"{report.Analysis.Text.GetLineNumber(after.Span.Start) + 1,5}  {VisibleText.Of(text)} [{after.Rule.Id}]");
            }
        }
    }

    private void WriteLayer(ImageLayer layer, string indent)
    {
        writer.WriteLine($"{indent}{Size(layer.Bytes)} in {Words.Count(layer.Files, "file")}{(layer.Deletions > 0 ? $", hides {Words.Count(layer.Deletions, "path")} of lower layers" : "")}");
        foreach (var path in layer.Biggest)
        {
            writer.WriteLine($"{indent}{Size(path.Bytes),9}  {VisibleText.Of(path.Path)}");
        }

        foreach (var path in layer.Caches)
        {
            writer.WriteLine($"{indent}{Size(path.Bytes),9}  {VisibleText.Of(path.Path)} (package cache)");
        }

        if (layer.WastedBytes > 0)
        {
            writer.WriteLine($"{indent}{Size(layer.WastedBytes),9}  deleted or overwritten by later layers, first of all {VisibleText.Of(string.Join(", ", layer.Wasted.Select(w => w.Path)))}");
        }
    }

    private static string Describe(CacheBreaker breaker) => VisibleText.Of(breaker.Kind switch
    {
        CacheBreakerKind.Image => $"another image behind {string.Join(", ", breaker.Names)}",
        CacheBreakerKind.Files => $"the content of {string.Join(", ", breaker.Names)}",
        CacheBreakerKind.Stage => $"files of the stage {string.Join(", ", breaker.Names)}",
        CacheBreakerKind.Url => $"what is behind {string.Join(", ", breaker.Names)}",
        CacheBreakerKind.Git => $"a new commit of {string.Join(", ", breaker.Names)}",
        _ => $"another value of {string.Join(", ", breaker.Names)}",
    });

    private static string Again(Impact impact, int of)
    {
        if (impact.StepCount == 0)
        {
            return "no step runs again";
        }

        var perhaps = impact.ConditionalCount;
        var text = $"{impact.StepCount} of {Words.Count(of, "step")} run{(impact.StepCount == 1 ? "s" : "")} again";
        return perhaps == 0 ? text : $"{text}, {perhaps} of them only if files of another stage came out differently";
    }

    private static string AtLeast(bool isAtLeast) => isAtLeast ? "at least " : "";

    private static string Fit(string text, int width)
    {
        text = VisibleText.Of(text);
        var length = DisplayWidth.Of(text);
        if (length <= width)
        {
            return text + new string(' ', width - length);
        }

        while (DisplayWidth.Of(text) > width - 1)
        {
            text = text[..^(text.Length > 1 && char.IsLowSurrogate(text[^1]) ? 2 : 1)];
        }

        return text + "…" + new string(' ', width - 1 - DisplayWidth.Of(text));
    }
}
