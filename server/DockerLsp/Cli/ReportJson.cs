using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DockerLsp.Engine.Text;

namespace DockerLsp.Cli;

/// <summary>Writes JSON that shows on a terminal as it is: what a terminal would act on is escaped.</summary>
internal sealed class ReportJson(TextWriter writer)
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    // Commands stay readable: a report is no web page, where & and < would have to be escaped.
    private static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one value on one line.</summary>
    public void Write(Action<Utf8JsonWriter> write)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        writer.Write(EscapeInvisible(Encoding.UTF8.GetString(buffer.WrittenSpan)));
    }

    /// <summary>Where a finding starts and ends, with the names of the keys.</summary>
    public static void WriteRange(Utf8JsonWriter json, SourceText text, TextSpan span, string line, string column, string endLine, string endColumn)
    {
        var start = text.GetPosition(span.Start);
        var end = text.GetPosition(span.End);
        json.WriteNumber(line, start.Line + 1);
        json.WriteNumber(column, start.Character + 1);
        json.WriteNumber(endLine, end.Line + 1);
        json.WriteNumber(endColumn, end.Character + 1);
    }

    /// <summary>Escapes what a terminal would act on; outside strings JSON has none of it.</summary>
    private static string EscapeInvisible(string json)
    {
        StringBuilder? result = null;
        for (var i = 0; i < json.Length;)
        {
            if (VisibleText.PlainLength(json.AsSpan(i)) is var plain and > 0)
            {
                result?.Append(json, i, plain);
                i += plain;
                continue;
            }

            var isInvisible = VisibleText.Spell(json, i, out var length) is not null;
            result ??= isInvisible ? new StringBuilder(json, 0, i, json.Length + 16) : null;
            for (var end = i + length; i < end; i++)
            {
                _ = isInvisible ? result?.Append($"\\u{(int)json[i]:x4}") : result?.Append(json[i]);
            }
        }

        return result?.ToString() ?? json;
    }
}
