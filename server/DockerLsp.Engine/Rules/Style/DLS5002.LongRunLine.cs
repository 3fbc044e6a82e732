using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>Several commands of a RUN on one long line.</summary>
public sealed class LongRunLine : Rule
{
    /// <summary>What fits on a screen beside a diff.</summary>
    private const int Longest = 120;

    public override RuleDescriptor Descriptor { get; } =
        new("DLS5002", "LongRunLine", "Several commands on one long line", "Style", Severity.Hint)
        {
            Aliases = ["S7020"],
            Fixes = FixAvailability.Always,
            IsEnabledByDefault = false,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { RunSyntax: { Heredocs.Count: 0 } run, Run.Script: { IsUnderstood: true, Form: RunForm.Shell, Script: { } script } }
            || !script.Comments.IsEmpty)
        {
            return;
        }

        var text = context.Model.Tree.Text;
        var line = text.GetLineNumber(instruction.Syntax.Span.Start);
        if (text.GetLineNumber(Math.Max(instruction.Syntax.Span.Start, instruction.Syntax.Span.End - 1)) != line || instruction.Syntax.Span.Length <= Longest)
        {
            return;
        }

        var lineBreak = $" {context.Model.Tree.Directives.EscapeCharacter}{ChainStyle.LineBreakOf(context.Model.Tree)}    ";
        var edits = ImmutableArray.CreateBuilder<TextChange>();
        foreach (var statement in script.Body.Statements)
        {
            foreach (var op in statement.AndOr.Operators)
            {
                if (op.IsAnd)
                {
                    var end = RuleContext.SpanOf(instruction, op.Span).Start;
                    var start = end;
                    while (text[start - 1] is ' ' or '\t')
                    {
                        start--;
                    }

                    edits.Add(new TextChange(TextSpan.FromBounds(start, end), lineBreak));
                }
            }
        }

        if (edits.Count < 2)
        {
            return;
        }

        context.Report(new Finding(Descriptor, run.Keyword.Span, $"{edits.Count + 1} commands stand on one line of {instruction.Syntax.Span.Length} characters; a diff then shows all of them for a change of one")
        {
            Fixes = [new Fix("Put each command on a line of its own", Applicability.Safe, edits.ToImmutable())],
        });
    }
}
