using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>Edits of the flags of FROM.</summary>
internal static class FromFlags
{
    /// <summary>Takes a flag out, with the blanks up to what stands behind it in its line.</summary>
    public static TextChange Remove(DockerfileSyntax tree, FlagSyntax flag, WordSyntax image)
    {
        var end = flag.Span.End;
        while (end < image.Span.Start && tree.Text[end] is ' ' or '\t')
        {
            end++;
        }

        return new TextChange(TextSpan.FromBounds(flag.Span.Start, end), "");
    }
}
