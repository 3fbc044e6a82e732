using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Lines that can be folded away.</summary>
/// <param name="StartLine">The line that stays, from 0.</param>
/// <param name="EndLine">The last line that is hidden.</param>
/// <param name="IsComment">Whether they are comments.</param>
public sealed record Fold(int StartLine, int EndLine, bool IsComment);

/// <summary>Finds what can be folded: stages, instructions of several lines, heredocs, blocks of comments.</summary>
public static class FoldingProvider
{
    /// <summary>The folds in source order, outer ones first.</summary>
    public static ImmutableArray<Fold> GetFolds(BuildModel model)
    {
        var text = model.Tree.Text;
        var folds = new List<Fold>();
        foreach (var stage in model.Stages)
        {
            if (!stage.IsImplicit && stage.EndInstruction > stage.FirstInstruction)
            {
                Add(TextSpan.FromBounds(model.Instructions[stage.FirstInstruction].Syntax.Span.Start, model.Instructions[stage.EndInstruction - 1].Syntax.Span.End));
            }
        }

        foreach (var facts in model.Instructions)
        {
            var instruction = facts.Syntax;
            AddComments(instruction.LeadingComments);
            Add(instruction.Span);
            if (instruction.Heredocs.Count > 1)
            {
                foreach (var heredoc in instruction.Heredocs)
                {
                    // The first line of a body stays, as a title.
                    Add(TextSpan.FromBounds(heredoc.BodySpan.Start, heredoc.TerminatorSpan?.End ?? Math.Max(heredoc.BodySpan.Start, heredoc.BodySpan.End - 1)));
                }
            }

            AddComments(instruction.InnerComments);
        }

        AddComments(model.Tree.TrailingComments);
        return [.. folds.Distinct().OrderBy(f => f.StartLine).ThenByDescending(f => f.EndLine)];

        void Add(TextSpan span, bool isComment = false)
        {
            var start = text.GetLineNumber(span.Start);
            var end = text.GetLineNumber(span.End);
            if (end > start)
            {
                folds.Add(new Fold(start, end, isComment));
            }
        }

        void AddComments(IEnumerable<CommentSyntax> comments)
        {
            TextSpan? block = null;
            foreach (var comment in comments)
            {
                if (block is { } open && text.GetLineNumber(comment.Span.Start) == text.GetLineNumber(open.End) + 1)
                {
                    block = TextSpan.FromBounds(open.Start, comment.Span.End);
                    continue;
                }

                if (block is { } closed)
                {
                    Add(closed, isComment: true);
                }

                block = comment.Span;
            }

            if (block is { } last)
            {
                Add(last, isComment: true);
            }
        }
    }
}
