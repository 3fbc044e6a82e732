namespace DockerLsp.Engine.Semantics;

/// <summary>The parts of an image name (<c>registry/path:tag@digest</c>).</summary>
/// <param name="Text">As written.</param>
/// <param name="Registry">The host; null for Docker Hub by default.</param>
/// <param name="Repository">The path without the registry; <c>library/</c> is dropped.</param>
/// <param name="Tag">The tag, or null.</param>
/// <param name="Digest">The digest, or null.</param>
public sealed record ImageReference(string Text, string? Registry, string Repository, string? Tag, string? Digest)
{
    /// <summary>The last segment of the path.</summary>
    public string Name => Repository[(Repository.LastIndexOf('/') + 1)..];

    /// <summary>Whether it is one of Docker Hub's official images, which all leave their package index out.</summary>
    public bool IsOfficial => Registry is null && !Repository.Contains('/', StringComparison.Ordinal);

    public static ImageReference Parse(string text)
    {
        var rest = text;
        string? digest = null, tag = null, registry = null;
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            digest = rest[(at + 1)..];
            rest = rest[..at];
        }

        var colon = rest.LastIndexOf(':');
        if (colon > rest.LastIndexOf('/'))
        {
            tag = rest[(colon + 1)..];
            rest = rest[..colon];
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && (rest[..slash].AsSpan().IndexOfAny('.', ':') >= 0 || rest[..slash] == "localhost"))
        {
            registry = rest[..slash];
            rest = rest[(slash + 1)..];
            if (registry is "docker.io" or "index.docker.io" or "registry-1.docker.io")
            {
                registry = null;
            }
        }

        if (registry is null && rest.StartsWith("library/", StringComparison.Ordinal))
        {
            rest = rest["library/".Length..];
        }

        return new ImageReference(text, registry, rest, tag, digest);
    }
}
