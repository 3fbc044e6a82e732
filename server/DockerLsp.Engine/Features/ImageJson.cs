using System.Collections.Immutable;
using System.Text.Json;
using DockerLsp.Engine.Layers;

namespace DockerLsp.Engine.Features;

/// <summary>Writes what was found in a built image; docs/layers-json.md is the description.</summary>
internal static class ImageJson
{
    public static void Write(Utf8JsonWriter json, ImageMatch match)
    {
        json.WriteStartObject();
        json.WriteNumber("bytes", match.Image.Bytes);
        json.WriteNumber("wastedBytes", match.Image.WastedBytes);
        json.WriteNumber("layers", match.Image.Layers.Length);
        json.WriteNumber("baseLayers", match.BaseLayers);
        json.WriteNumber("baseBytes", match.Image.Layers.Take(match.BaseLayers).Sum(l => l.Bytes));
        json.WriteNumber("unmatched", match.Unmatched);
        json.WriteEndObject();
    }

    public static void WriteLayer(Utf8JsonWriter json, ImageLayer layer)
    {
        json.WriteStartObject();
        json.WriteNumber("bytes", layer.Bytes);
        json.WriteNumber("files", layer.Files);
        json.WriteNumber("deletions", layer.Deletions);
        json.WriteNumber("wastedBytes", layer.WastedBytes);
        WritePaths(json, "biggest", layer.Biggest);
        WritePaths(json, "wasted", layer.Wasted);
        WritePaths(json, "caches", layer.Caches);
        json.WriteEndObject();
    }

    private static void WritePaths(Utf8JsonWriter json, string name, ImmutableArray<PathSize> paths)
    {
        json.WriteStartArray(name);
        foreach (var path in paths)
        {
            json.WriteStartObject();
            json.WriteString("path", path.Path);
            json.WriteNumber("bytes", path.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
