using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>Something other than ARG stands before the first FROM.</summary>
public sealed class InstructionBeforeFrom : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3061", "InstructionBeforeFrom", "Instruction before the first FROM", "Instructions", Severity.Error);

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Reads => InstructionKinds.None;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        // What is no instruction at all is a syntax error already. Arguments belong to no stage, not even to one without a FROM.
        var isAlone = context.Model.Stages.IsEmpty && instruction.Index == 0;
        if (instruction.Syntax is UnknownInstructionSyntax || !(isAlone || instruction.Stage is { IsImplicit: true }))
        {
            return;
        }

        if (context.Model.Stages.Length > 1)
        {
            context.Report(new Finding(Descriptor, instruction.Syntax.Keyword.Span, "Belongs to no image yet, and stops the build: only ARG can stand before the first FROM"));
        }
        else if (isAlone || instruction.Index == instruction.Stage?.FirstInstruction)
        {
            // One missing line is one finding.
            context.Report(new Finding(Descriptor, instruction.Syntax.Keyword.Span, "Belongs to no image, and stops the build: no FROM says what to start from"));
        }
    }
}
