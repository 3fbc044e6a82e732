using System.Collections.Immutable;
using System.Text.Json;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Features;

/// <summary>Writes a layers report as JSON; docs/layers-json.md is its description.</summary>
public static class LayersJson
{
    /// <summary>The version of the form. It goes up when something is renamed or removed.</summary>
    private const int Version = 1;

    /// <summary>The most breakers that are listed for one instruction, the nearest of them.</summary>
    private const int MostBreakers = 12;

    public static void Write(Utf8JsonWriter json, LayersReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("file", report.File);
        if (report.Target is { } target)
        {
            json.WriteNumber("target", target.Index);
        }
        else
        {
            json.WriteNull("target");
        }

        json.WriteNumber("steps", report.StepCount);
        WriteContext(json, report.Context);
        json.WriteStartArray("stages");
        foreach (var stage in report.Graph.Stages)
        {
            WriteStage(json, report, stage);
        }

        json.WriteEndArray();
        WriteChange(json, report);
        if (report.Image is { } image)
        {
            json.WritePropertyName("image");
            ImageJson.Write(json, image);
        }
        else
        {
            json.WriteNull("image");
        }

        json.WriteEndObject();
    }

    /// <summary>The word that programs know a kind of breaker by.</summary>
    public static string NameOf(CacheBreakerKind kind) => kind switch
    {
        CacheBreakerKind.Image => "image",
        CacheBreakerKind.Files => "files",
        CacheBreakerKind.Stage => "stage",
        CacheBreakerKind.Url => "url",
        CacheBreakerKind.Git => "git",
        _ => "argument",
    };

    private static void WriteContext(Utf8JsonWriter json, IContextListing? context)
    {
        if (context is null)
        {
            json.WriteNull("context");
            return;
        }

        json.WriteStartObject("context");
        json.WriteNumber("files", context.Files.Length);
        json.WriteNumber("bytes", context.Files.Sum(f => f.Bytes));
        json.WriteBoolean("atLeast", context.IsCut);
        json.WriteString("ignoreFile", context.IgnoreFileName);
        json.WriteEndObject();
    }

    private static void WriteStage(Utf8JsonWriter json, LayersReport report, StageLayers stage)
    {
        json.WriteStartObject();
        json.WriteNumber("index", stage.Index);
        json.WriteString("name", stage.Stage.Name);
        json.WriteString("image", stage.Stage.Base is null ? stage.Stage.Image.Name : null);
        if (stage.Stage.Base is { } parent)
        {
            json.WriteNumber("base", parent.Index);
        }
        else
        {
            json.WriteNull("base");
        }

        json.WriteBoolean("needed", report.Needed.Contains(stage.Index));
        WriteNumbers(json, "uses", stage.Uses);
        WriteNumbers(json, "beside", report.Graph.Stages.Length <= 64 ? report.BesideOf(stage).Select(s => s.Index) : []);
        json.WriteNumber("steps", stage.StepCount);
        json.WriteStartArray("instructions");
        foreach (var entry in stage.Entries)
        {
            WriteEntry(json, report, entry);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, LayersReport report, LayerEntry entry)
    {
        json.WriteStartObject();
        var text = report.Analysis.Text;
        json.WriteNumber("line", entry.Line);
        json.WriteNumber("endLine", text.GetLineNumber(entry.Instruction.Syntax.Span.End) + 1);
        json.WriteString("text", LayersReport.Summarize(entry.Instruction));
        json.WriteString("role", entry.Role switch
        {
            CacheRole.Start => "start",
            CacheRole.Step => "step",
            CacheRole.State => "state",
            CacheRole.Trigger => "trigger",
            _ => "metadata",
        });
        if (entry.Number is { } number)
        {
            json.WriteNumber("step", number);
        }
        else
        {
            json.WriteNull("step");
        }

        json.WriteString("cost", entry.Cost.Class switch { CostClass.High => "high", CostClass.Low => "low", _ => "none" });
        WriteStrings(json, "commands", entry.Cost.Commands);
        json.WriteStartArray("key");
        foreach (var part in KeyPart.Of(entry))
        {
            json.WriteStartObject();
            json.WriteString("kind", part.Kind);
            json.WriteString("what", part.What);
            WriteStrings(json, "names", part.Names);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("notInKey", KeyPart.NotIn(entry));
        var breakers = report.BreakersOf(entry);
        json.WriteStartArray("brokenBy");
        foreach (var breaker in breakers.Skip(breakers.Count - MostBreakers))
        {
            json.WriteStartObject();
            json.WriteString("kind", NameOf(breaker.Kind));
            WriteStrings(json, "names", breaker.Names);
            json.WriteNumber("line", breaker.Entry.Line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("brokenByMore", Math.Max(0, breakers.Count - MostBreakers));
        json.WritePropertyName("breaks");
        WriteImpact(json, report, report.ImpactOf(entry));
        WriteStrings(json, "leaves", LayersReport.LeftBy(entry).Select(s => $"{s.Name} {s.Description}"));
        if (report.SizeOf(entry) is { } size)
        {
            json.WriteStartObject("context");
            json.WriteNumber("files", size.Files);
            json.WriteNumber("bytes", size.Bytes);
            json.WriteBoolean("atLeast", size.IsAtLeast);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("context");
        }

        if (report.Image?.LayerOf(entry.Index) is { } layer)
        {
            json.WritePropertyName("image");
            ImageJson.WriteLayer(json, layer);
        }
        else
        {
            json.WriteNull("image");
        }

        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, LayersReport report)
    {
        if (report.Change is not { } change)
        {
            json.WriteNull("change");
            return;
        }

        json.WriteStartObject("change");
        WriteStrings(json, "files", change.Files);
        json.WriteBoolean("dockerfile", change.ChangesDockerfile);
        json.WriteNumber("of", report.StepCount);
        json.WritePropertyName("runsAgain");
        WriteImpact(json, report, change.Impact);
        json.WriteStartArray("lines");
        foreach (var entry in change.Impact.Steps(report.Graph))
        {
            json.WriteNumberValue(entry.Line);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteImpact(Utf8JsonWriter json, LayersReport report, Impact impact)
    {
        json.WriteStartObject();
        json.WriteNumber("steps", impact.StepCount);
        json.WriteNumber("conditional", impact.ConditionalCount);
        json.WriteStartArray("parts");
        foreach (var part in impact.Parts)
        {
            json.WriteStartObject();
            json.WriteNumber("stage", part.Stage.Index);
            json.WriteNumber("steps", part.StepCount);
            json.WriteNumber("firstLine", part.Steps(report.Graph).FirstOrDefault()?.Line ?? 0);
            json.WriteBoolean("conditional", part.IsConditional);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("costly");
        foreach (var (command, line) in report.CostlyIn(impact).Take(4))
        {
            json.WriteStartObject();
            json.WriteString("command", command);
            json.WriteNumber("line", line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
