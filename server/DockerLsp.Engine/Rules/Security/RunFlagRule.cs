using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>A RUN that asks for more than others get.</summary>
public abstract class RunFlagRule : Rule
{
    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    protected abstract string Flag { get; }

    protected abstract string Value { get; }

    protected abstract string Message { get; }

    protected abstract string FixTitle { get; }

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (!instruction.HasTrait(InstructionTraits.Flags))
        {
            return;
        }

        foreach (var flag in instruction.RunSyntax?.Flags ?? [])
        {
            if (flag.Name == Flag && string.Equals(flag.Value, Value, StringComparison.OrdinalIgnoreCase))
            {
                context.Report(new Finding(Descriptor, flag.Span, Message) { Fixes = [new Fix(FixTitle, Applicability.Unsafe, [Removal(flag, context)])] });
            }
        }
    }

    /// <summary>With the white space behind it.</summary>
    private static TextChange Removal(FlagSyntax flag, RuleContext context)
    {
        var text = context.Model.Tree.Text;
        var end = flag.Span.End;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return new TextChange(TextSpan.FromBounds(flag.Span.Start, end), "");
    }
}
