#pragma warning disable RS0030 // What is unpacked is the engine's own resource; it still reads nobody's archives.
using System.IO.Compression;

namespace DockerLsp.Engine.Rules;

/// <summary>The pages of the rules, which the build packs into one resource; unpacked when the first one is asked for.</summary>
internal static class RulePages
{
    private static readonly Lazy<Dictionary<string, string>> Pages = new(Unpack);

    /// <summary>The text of a page by the name of its file; null where there is none.</summary>
    public static string? Find(string name) => Pages.Value.GetValueOrDefault(name);

    private static Dictionary<string, string> Unpack()
    {
        using var packed = typeof(RulePages).Assembly.GetManifestResourceStream("Rules.pages") ?? throw new InvalidOperationException("The pages of the rules are missing");
        using var reader = new BinaryReader(new DeflateStream(packed, CompressionMode.Decompress));
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            pages.Add(name, reader.ReadString());
        }

        return pages;
    }
}
