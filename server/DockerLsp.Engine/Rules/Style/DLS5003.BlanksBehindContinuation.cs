using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>Blanks between the escape character of a continuation and the end of the line.</summary>
public sealed class BlanksBehindContinuation : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS5003", "BlanksBehindContinuation", "Blanks behind a continuation", "Style", Severity.Hint)
        {
            Fixes = FixAvailability.Always,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        var syntax = instruction.Syntax;
        foreach (var trivia in syntax.Green.Trivia)
        {
            if (trivia.Kind != SyntaxKind.LineContinuation)
            {
                continue;
            }

            var text = syntax.Green.Text.AsSpan(trivia.Span.Start, trivia.Span.Length);
            var blanks = text[1..].Length - text[1..].TrimStart(" \t").Length;
            if (blanks == 0)
            {
                continue;
            }

            var span = new TextSpan(syntax.Position + trivia.Span.Start + 1, blanks);
            context.Report(new Finding(Descriptor, span, "Blanks behind a continuation, which nobody sees: BuildKit skips them, but in a script the command would end there")
            {
                Fixes = [new Fix("Delete the blanks", Applicability.Safe, [new TextChange(span, "")])],
            });
        }
    }
}
