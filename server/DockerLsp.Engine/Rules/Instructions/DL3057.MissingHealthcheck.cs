using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>An image has no HEALTHCHECK.</summary>
public sealed class MissingHealthcheck : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3057", "MissingHealthcheck", "Image without HEALTHCHECK", "Instructions", Severity.Info)
        {
            Aliases = ["DS-0026", "CKV_DOCKER_2"],
            // Many images are no services, and Kubernetes ignores HEALTHCHECK.
            IsEnabledByDefault = false,
        };

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override object? InfluenceOf(InstructionFacts instruction) =>
        instruction.Syntax is HealthcheckSyntax || instruction.HasTrait(InstructionTraits.Flags) ? Whole(instruction) : null;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Syntax: FromSyntax { Image: { } image }, Stage: { } stage } || stage.IsBase || (!stage.IsLast && StageNames.IsReadFrom(stage, context.Model)))
        {
            return;
        }

        for (var current = stage; current is not null; current = current.Base)
        {
            if (context.Model.OfKind(InstructionKinds.Healthcheck, current.FirstInstruction, current.EndInstruction).Any(i => i.Syntax is HealthcheckSyntax))
            {
                return;
            }
        }

        context.Report(new Finding(
            Descriptor, image.Span, "No HEALTHCHECK in this file: Docker and Swarm take a container for healthy as long as its process lives"));
    }
}
