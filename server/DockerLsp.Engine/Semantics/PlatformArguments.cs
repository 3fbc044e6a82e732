namespace DockerLsp.Engine.Semantics;

/// <summary>The arguments that BuildKit sets by itself, and that FROM knows without an ARG.</summary>
public static class PlatformArguments
{
    /// <summary>Dockerfile reference, "Automatic platform ARGs in the global scope"; TARGETSTAGE is BuildKit's too.</summary>
    private static readonly string[] Known =
    [
        "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "TARGETOSVERSION", "TARGETSTAGE",
        "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT", "BUILDOSVERSION",
    ];

    public static IReadOnlyList<string> Names => Known;

    public static bool Contains(string name) => Known.Contains(name);
}
