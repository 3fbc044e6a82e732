using System.Text.Json;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;

namespace DockerLsp.Cli;

/// <summary>SARIF 2.1.0, as GitHub code scanning and others read it.</summary>
internal sealed class SarifReport(TextWriter writer) : JsonArrayReport(writer)
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    private readonly FindingFingerprint fingerprints = new();
    private readonly List<RuleDescriptor> rules = [];
    private readonly Dictionary<string, int> ruleIndexes = new(StringComparer.Ordinal);

    protected override string Opening =>
        $"{{\"$schema\":\"{Schema}\",\"version\":\"2.1.0\",\"runs\":[{{\"columnKind\":\"utf16CodeUnits\",\"results\":[";

    protected override void WriteClosing(TextWriter writer, ReportJson json)
    {
        writer.Write(",\"tool\":");
        json.Write(WriteTool);
        writer.Write("}]}");
    }

    private static string LevelOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    /// <summary>The file as a URI: relative to where the command was run, as long as it was named so.</summary>
    private static string UriOf(string name)
    {
        var path = name.Replace('\\', '/');
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return Path.IsPathRooted(name) ? $"file://{(path.StartsWith('/') ? "" : "/")}{escaped}" : escaped;
    }

    protected override void WriteFinding(Utf8JsonWriter j, LintedFile file, Finding finding)
    {
        if (!ruleIndexes.TryGetValue(finding.Rule.Id, out var index))
        {
            index = rules.Count;
            ruleIndexes.Add(finding.Rule.Id, index);
            rules.Add(finding.Rule);
        }

        j.WriteStartObject();
        j.WriteString("ruleId", finding.Rule.Id);
        j.WriteNumber("ruleIndex", index);
        j.WriteString("level", LevelOf(finding.Severity));
        WriteText(j, "message", finding.Message);
        j.WriteStartArray("locations");
        WriteLocation(j, file, finding.Span, null);
        j.WriteEndArray();
        if (!finding.Related.IsEmpty)
        {
            j.WriteStartArray("relatedLocations");
            foreach (var related in finding.Related)
            {
                WriteLocation(j, file, related.Span, related.Message);
            }

            j.WriteEndArray();
        }

        j.WriteStartObject("partialFingerprints");
        j.WriteString("dockerlsp/v1", fingerprints.Next(file, finding));
        j.WriteEndObject();
        if (!finding.Fixes.IsEmpty)
        {
            j.WriteStartArray("fixes");
            foreach (var fix in finding.Fixes)
            {
                WriteFix(j, file, fix);
            }

            j.WriteEndArray();
        }

        j.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter j, LintedFile file, TextSpan span, string? message)
    {
        j.WriteStartObject();
        j.WriteStartObject("physicalLocation");
        WriteArtifact(j, file);
        WriteRegion(j, "region", file, span);
        j.WriteEndObject();
        if (message is not null)
        {
            WriteText(j, "message", message);
        }

        j.WriteEndObject();
    }

    private static void WriteArtifact(Utf8JsonWriter j, LintedFile file)
    {
        j.WriteStartObject("artifactLocation");
        j.WriteString("uri", UriOf(file.Name));
        j.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter j, string name, LintedFile file, TextSpan span)
    {
        j.WriteStartObject(name);
        ReportJson.WriteRange(j, file.Text, span, "startLine", "startColumn", "endLine", "endColumn");
        j.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter j, LintedFile file, Fix fix)
    {
        j.WriteStartObject();
        WriteText(j, "description", fix.Title);
        j.WriteStartArray("artifactChanges");
        j.WriteStartObject();
        WriteArtifact(j, file);
        j.WriteStartArray("replacements");
        foreach (var edit in fix.Edits)
        {
            j.WriteStartObject();
            WriteRegion(j, "deletedRegion", file, edit.Span);
            WriteText(j, "insertedContent", edit.NewText);
            j.WriteEndObject();
        }

        j.WriteEndArray();
        j.WriteEndObject();
        j.WriteEndArray();
        j.WriteStartObject("properties");
        j.WriteString("applicability", Words.Of(fix.Applicability));
        j.WriteEndObject();
        j.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter j, string name, string text)
    {
        j.WriteStartObject(name);
        j.WriteString("text", text);
        j.WriteEndObject();
    }

    private void WriteTool(Utf8JsonWriter j)
    {
        j.WriteStartObject();
        j.WriteStartObject("driver");
        j.WriteString("name", "dockerlsp");
        j.WriteString("informationUri", "https://github.com/dockerlsp/dockerlsp");
        j.WriteString("semanticVersion", ServerVersion.Text);
        j.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            WriteRule(j, rule);
        }

        j.WriteEndArray();
        j.WriteEndObject();
        j.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter j, RuleDescriptor rule)
    {
        var page = RuleCatalog.GetPage(rule);
        j.WriteStartObject();
        j.WriteString("id", rule.Id);
        j.WriteString("name", rule.Name);
        WriteText(j, "shortDescription", rule.Title);
        j.WriteStartObject("help");
        j.WriteString("text", page);
        j.WriteString("markdown", page);
        j.WriteEndObject();
        j.WriteString("helpUri", rule.Url);
        j.WriteStartObject("defaultConfiguration");
        j.WriteString("level", LevelOf(rule.DefaultSeverity));
        j.WriteEndObject();
        j.WriteStartObject("properties");
        j.WriteString("category", rule.Category);
        j.WriteStartArray("tags");
        j.WriteStringValue(rule.Category);
        foreach (var alias in rule.Aliases)
        {
            j.WriteStringValue(alias);
        }

        j.WriteEndArray();
        j.WriteEndObject();
        j.WriteEndObject();
    }
}
