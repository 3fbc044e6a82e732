using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>A place that leads somewhere.</summary>
/// <param name="Span">The text that is the link.</param>
/// <param name="Kind">What <see cref="Target"/> is.</param>
/// <param name="Target">An address, or a path from the build context; of a stage, its name.</param>
/// <param name="Tooltip">What opens.</param>
public sealed record Link(TextSpan Span, LinkKind Kind, string Target, string Tooltip)
{
    /// <summary>Where a stage stands.</summary>
    public TextSpan? Place { get; init; }
}

public enum LinkKind
{
    Address,

    /// <summary>A file or folder of the build context; whether it exists, the host knows.</summary>
    File,
    Stage,
}

/// <summary>Finds links: images to their pages, stages, sources of COPY and ADD, addresses.</summary>
public static class LinkProvider
{
    public static ImmutableArray<Link> GetLinks(DockerfileAnalysis analysis)
    {
        var links = ImmutableArray.CreateBuilder<Link>();
        if (analysis.Tree.Directives.Find("syntax") is { } syntax && AddressOfImage(syntax.Value.Split(' ')[0]) is { } frontend)
        {
            links.Add(new Link(new TextSpan(syntax.ValueSpan.Start, syntax.Value.Split(' ')[0].Length), LinkKind.Address, frontend, "Open the page of this frontend"));
        }

        var symbols = SymbolIndex.Of(analysis.Model);
        foreach (var facts in analysis.Model.Instructions)
        {
            foreach (var mention in NameMentions.Of(facts))
            {
                if (mention.Kind == MentionKind.StageReference)
                {
                    AddImage(links, symbols, mention.Name, mention.Span.Shift(facts.Syntax.Position));
                }
            }

            if (facts.Effective is FileTransferSyntax transfer)
            {
                AddSources(links, transfer);
            }
        }

        return links.ToImmutable();
    }

    /// <summary>The page of an image; null where none is known.</summary>
    public static string? AddressOfImage(string reference)
    {
        if (reference.Length == 0 || reference.Equals("scratch", StringComparison.OrdinalIgnoreCase) || reference.AsSpan().IndexOfAnyExcept(ImageCharacters) >= 0)
        {
            return null;
        }

        var image = ImageReference.Parse(reference);
        return image.Repository.Length == 0 ? null : image.Registry switch
        {
            null when image.IsOfficial => $"https://hub.docker.com/_/{image.Repository}",
            null when image.Repository.AsSpan().Count('/') == 1 => $"https://hub.docker.com/r/{image.Repository}",
            "ghcr.io" => $"https://ghcr.io/{image.Repository}",
            "quay.io" => $"https://quay.io/repository/{image.Repository}",
            "gcr.io" => $"https://gcr.io/{image.Repository}",
            "public.ecr.aws" => $"https://gallery.ecr.aws/{image.Repository}",
            "mcr.microsoft.com" => $"https://mcr.microsoft.com/artifact/mar/{image.Repository}",
            _ => null,
        };
    }

    private static readonly System.Buffers.SearchValues<char> ImageCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:@+");

    private static readonly System.Buffers.SearchValues<char> NoPlainPath = System.Buffers.SearchValues.Create("$*?[\\\0\r\n");

    private static void AddImage(ImmutableArray<Link>.Builder links, SymbolIndex symbols, string name, TextSpan span)
    {
        if (symbols.Find(span.Start) is ({ Kind: SymbolKind.Stage }, { Definition: { } definition }))
        {
            links.Add(new Link(span, LinkKind.Stage, name, "Go to the stage") { Place = definition.Span });
        }
        else if (!name.All(char.IsAsciiDigit) && AddressOfImage(WithoutVersion(name)) is { } address)
        {
            links.Add(new Link(span, LinkKind.Address, address, "Open the page of this image"));
        }
    }

    /// <summary>The image without its tag and digest where those come from a variable: the page is the same for all of them.</summary>
    private static string WithoutVersion(string name)
    {
        var variable = name.IndexOf('$', StringComparison.Ordinal);
        var end = variable < 0 ? -1 : name.AsSpan(0, variable).LastIndexOfAny(':', '@');
        return end > 0 && name.IndexOf('/', end) < 0 ? name[..end] : name;
    }

    private static void AddSources(ImmutableArray<Link>.Builder links, FileTransferSyntax transfer)
    {
        var fromElsewhere = transfer.Flags.Any(f => f.Name == "from");
        foreach (var source in transfer.Sources)
        {
            if (source.IsHeredoc || transfer.Destination is null)
            {
                continue;
            }

            var text = source.IsJsonString ? source.Text : Unquote(source.Text);
            if (transfer is AddSyntax && (text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("http://", StringComparison.Ordinal)))
            {
                if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && !text.Contains('$', StringComparison.Ordinal))
                {
                    links.Add(new Link(source.Span, LinkKind.Address, uri.AbsoluteUri, "Open the address"));
                }
            }
            else if (!fromElsewhere && text.Length > 0 && text.AsSpan().IndexOfAny(NoPlainPath) < 0 && !text.Contains("://", StringComparison.Ordinal))
            {
                links.Add(new Link(source.Span, LinkKind.File, text.TrimStart('/'), "Open the file"));
            }
        }
    }

    private static string Unquote(string text) =>
        text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;
}
