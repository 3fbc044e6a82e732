using System.Text;
using System.Text.Json;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Cli;

/// <summary>Reviewdog's diagnostic format (rdjson); a safe fix is a suggestion. Columns count the bytes of UTF-8, from 1.</summary>
internal sealed class RdjsonReport(TextWriter writer) : JsonArrayReport(writer)
{
    protected override string Opening =>
        "{\"source\":{\"name\":\"dockerlsp\",\"url\":\"https://github.com/dockerlsp/dockerlsp\"},\"diagnostics\":[";

    protected override void WriteClosing(TextWriter writer, ReportJson json) => writer.Write('}');

    protected override void WriteFinding(Utf8JsonWriter j, LintedFile file, Finding finding)
    {
        j.WriteStartObject();
        j.WriteString("message", finding.Message);
        j.WriteStartObject("location");
        j.WriteString("path", file.Name);
        WriteRange(j, file.Text, finding.Span);
        j.WriteEndObject();
        j.WriteString("severity", finding.Severity switch { Severity.Error => "ERROR", Severity.Warning => "WARNING", _ => "INFO" });
        j.WriteStartObject("code");
        j.WriteString("value", finding.Rule.Id);
        j.WriteString("url", finding.Rule.Url);
        j.WriteEndObject();
        if (finding.Fixes is [{ Applicability: Applicability.Safe, Edits: [_, ..] } fix, ..])
        {
            // Suggestions are alternatives to each other: the edits of a fix become one.
            var span = TextSpan.FromBounds(fix.Edits[0].Span.Start, fix.Edits[^1].Span.End);
            j.WriteStartArray("suggestions");
            j.WriteStartObject();
            WriteRange(j, file.Text, span);
            j.WriteString("text", Join(file.Text, fix, span));
            j.WriteEndObject();
            j.WriteEndArray();
        }

        j.WriteEndObject();
    }

    private static string Join(SourceText text, Fix fix, TextSpan span)
    {
        var result = new StringBuilder();
        var position = span.Start;
        foreach (var edit in fix.Edits)
        {
            result.Append(text.ToString(TextSpan.FromBounds(position, edit.Span.Start))).Append(edit.NewText);
            position = edit.Span.End;
        }

        return result.ToString();
    }

    private static void WriteRange(Utf8JsonWriter j, SourceText text, TextSpan span)
    {
        j.WriteStartObject("range");
        WritePosition(j, "start", text.GetPosition(span.Start, PositionEncoding.Utf8));
        WritePosition(j, "end", text.GetPosition(span.End, PositionEncoding.Utf8));
        j.WriteEndObject();
    }

    private static void WritePosition(Utf8JsonWriter j, string name, LinePosition position)
    {
        j.WriteStartObject(name);
        j.WriteNumber("line", position.Line + 1);
        j.WriteNumber("column", position.Character + 1);
        j.WriteEndObject();
    }
}
