using System.Buffers;

namespace DockerLsp.Engine.Lookups;

/// <summary>Where something is looked up.</summary>
public enum LookupKind
{
    /// <summary>The digest that a tag of an image has, in the image's own registry.</summary>
    Image,

    /// <summary>The newest version of a project on pypi.org.</summary>
    PyPi,

    /// <summary>The version that registry.npmjs.org calls latest.</summary>
    Npm,

    /// <summary>The newest version of a gem on rubygems.org.</summary>
    RubyGems,

    /// <summary>The latest version of a module, as proxy.golang.org has it.</summary>
    Go,

    /// <summary>The version of a package in the repositories of a release of Alpine Linux.</summary>
    Alpine,
}

/// <summary>What the engine wants to know of the world. Who asks, and how, is the host's business.</summary>
/// <param name="Kind">Where it is looked up.</param>
/// <param name="Name">The repository of an image, without its registry; else the package.</param>
/// <param name="Version">
/// The tag of an image; the release of Alpine; of a language's package the version of the language that runs it, null where that
/// is not known.
/// </param>
public sealed record LookupQuestion(LookupKind Kind, string Name, string? Version)
{
    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-");

    /// <summary>The host of an image's registry; null for Docker Hub and for packages.</summary>
    public string? Registry { get; init; }

    /// <summary>Who is asked, as people call it.</summary>
    public string Source => Kind switch
    {
        LookupKind.Image => Registry ?? "docker.io",
        LookupKind.PyPi => "pypi.org",
        LookupKind.Npm => "registry.npmjs.org",
        LookupKind.RubyGems => "rubygems.org",
        LookupKind.Go => "proxy.golang.org",
        _ => "dl-cdn.alpinelinux.org",
    };

    /// <summary>What is asked for, as people call it.</summary>
    public string Subject => Kind != LookupKind.Image ? Name
        : Registry is not null ? $"{Registry}/{Name}:{Version}"
        : $"{(Name.StartsWith("library/", StringComparison.Ordinal) ? Name["library/".Length..] : Name)}:{Version}";

    /// <summary>Whether an answer is one that may be written into a file: what a stranger says is not trusted.</summary>
    public bool Accepts(string answer) => Kind == LookupKind.Image ? IsDigest(answer)
        : answer.Length is > 0 and <= 100 && (char.IsAsciiDigit(answer[0]) || (Kind == LookupKind.Go && answer[0] == 'v'))
            && answer.AsSpan().IndexOfAnyExcept(VersionCharacters) < 0;

    // OCI image specification, "Digests": the registered algorithms.
    private static bool IsDigest(string text) =>
        (text.StartsWith("sha256:", StringComparison.Ordinal) && text.Length == 7 + 64 && IsHex(text[7..]))
        || (text.StartsWith("sha512:", StringComparison.Ordinal) && text.Length == 7 + 128 && IsHex(text[7..]));

    private static bool IsHex(string text)
    {
        foreach (var character in text)
        {
            if (character is not ((>= '0' and <= '9') or (>= 'a' and <= 'f')))
            {
                return false;
            }
        }

        return true;
    }
}
