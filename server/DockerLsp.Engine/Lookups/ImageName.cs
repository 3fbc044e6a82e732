using System.Buffers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Lookups;

/// <summary>Reads names of images that a registry can be asked for (OCI distribution specification, "Pulling manifests").</summary>
internal static class ImageName
{
    private static readonly SearchValues<char> TagCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");

    /// <summary>The question for the digest of an image; null where the text is no such name, or has a digest.</summary>
    public static LookupQuestion? Ask(string text)
    {
        if (text.Length is 0 or > 512 || text == "scratch" || text.Contains('@', StringComparison.Ordinal))
        {
            return null;
        }

        var image = ImageReference.Parse(text);
        var tag = image.Tag ?? "latest";
        if (!IsRepository(image.Repository) || !IsTag(tag) || (image.Registry is not null && !IsHost(image.Registry)))
        {
            return null;
        }

        // Official images live below library/; on other registries everything lives where it is said to be.
        var repository = image.Registry is null && !image.Repository.Contains('/', StringComparison.Ordinal) ? "library/" + image.Repository : image.Repository;
        return new LookupQuestion(LookupKind.Image, repository, tag) { Registry = image.Registry };
    }

    private static bool IsTag(string text) => text.Length is > 0 and <= 128 && text[0] is not ('.' or '-') && text.AsSpan().IndexOfAnyExcept(TagCharacters) < 0;

    private static bool IsHost(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var host = colon < 0 ? text : text[..colon];
        return host.Length is > 0 and <= 253 && char.IsAsciiLetterOrDigit(host[0]) && char.IsAsciiLetterOrDigit(host[^1]) && host.AsSpan().IndexOfAnyExcept(HostCharacters) < 0
            && (colon < 0 || (text.Length - colon is > 1 and <= 6 && text.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0));
    }

    /// <summary>Segments of small letters and digits, joined by <c>.</c>, <c>_</c>, <c>__</c> or dashes.</summary>
    private static bool IsRepository(string text)
    {
        if (text.Length is 0 or > 255)
        {
            return false;
        }

        foreach (var segment in text.Split('/'))
        {
            if (segment.Length == 0 || !IsLetter(segment[0]) || !IsLetter(segment[^1]))
            {
                return false;
            }

            for (var i = 1; i < segment.Length; i++)
            {
                var start = i;
                while (!IsLetter(segment[i]))
                {
                    i++;
                }

                if (i > start && segment[start..i] is not ("." or "_" or "__") && segment.AsSpan(start, i - start).ContainsAnyExcept('-'))
                {
                    return false;
                }
            }
        }

        return true;

        static bool IsLetter(char character) => character is (>= 'a' and <= 'z') or (>= '0' and <= '9');
    }
}
