using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>Finds the comments that silence rules, each once.</summary>
internal static class IgnoreComments
{
    /// <summary>Those above an instruction. At the end of a file they are rare, and left alone.</summary>
    public static ImmutableArray<(CommentSyntax Comment, Suppression Ignore)> Of(InstructionFacts instruction, RuleContext context)
    {
        if (!instruction.HasTrait(InstructionTraits.IgnoreComments))
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<(CommentSyntax, Suppression)>();
        foreach (var comment in instruction.Syntax.LeadingComments)
        {
            // With its #, so that places in it count from its start.
            if (Suppression.Parse(context.Model.Tree.Text.ToString(comment.Span)) is { Owner: not IgnoreCommentOwner.BuildKit } ignore)
            {
                found.Add((comment, ignore));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Where a name of a comment stands in the file.</summary>
    public static TextSpan SpanOf(CommentSyntax comment, IgnoredName name) => name.Span.Shift(comment.Span.Start);

    /// <summary>Takes a name out of a comment, and the whole line with the last name; null where that would change more than the comment.</summary>
    public static TextChange? Delete(SourceText text, CommentSyntax comment, Suppression ignore, IReadOnlyList<IgnoredName> names)
    {
        if (names.Count < ignore.Names.Length)
        {
            // What is left keeps its order; the reason may be about it.
            var left = ignore.Names.Except(names).Select(name => name.Text);
            return new TextChange(
                TextSpan.FromBounds(SpanOf(comment, ignore.Names[0]).Start, SpanOf(comment, ignore.Names[^1]).End), string.Join(",", left));
        }

        var line = text.GetLineNumber(comment.Span.Start);
        var start = text.GetLineStart(line);
        if (line + 1 >= text.LineCount)
        {
            return null;
        }

        var next = text.GetLineStart(line + 1);
        return LooksLikeDirective(text.ToString(TextSpan.FromBounds(next, text.GetLineEnd(line + 1)))) ? null : new TextChange(TextSpan.FromBounds(start, next), "");
    }

    /// <summary>At the top of a file such a comment becomes a parser directive once it follows directives alone.</summary>
    private static bool LooksLikeDirective(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.IsEmpty || text[0] != '#')
        {
            return false;
        }

        text = text[1..].TrimStart();
        var end = 0;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        return end > 0 && text[end..].TrimStart() is ['=', ..];
    }
}
