using System.Collections.Immutable;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Finds the places that are typed together: the two delimiters of a heredoc.</summary>
public static class LinkedEditingProvider
{
    /// <summary>The delimiter in the operator and the one that ends the heredoc, where the offset is in one of them; else nothing.</summary>
    public static ImmutableArray<TextSpan> GetRanges(DockerfileSyntax tree, int position)
    {
        var index = tree.FindInstruction(Math.Clamp(position, 0, tree.Text.Length));
        if (index < 0)
        {
            return [];
        }

        foreach (var heredoc in tree.GetInstruction(index).Heredocs)
        {
            if (heredoc.TerminatorSpan is not { } terminator || heredoc.Delimiter.Length == 0)
            {
                continue;
            }

            var opening = tree.Text.ToString(heredoc.OpeningSpan);
            var start = opening.LastIndexOf(heredoc.Delimiter, StringComparison.Ordinal);
            if (start < 0)
            {
                // `<<E"O"F`
                continue;
            }

            var first = new TextSpan(heredoc.OpeningSpan.Start + start, heredoc.Delimiter.Length);
            if (Holds(first, position) || Holds(terminator, position))
            {
                return [first, terminator];
            }
        }

        return [];
    }

    private static bool Holds(TextSpan span, int position) => position >= span.Start && position <= span.End;
}
