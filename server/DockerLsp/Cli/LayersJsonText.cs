using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DockerLsp.Engine.Features;

namespace DockerLsp.Cli;

/// <summary>The JSON of a layers report for a terminal or a file.</summary>
internal static class LayersJsonText
{
    public static string Write(LayersReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.Default }))
        {
            LayersJson.Write(json, report);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
