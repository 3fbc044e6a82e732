using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>An instruction of which only the last one of a stage counts is there a second time.</summary>
public abstract class RepeatedInstructionRule : Rule
{
    public sealed override RuleScope Scope => RuleScope.Stage;

    public sealed override InstructionKinds Kinds => InstructionKindsExtensions.Of(Kind);

    /// <summary>How a line is deleted depends on whether it leaves two blank lines behind.</summary>
    public sealed override object? InfluenceOf(InstructionFacts instruction) =>
        instruction.Effective.Kind == Kind ? Whole(instruction) : InstructionEdits.LayoutOf(instruction.Syntax);

    protected abstract InstructionKind Kind { get; }

    public sealed override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective.Kind != Kind || instruction.Stage is not { } stage || FindEarlier(instruction, stage, context.Model) is not { } earlier)
        {
            return;
        }

        var name = SyntaxFacts.GetKeyword(Kind);
        var line = context.Line(earlier);
        context.Report(new Finding(Descriptor, instruction.Effective.Keyword.Span, $"Replaces the {name} of line {line}, which has no effect")
        {
            Related = [new RelatedPlace(earlier.Effective.Keyword.Span, "has no effect")],
            Fixes = [new Fix($"Delete the {name} of line {line}", Applicability.Safe, Remove(context.Model.Tree, earlier.Syntax))],
        });
    }

    /// <summary>The one that is replaced. What a trigger does, it does in another build.</summary>
    private InstructionFacts? FindEarlier(InstructionFacts instruction, Stage stage, BuildModel model)
    {
        for (var i = instruction.Index; model.LastOfKind(Kinds, i, stage.FirstInstruction) is { } other; i = other.Index)
        {
            if (other.Effective.Kind == Kind && other.IsOnbuild == instruction.IsOnbuild)
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>Comments stay, but not those that tell a tool what to think of the deleted instruction: they would speak of the next one.</summary>
    private static ImmutableArray<TextChange> Remove(DockerfileSyntax tree, InstructionSyntax instruction)
    {
        var edits = ImmutableArray.CreateBuilder<TextChange>();
        foreach (var comment in instruction.LeadingComments)
        {
            if (InstructionEdits.IsPragma(comment.Text) && !comment.Text.Contains("global", StringComparison.OrdinalIgnoreCase)
                && !comment.Text.Contains("ignore-file", StringComparison.OrdinalIgnoreCase))
            {
                var line = tree.Text.GetLineNumber(comment.Span.Start);
                edits.Add(new TextChange(TextSpan.FromBounds(tree.Text.GetLineStart(line), tree.Text.GetLineStart(line + 1)), ""));
            }
        }

        edits.Add(InstructionEdits.Remove(tree, instruction));
        return edits.ToImmutable();
    }
}
