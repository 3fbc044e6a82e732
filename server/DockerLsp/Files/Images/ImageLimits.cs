namespace DockerLsp.Files.Images;

/// <summary>How much an image may ask of the machine.</summary>
/// <param name="Bytes">The most bytes that all its layers may have when they are unpacked.</param>
/// <param name="Paths">The most paths in all its layers.</param>
/// <param name="Ratio">How much bigger a layer may be unpacked than packed, once it is bigger than <paramref name="FreeBytes"/>.</param>
/// <param name="FreeBytes">What a layer may have whatever its ratio.</param>
/// <param name="MetadataBytes">The most bytes of one manifest or configuration.</param>
internal sealed record ImageLimits(long Bytes, int Paths, int Ratio, long FreeBytes, int MetadataBytes)
{
    /// <summary>Images of a hundred gigabytes and a few million files pass; gzip cannot pack more than 1032 to 1, which no real layer comes near.</summary>
    public static ImageLimits Default { get; } = new(1L << 38, 5_000_000, 400, 1L << 30, 16 << 20);
}
