using System.Text.Json;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Cli;

/// <summary>One JSON array of findings, one on a line.</summary>
internal sealed class JsonReport(TextWriter writer) : JsonArrayReport(writer)
{
    protected override string Opening => "[";

    protected override void WriteFinding(Utf8JsonWriter j, LintedFile file, Finding finding)
    {
        j.WriteStartObject();
        j.WriteString("file", file.Name);
        j.WriteString("rule", finding.Rule.Id);
        j.WriteStartArray("aliases");
        foreach (var alias in finding.Rule.Aliases)
        {
            j.WriteStringValue(alias);
        }

        j.WriteEndArray();
        j.WriteString("category", finding.Rule.Category);
        j.WriteString("severity", Words.Of(finding.Severity));
        j.WriteString("message", finding.Message);
        WriteRange(j, file.Text, finding.Span);
        j.WriteString("url", finding.Rule.Url);
        j.WriteStartArray("fixes");
        foreach (var fix in finding.Fixes)
        {
            j.WriteStartObject();
            j.WriteString("title", fix.Title);
            j.WriteString("applicability", Words.Of(fix.Applicability));
            j.WriteStartArray("edits");
            foreach (var edit in fix.Edits)
            {
                j.WriteStartObject();
                WriteRange(j, file.Text, edit.Span);
                j.WriteString("newText", edit.NewText);
                j.WriteEndObject();
            }

            j.WriteEndArray();
            j.WriteEndObject();
        }

        j.WriteEndArray();
        j.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter j, SourceText text, TextSpan span) =>
        ReportJson.WriteRange(j, text, span, "line", "column", "endLine", "endColumn");
}
