using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>A comment directly above ARG or FROM … AS that does not begin with the name that is defined there.</summary>
public sealed class CommentOfAnotherName : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("InvalidDefinitionDescription", "CommentOfAnotherName", "Comment that would describe an argument or stage", "Style", Severity.Info)
        {
            Fixes = FixAvailability.Always,
            // Experimental in BuildKit, and off there, too.
            IsEnabledByDefault = false,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Arg | InstructionKinds.From;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        string[] names = instruction.Syntax switch
        {
            ArgSyntax arg => [.. arg.Pairs.Select(p => p.Key.Text)],
            FromSyntax { StageName: { } name } => [name.Text],
            _ => [],
        };
        if (names.Length == 0 || instruction.Syntax.LeadingComments is not [.., var comment])
        {
            return;
        }

        var text = context.Model.Tree.Text;
        var line = text.GetLineNumber(instruction.Syntax.Span.Start);
        if (text.GetLineNumber(comment.Span.Start) != line - 1 || InstructionEdits.IsPragma(comment.Text)
            || names.Contains(comment.Text.Split(' ')[0], StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        context.Report(new Finding(
            Descriptor, comment.Span, $"`docker build --call=outline` shows a comment here as the description if it begins with `{names[0]}`; an empty line says that it is none")
        {
            Fixes = [new Fix("Put an empty line below the comment", Applicability.Safe, [new TextChange(new TextSpan(text.GetLineStart(line), 0), ChainStyle.LineBreakOf(context.Model.Tree))])],
        });
    }
}
