using System.Formats.Tar;

namespace DockerLsp.Files.Images;

/// <summary>A tar archive of an image, packed or not.</summary>
/// <param name="open">Opens it at its start.</param>
internal sealed class ImageArchive(Func<Stream> open) : IImageSource
{
    /// <summary>More entries than this has no image: a layer has two or three.</summary>
    private const int MostEntries = 100_000;

    public IEnumerable<ImageEntry> Read(CancellationToken cancellationToken)
    {
        using var file = open();
        using var unpacked = Compression.Open(file);
        using var tar = new TarReader(unpacked);
        var count = 0;
        while (ReadEntry(tar, count == 0) is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++count > MostEntries)
            {
                throw new ImageException($"is no image: it has more than {MostEntries} files");
            }

            var name = ImageReader.CleanName(entry.Name);
            if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            {
                // Older versions of docker write a layer that comes twice as a link: ../id/layer.tar
                yield return new ImageEntry(name, 0, Stream.Null, Resolve(name, entry.LinkName, entry.EntryType == TarEntryType.SymbolicLink));
            }
            else if (entry.DataStream is { } content)
            {
                yield return new ImageEntry(name, entry.Length, content);
            }
        }

        if (count == 0)
        {
            throw IsNone();
        }
    }

    private static ImageException IsNone() => new("is no tar archive, or an empty one");

    private static TarEntry? ReadEntry(TarReader tar, bool isFirst)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception exception) when (isFirst && (exception is EndOfStreamException or InvalidDataException or FormatException))
        {
            throw IsNone();
        }
    }

    private static string Resolve(string name, string target, bool isRelative)
    {
        var parts = new List<string>(isRelative && name.Contains('/', StringComparison.Ordinal) ? name[..name.LastIndexOf('/')].Split('/') : []);
        foreach (var part in target.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
