using System.Collections.Immutable;

namespace DockerLsp.Engine.Semantics;

/// <summary>What a build is asked for beside its Dockerfile: as <c>docker build</c>, a Compose or a Bake file does. Equal requests are equal values.</summary>
public sealed record BuildRequest
{
    private const string DefaultTag = ":latest";

    /// <summary>A build without options.</summary>
    public static BuildRequest Default { get; } = new();

    /// <summary>
    /// <c>--build-arg</c>: a value beats the default of the ARG that declares the name, and means nothing where none does. Null is a
    /// value that is given, and not known here.
    /// </summary>
    public ImmutableSortedDictionary<string, string?> Arguments { get; init; } = ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal);

    /// <summary><c>--target</c>: the name or number of the stage that is built; null for the last one.</summary>
    public string? Target { get; init; }

    /// <summary><c>--build-context</c>: what FROM and COPY --from may name beside stages and images. The value is the image that it stands for; null where it is none.</summary>
    public ImmutableSortedDictionary<string, string?> Contexts { get; init; } = ImmutableSortedDictionary.Create<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a name is that of a context; one called <c>alpine</c> takes the place of <c>alpine:latest</c> too.</summary>
    /// <param name="name">As FROM or COPY --from has it.</param>
    /// <param name="image">The image that it stands for; null where it is none.</param>
    public bool HasContext(string name, out string? image)
    {
        image = null;
        return Contexts.Count > 0
            && (Contexts.TryGetValue(name, out image)
                || (name.EndsWith(DefaultTag, StringComparison.Ordinal) ? Contexts.TryGetValue(name[..^DefaultTag.Length], out image) : Contexts.TryGetValue(name + DefaultTag, out image)));
    }

    public bool Equals(BuildRequest? other) =>
        other is not null && Target == other.Target && Arguments.SequenceEqual(other.Arguments) && Contexts.SequenceEqual(other.Contexts);

    public override int GetHashCode() => HashCode.Combine(Target, Arguments.Count, Contexts.Count);
}
