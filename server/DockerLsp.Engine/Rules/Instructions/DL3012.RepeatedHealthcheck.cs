using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>A stage has several HEALTHCHECK.</summary>
public sealed class RepeatedHealthcheck : RepeatedInstructionRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3012", "RepeatedHealthcheck", "More than one HEALTHCHECK in a stage", "Instructions", Severity.Error)
        {
            Aliases = ["MultipleInstructionsDisallowed", "DS-0023"],
            Fixes = FixAvailability.Always,
        };

    protected override InstructionKind Kind => InstructionKind.Healthcheck;
}
