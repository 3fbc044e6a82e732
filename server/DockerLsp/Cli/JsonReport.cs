using System.Text.Json;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Cli;

/// <summary>One JSON array of findings, one on a line.</summary>
internal sealed class JsonReport(TextWriter writer) : ReportFormat
{
    private readonly ReportJson json = new(writer);
    private bool hasFindings;

    public override void Begin() => writer.Write('[');

    public override void Add(LintedFile file)
    {
        foreach (var finding in file.Findings)
        {
            writer.Write(hasFindings ? ",\n  " : "\n  ");
            hasFindings = true;
            json.Write(j => Write(j, file, finding));
        }
    }

    public override void End() => writer.Write(hasFindings ? "\n]\n" : "]\n");

    private static void Write(Utf8JsonWriter json, LintedFile file, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("file", file.Name);
        json.WriteString("rule", finding.Rule.Id);
        json.WriteStartArray("aliases");
        foreach (var alias in finding.Rule.Aliases)
        {
            json.WriteStringValue(alias);
        }

        json.WriteEndArray();
        json.WriteString("category", finding.Rule.Category);
        json.WriteString("severity", Words.Of(finding.Severity));
        json.WriteString("message", finding.Message);
        WriteRange(json, file.Text, finding.Span);
        json.WriteString("url", finding.Rule.Url);
        json.WriteStartArray("fixes");
        foreach (var fix in finding.Fixes)
        {
            json.WriteStartObject();
            json.WriteString("title", fix.Title);
            json.WriteString("applicability", Words.Of(fix.Applicability));
            json.WriteStartArray("edits");
            foreach (var edit in fix.Edits)
            {
                json.WriteStartObject();
                WriteRange(json, file.Text, edit.Span);
                json.WriteString("newText", edit.NewText);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, SourceText text, TextSpan span) =>
        ReportJson.WriteRange(json, text, span, "line", "column", "endLine", "endColumn");
}
