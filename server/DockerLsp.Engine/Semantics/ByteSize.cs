using System.Globalization;

namespace DockerLsp.Engine.Semantics;

/// <summary>Sizes as people write them, in powers of ten.</summary>
public static class ByteSize
{
    public static string Describe(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => (bytes / 1000.0).ToString("0.0", CultureInfo.InvariantCulture) + " kB",
        < 1_000_000_000 => (bytes / 1_000_000.0).ToString("0.0", CultureInfo.InvariantCulture) + " MB",
        _ => (bytes / 1_000_000_000.0).ToString("0.00", CultureInfo.InvariantCulture) + " GB",
    };
}
