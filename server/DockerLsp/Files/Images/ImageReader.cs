using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using DockerLsp.Engine.Layers;

namespace DockerLsp.Files.Images;

/// <summary>
/// Reads a built image: a docker archive (<c>docker save</c>), an OCI archive, or an OCI layout folder. Nothing is unpacked to the
/// disk; the archive is read twice from front to back, the second time for the layers, because they come in any order.
/// </summary>
internal sealed class ImageReader
{
    private readonly ImageLimits limits;
    private readonly Dictionary<string, byte[]> metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);

    private ImageReader(ImageLimits limits) => this.limits = limits;

    /// <summary>Reads an image.</summary>
    /// <param name="path">The archive or folder.</param>
    /// <param name="limits">What it may ask for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ImageException">It is no image, or a broken or hostile one.</exception>
    public static BuiltImage Read(string path, ImageLimits limits, CancellationToken cancellationToken = default) => Guard(() => new ImageReader(limits).Read(
        Directory.Exists(path) ? new ImageFolder(path) : (IImageSource)new ImageArchive(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16)), cancellationToken));

    /// <summary>Reads an image of the engine that runs on this machine.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="id">The image.</param>
    /// <param name="limits">What it may ask for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ImageException">The engine does not give it, or it is broken.</exception>
    public static BuiltImage Read(ImageEngine engine, string id, ImageLimits limits, CancellationToken cancellationToken = default) =>
        Guard(() => new ImageReader(limits).Read(engine.Open(id), cancellationToken));

    /// <summary>Turns what a broken image, or a broken answer of an engine, makes of the framework's readers into one kind of error.</summary>
    public static T Guard<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException or FormatException or ZstdSharp.ZstdException or ArgumentException or OverflowException or InvalidOperationException or NotSupportedException)
        {
            throw new ImageException("is damaged or cut off");
        }
        catch (JsonException)
        {
            throw new ImageException("has a manifest or configuration that is no JSON");
        }
        catch (Exception exception) when (FileProblem.IsAboutFile(exception))
        {
            throw new ImageException(FileProblem.Describe(exception));
        }
    }

    private BuiltImage Read(IImageSource source, CancellationToken cancellationToken)
    {
        ReadMetadata(source, cancellationToken);
        var (configuration, names) = FindImage();
        var history = ReadHistory(configuration);
        var wanted = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            var name = links.GetValueOrDefault(names[i], names[i]);
            if (!wanted.TryGetValue(name, out var numbers))
            {
                wanted.Add(name, numbers = []);
            }

            numbers.Add(i);
        }

        var layers = new LayerTree?[names.Count];
        var budget = new LayerBudget(limits);
        foreach (var entry in source.Read(cancellationToken))
        {
            if (entry.LinkTarget is null && wanted.TryGetValue(entry.Name, out var numbers))
            {
                var tree = LayerReader.Read(entry.Content, entry.Length, $"layer {numbers[0] + 1}", budget, cancellationToken);
                foreach (var number in numbers)
                {
                    layers[number] = tree;
                }
            }
        }

        for (var i = 0; i < layers.Length; i++)
        {
            if (layers[i] is null)
            {
                throw new ImageException($"lacks its layer {i + 1} of {layers.Length} (`{names[i]}`)");
            }
        }

        return LayerTree.Combine(history, [.. layers.OfType<LayerTree>()]);
    }

    /// <summary>Keeps what may be a manifest or a configuration: small, and JSON by its first character.</summary>
    private void ReadMetadata(IImageSource source, CancellationToken cancellationToken)
    {
        var total = 0L;
        foreach (var entry in source.Read(cancellationToken))
        {
            if (entry.LinkTarget is { } target)
            {
                links[entry.Name] = target;
                continue;
            }

            if (entry.Length > limits.MetadataBytes || total > 8L * limits.MetadataBytes)
            {
                continue;
            }

            var first = entry.Content.ReadByte();
            if (first is not ('{' or '[' or ' ' or '\n' or '\r' or '\t'))
            {
                continue;
            }

            using var buffer = new MemoryStream();
            buffer.WriteByte((byte)first);
            entry.Content.CopyTo(buffer);
            total += buffer.Length;
            metadata[entry.Name] = buffer.ToArray();
        }
    }

    private (JsonElement Configuration, IReadOnlyList<string> Layers) FindImage()
    {
        // `docker save` writes both forms; its own one names the layers by path.
        if (metadata.TryGetValue("manifest.json", out var docker))
        {
            var images = Parse(docker);
            if (images is not { ValueKind: JsonValueKind.Array } || images.GetArrayLength() == 0)
            {
                throw new ImageException("has no image in its manifest.json");
            }

            var image = images[0];
            return (Parse(Get(Text(image, "Config"))), [.. Items(image, "Layers").Select(l => CleanName(l.GetString() ?? ""))]);
        }

        if (!metadata.TryGetValue("index.json", out var index))
        {
            throw new ImageException("is no image: it has neither a manifest.json (docker save) nor an index.json (OCI)");
        }

        var manifest = FindManifest(Parse(index), 0);
        return (
            Parse(Get(BlobName(Text(Property(manifest, "config"), "digest")))),
            [.. Items(manifest, "layers").Select(l => BlobName(Text(l, "digest")))]);
    }

    /// <summary>The manifest of the first image that is for Linux, or else the first; an index may stand for several platforms.</summary>
    private JsonElement FindManifest(JsonElement index, int depth)
    {
        if (depth > 4)
        {
            throw new ImageException("has an index within an index within an index");
        }

        JsonElement? chosen = null;
        foreach (var item in Items(index, "manifests"))
        {
            var isAttestation = item.TryGetProperty("annotations", out var annotations) && annotations.ValueKind == JsonValueKind.Object
                && annotations.TryGetProperty("vnd.docker.reference.type", out _);
            if (!isAttestation)
            {
                var isLinux = item.TryGetProperty("platform", out var platform) && platform.ValueKind == JsonValueKind.Object
                    && platform.TryGetProperty("os", out var os) && os.ValueKind == JsonValueKind.String && os.GetString() == "linux";
                if (chosen is null || isLinux)
                {
                    chosen = item;
                }

                if (isLinux)
                {
                    break;
                }
            }
        }

        if (chosen is not { } found)
        {
            throw new ImageException("has no image in its index.json");
        }

        var manifest = Parse(Get(BlobName(Text(found, "digest"))));
        return manifest.ValueKind == JsonValueKind.Object && manifest.TryGetProperty("manifests", out _) ? FindManifest(manifest, depth + 1) : manifest;
    }

    private static ImmutableArray<ImageHistory> ReadHistory(JsonElement configuration)
    {
        if (configuration.ValueKind != JsonValueKind.Object || !configuration.TryGetProperty("history", out var history) || history.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return
        [
            .. history.EnumerateArray().Where(h => h.ValueKind == JsonValueKind.Object).Select(h => new ImageHistory(
                h.TryGetProperty("created_by", out var by) && by.ValueKind == JsonValueKind.String ? by.GetString() ?? "" : "",
                h.TryGetProperty("empty_layer", out var empty) && empty.ValueKind == JsonValueKind.True)),
        ];
    }

    /// <summary>The name of a blob in an OCI layout: <c>sha256:ab…</c> is <c>blobs/sha256/ab…</c>.</summary>
    private static string BlobName(string digest)
    {
        var colon = digest.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || digest.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not (':' or '+' or '.' or '_' or '-')) || digest.Contains("..", StringComparison.Ordinal))
        {
            throw new ImageException($"names a blob by what is no digest: `{Shorten(digest)}`");
        }

        return $"blobs/{digest[..colon]}/{digest[(colon + 1)..]}";
    }

    private byte[] Get(string name) =>
        metadata.TryGetValue(links.GetValueOrDefault(CleanName(name), CleanName(name)), out var bytes) ? bytes : throw new ImageException($"lacks `{Shorten(name)}`, which its manifest names");

    internal static string CleanName(string name)
    {
        var clean = name.Replace('\\', '/');
        while (clean.StartsWith("./", StringComparison.Ordinal))
        {
            clean = clean[2..];
        }

        return clean.TrimStart('/').TrimEnd('/');
    }

    internal static string Shorten(string text) => text.Length <= 80 ? text : text[..79] + "…";

    private static JsonElement Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
        return document.RootElement.Clone();
    }

    private static JsonElement Property(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? value : throw new ImageException($"has a manifest without `{name}`");

    private static string Text(JsonElement item, string name) =>
        Property(item, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() ?? "" : throw new ImageException($"has a manifest whose `{name}` is no text");

    private static IEnumerable<JsonElement> Items(JsonElement item, string name) =>
        Property(item, name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.Object or JsonValueKind.String)
            : throw new ImageException($"has a manifest whose `{name}` is no list");
}
