using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>A stage has several CMD.</summary>
public sealed class RepeatedCmd : RepeatedInstructionRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL4003", "RepeatedCmd", "More than one CMD in a stage", "Instructions", Severity.Warning)
        {
            Aliases = ["MultipleInstructionsDisallowed", "S6589", "DS-0016"],
            Fixes = FixAvailability.Always,
        };

    protected override InstructionKind Kind => InstructionKind.Cmd;
}
