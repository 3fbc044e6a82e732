using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>ONBUILD of an instruction that cannot be triggered.</summary>
public sealed class ForbiddenTrigger : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3043", "ForbiddenTrigger", "ONBUILD of an instruction that cannot be triggered", "Instructions", Severity.Error);

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Onbuild;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Syntax is OnbuildSyntax { Trigger: { Kind: InstructionKind.Onbuild or InstructionKind.From or InstructionKind.Maintainer } trigger })
        {
            context.Report(new Finding(
                Descriptor, trigger.Keyword.Span, $"{SyntaxFacts.GetKeyword(trigger.Kind)} cannot be a trigger: BuildKit stops here"));
        }
    }
}
