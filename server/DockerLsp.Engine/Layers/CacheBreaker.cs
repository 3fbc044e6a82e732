using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Layers;

/// <summary>Something outside the Dockerfile whose change breaks the cache of a step.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Names">Files, images, stages or variables, as the file names them.</param>
/// <param name="Entry">The instruction through which it comes in.</param>
public sealed record CacheBreaker(CacheBreakerKind Kind, ImmutableArray<string> Names, LayerEntry Entry)
{
    /// <summary>What breaks an instruction by itself, without the steps above it.</summary>
    public static IEnumerable<CacheBreaker> Direct(LayerEntry entry)
    {
        switch (entry.Instruction.Syntax)
        {
            case FromSyntax { Image: { } image } when entry.Stage.Base is null && image.Text != "scratch" && !image.Text.Contains('@', StringComparison.Ordinal):
                yield return new CacheBreaker(CacheBreakerKind.Image, [entry.Stage.Image.Name is { Length: > 0 } name ? name : image.Text], entry);
                break;
            case FromSyntax { Image: { } image } when entry.Stage.Base is not null:
                yield return new CacheBreaker(CacheBreakerKind.Stage, [image.Text], entry);
                break;
            case ArgSyntax arg:
                yield return new CacheBreaker(CacheBreakerKind.Argument, [.. arg.Pairs.Select(p => p.Key.Text)], entry);
                break;
        }

        foreach (var group in entry.Sources.GroupBy(s => s.Kind))
        {
            if (KindOf(group.Key) is { } kind)
            {
                yield return new CacheBreaker(kind, [.. group.Select(s => s.Text).Distinct(StringComparer.Ordinal)], entry);
            }
        }
    }

    private static CacheBreakerKind? KindOf(FileSourceKind kind) => kind switch
    {
        FileSourceKind.Context => CacheBreakerKind.Files,
        FileSourceKind.Stage => CacheBreakerKind.Stage,
        FileSourceKind.Image => CacheBreakerKind.Image,
        FileSourceKind.Url => CacheBreakerKind.Url,
        FileSourceKind.Git => CacheBreakerKind.Git,
        _ => null,
    };
}

/// <summary>Kinds of things that break a cache.</summary>
public enum CacheBreakerKind
{
    /// <summary>The digest that the tag of an image stands for.</summary>
    Image,

    /// <summary>Files of the build context.</summary>
    Files,

    /// <summary>Another stage.</summary>
    Stage,

    /// <summary>What is behind a URL.</summary>
    Url,

    /// <summary>What a branch or tag of a git repository stands for.</summary>
    Git,

    /// <summary>A value that <c>--build-arg</c> may give.</summary>
    Argument,
}
