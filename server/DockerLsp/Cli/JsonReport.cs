using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Cli;

/// <summary>One JSON array of findings, one on a line.</summary>
internal sealed class JsonReport(TextWriter writer) : ReportFormat
{
    private readonly ArrayBufferWriter<byte> buffer = new();
    private bool hasFindings;

    // Commands stay readable: the report is no web page, where & and < would have to be escaped.
    private static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Begin() => writer.Write('[');

    public override void Add(LintedFile file)
    {
        foreach (var finding in file.Findings)
        {
            buffer.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(buffer, WriterOptions))
            {
                Write(json, file, finding);
            }

            writer.Write(hasFindings ? ",\n  " : "\n  ");
            writer.Write(EscapeInvisible(Encoding.UTF8.GetString(buffer.WrittenSpan)));
            hasFindings = true;
        }
    }

    public override void End() => writer.Write(hasFindings ? "\n]\n" : "]\n");

    /// <summary>Escapes what a terminal would act on; outside strings JSON has none of it.</summary>
    private static string EscapeInvisible(string json)
    {
        StringBuilder? result = null;
        for (var i = 0; i < json.Length;)
        {
            var isInvisible = VisibleText.Spell(json, i, out var length) is not null;
            result ??= isInvisible ? new StringBuilder(json, 0, i, json.Length + 16) : null;
            for (var end = i + length; i < end; i++)
            {
                _ = isInvisible ? result?.Append($"\\u{(int)json[i]:x4}") : result?.Append(json[i]);
            }
        }

        return result?.ToString() ?? json;
    }

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

    private static void WriteRange(Utf8JsonWriter json, SourceText text, TextSpan span)
    {
        var start = text.GetPosition(span.Start);
        var end = text.GetPosition(span.End);
        json.WriteNumber("line", start.Line + 1);
        json.WriteNumber("column", start.Character + 1);
        json.WriteNumber("endLine", end.Line + 1);
        json.WriteNumber("endColumn", end.Character + 1);
    }
}
