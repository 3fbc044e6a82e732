using System.Formats.Tar;
using DockerLsp.Engine.Layers;

namespace DockerLsp.Files.Images;

/// <summary>Reads the archive of one layer for its names and sizes.</summary>
internal static class LayerReader
{
    /// <param name="content">The layer, packed or not.</param>
    /// <param name="length">Its packed size.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="budget">What is left of what the image may ask for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static LayerTree Read(Stream content, long length, string name, LayerBudget budget, CancellationToken cancellationToken)
    {
        using var unpacked = Compression.Open(content);
        using var guarded = new GuardedStream(unpacked, count => budget.Take(count, length, name));
        using var tar = new TarReader(guarded);
        var tree = new LayerTree();
        budget.BeginLayer();
        while (tar.GetNextEntry() is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes || Clean(entry.Name, name) is not { Length: > 0 } path)
            {
                continue;
            }

            var isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
            var before = tree.Paths;
            tree.Add(path, entry.EntryType == TarEntryType.Directory, isFile ? entry.Length : 0);
            budget.TakePaths(tree.Paths - before, name);
        }

        return tree;
    }

    /// <summary>The path without <c>./</c>; nothing is unpacked here, but a path that leads out shows that somebody means no good.</summary>
    private static string Clean(string path, string name)
    {
        const int LongestPath = 4096;
        var clean = path.TrimStart('/').TrimEnd('/');
        if (clean.Length > LongestPath)
        {
            throw new ImageException($"has a path of {clean.Length} characters in {name}");
        }

        if (!clean.StartsWith('.') && !clean.Contains("/.", StringComparison.Ordinal) && !clean.Contains("//", StringComparison.Ordinal))
        {
            return clean;
        }

        var parts = clean.Split('/').Where(p => p is not ("" or ".")).ToArray();
        return parts.Contains("..") ? throw new ImageException($"has a path in {name} that leads out of the image: `{ImageReader.Shorten(clean)}`") : string.Join('/', parts);
    }
}

/// <summary>Counts what the layers of an image ask for.</summary>
internal sealed class LayerBudget(ImageLimits limits)
{
    private long bytes;
    private long layerBytes;
    private int paths;

    public void BeginLayer() => layerBytes = 0;

    /// <exception cref="ImageException">It is too much.</exception>
    public void Take(int count, long packedLength, string name)
    {
        bytes += count;
        layerBytes += count;
        if (bytes > limits.Bytes)
        {
            throw new ImageException($"is bigger unpacked than {limits.Bytes >> 30} GiB; reading it ended at {name}");
        }

        if (layerBytes > limits.FreeBytes && layerBytes / limits.Ratio > packedLength)
        {
            throw new ImageException($"has a {name} that is more than {limits.Ratio} times bigger unpacked than packed");
        }
    }

    /// <exception cref="ImageException">It is too much.</exception>
    public void TakePaths(int count, string name)
    {
        paths += count;
        if (paths > limits.Paths)
        {
            throw new ImageException($"has more than {limits.Paths} paths; reading it ended at {name}");
        }
    }
}

/// <summary>A stream that tells how much was read of it. It cannot seek.</summary>
internal sealed class GuardedStream(Stream inner, Action<int> onRead) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        onRead(count);
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
