using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;

namespace DockerLsp.Tests.Host.Files.Images;

/// <summary>Writes images as <c>docker save</c> does.</summary>
internal static class TestImage
{
    /// <param name="path">The archive.</param>
    /// <param name="history">The commands of the history, each with the files of its layer; none for an entry without a layer.</param>
    public static void Write(string path, params (string CreatedBy, (string Name, int Size)[] Files)[] history)
    {
        var config = new JsonObject
        {
            ["history"] = new JsonArray([.. history.Select(h => new JsonObject { ["created_by"] = h.CreatedBy, ["empty_layer"] = h.Files.Length == 0 })]),
        };
        var layers = history.Where(h => h.Files.Length > 0).Select((h, i) => (Name: $"l{i}/layer.tar", Content: Pack(h.Files.Select(f => (f.Name, new byte[f.Size]))))).ToArray();
        var manifest = new JsonArray(new JsonObject { ["Config"] = "c.json", ["Layers"] = new JsonArray([.. layers.Select(l => (JsonNode)l.Name)]) });
        File.WriteAllBytes(path, Pack([.. layers, ("c.json", Encoding.UTF8.GetBytes(config.ToJsonString())), ("manifest.json", Encoding.UTF8.GetBytes(manifest.ToJsonString()))]));
    }

    private static byte[] Pack(IEnumerable<(string Name, byte[] Content)> files)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        return stream.ToArray();
    }
}
