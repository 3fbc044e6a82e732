using System.Text;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>What the image of a FROM says of its version.</summary>
internal static class FromImage
{
    /// <summary>The parts of the name; null where a variable may hold the version.</summary>
    public static ImageReference? Read(WordSyntax image)
    {
        var text = Operand.Unquoted(image);
        if (text.Length == 0)
        {
            return null;
        }

        // Variables may hold colons and slashes of their own.
        var plain = new StringBuilder(text);
        foreach (var variable in VariableReference.FindAll(text, '\\').Reverse())
        {
            plain.Remove(variable.Span.Start, variable.Span.Length).Insert(variable.Span.Start, "$");
        }

        var reference = ImageReference.Parse(plain.ToString());
        return reference is { Tag: null, Digest: null } && reference.Name.Contains('$', StringComparison.Ordinal) ? null : reference;
    }

    /// <summary>As the reference grammar of the distribution project: host, path in small letters, tag, digest.</summary>
    public static bool IsName(string text)
    {
        var reference = ImageReference.Parse(text);
        return reference.Repository.Length > 0
            && (text.Length == 64 || reference.Repository.Split('/').All(IsPathComponent))
            && (reference.Tag is null || (reference.Tag.Length is > 0 and <= 128 && reference.Tag[0] is not ('.' or '-') && reference.Tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')))
            && (reference.Digest is null || (reference.Digest.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && reference.Digest.Length - colon > 32));
    }

    private static bool IsPathComponent(string part) =>
        part.Length > 0 && IsPlain(part[0]) && IsPlain(part[^1]) && part.All(c => IsPlain(c) || c is '.' or '_' or '-')
        && !part.Contains("..", StringComparison.Ordinal) && !part.Contains("___", StringComparison.Ordinal) && !part.Contains("._", StringComparison.Ordinal) && !part.Contains("_.", StringComparison.Ordinal);

    private static bool IsPlain(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
