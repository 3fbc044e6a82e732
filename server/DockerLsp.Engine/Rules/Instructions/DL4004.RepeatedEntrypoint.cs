using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>A stage has several ENTRYPOINT.</summary>
public sealed class RepeatedEntrypoint : RepeatedInstructionRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL4004", "RepeatedEntrypoint", "More than one ENTRYPOINT in a stage", "Instructions", Severity.Error)
        {
            Aliases = ["MultipleInstructionsDisallowed", "S6589", "DS-0007"],
            Fixes = FixAvailability.Always,
        };

    protected override InstructionKind Kind => InstructionKind.Entrypoint;
}
