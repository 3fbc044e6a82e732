using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>What an image is built for.</summary>
/// <param name="System">The operating system; empty where none is said.</param>
/// <param name="Architecture">The architecture as Go names it; empty where none is said.</param>
/// <param name="Variant">The variant of ARM; empty where none is said.</param>
internal sealed record ImagePlatform(string System, string Architecture, string Variant)
{
    /// <summary>
    /// The platform that a name tells; null where it tells none. Docker's official images have a namespace for each architecture
    /// (https://github.com/docker-library/official-images, "Architectures other than amd64?"); distroless has them as the end of its
    /// tags (https://github.com/GoogleContainerTools/distroless, "Which architectures are supported").
    /// </summary>
    public static ImagePlatform? OfImage(ImageReference image)
    {
        if (image is { Registry: null } && image.Repository.Split('/') is [var owner, _])
        {
            return owner switch
            {
                "amd64" or "s390x" or "ppc64le" or "riscv64" or "mips64le" => new("linux", owner, ""),
                "arm64v8" => new("linux", "arm64", ""),
                "arm32v5" or "arm32v6" or "arm32v7" => new("linux", "arm", owner[^2..]),
                "i386" => new("linux", "386", ""),
                "winamd64" => new("windows", "amd64", ""),
                _ => null,
            };
        }

        return image is { Registry: "gcr.io", Tag: { } tag } && image.Repository.StartsWith("distroless/", StringComparison.Ordinal)
            && tag[(tag.LastIndexOf('-') + 1)..] is "amd64" or "arm64" or "arm" or "s390x" or "ppc64le" or "riscv64"
            ? new("linux", tag[(tag.LastIndexOf('-') + 1)..], "")
            : null;
    }

    /// <summary>Reads what <c>--platform</c> takes, by the other names too that BuildKit knows; null where it is none.</summary>
    public static ImagePlatform? Parse(string text)
    {
        string[] parts = [.. text.ToLowerInvariant().Split('/')];
        if (parts.Length > 3 || parts.Any(p => p.Length == 0))
        {
            return null;
        }

        return parts is [var only]
            ? only is "linux" or "windows" or "darwin" or "freebsd" ? new(only, "", "") : Normalized("", only, "")
            : Normalized(parts[0], parts[1], parts.Length > 2 ? parts[2] : "");
    }

    /// <summary>Whether it is what was asked for; what is not said is not held against it.</summary>
    public bool RunsOn(ImagePlatform wanted) =>
        (wanted.System.Length == 0 || wanted.System == System)
        && (wanted.Architecture.Length == 0
            || (wanted.Architecture == Architecture
                // A later ARM runs what was built for an earlier one.
                && (Variant.Length == 0 || wanted.Variant.Length == 0 || string.CompareOrdinal(Variant, wanted.Variant) <= 0)));

    public override string ToString() => string.Join('/', new[] { System, Architecture, Variant }.Where(part => part.Length > 0));

    private static ImagePlatform Normalized(string system, string architecture, string variant) => architecture switch
    {
        "x86_64" or "x86-64" => new(system, "amd64", variant),
        "aarch64" => new(system, "arm64", variant),
        "i386" => new(system, "386", variant),
        "armhf" => new(system, "arm", "v7"),
        "armel" => new(system, "arm", "v6"),
        _ => new(system, architecture, variant.Length > 0 && char.IsAsciiDigit(variant[0]) ? $"v{variant}" : variant),
    };
}
