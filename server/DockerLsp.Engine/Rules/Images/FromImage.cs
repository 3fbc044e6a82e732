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
}
