namespace DockerLsp.Files.Images;

/// <summary>An OCI layout folder. Only its index and blobs are read, and no symbolic link is followed.</summary>
internal sealed class ImageFolder(string folder) : IImageSource
{
    public IEnumerable<ImageEntry> Read(CancellationToken cancellationToken)
    {
        var names = new List<string> { "index.json" };
        var blobs = new DirectoryInfo(Path.Combine(folder, "blobs"));
        if (blobs is { Exists: true, LinkTarget: null })
        {
            foreach (var algorithm in blobs.EnumerateDirectories().Where(d => d.LinkTarget is null))
            {
                names.AddRange(algorithm.EnumerateFiles().Where(f => f.LinkTarget is null).Select(f => $"blobs/{algorithm.Name}/{f.Name}"));
            }
        }

        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, name);
            if (File.Exists(path))
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
                yield return new ImageEntry(name, file.Length, file);
            }
        }
    }
}
