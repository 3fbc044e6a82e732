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
        instruction.Syntax is HealthcheckSyntax ? Whole(instruction) : StageNames.InfluenceOf(instruction);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Syntax: FromSyntax { Image: { } image }, Stage: { } stage }
            || (!stage.IsTarget && (stage.IsBase || StageNames.IsReadFrom(stage, context.Model))))
        {
            return;
        }

        if (context.FactOf(this, FindChecked)[stage.Index])
        {
            return;
        }

        context.Report(new Finding(
            Descriptor, image.Span, "No HEALTHCHECK in this file: Docker and Swarm take a container for healthy as long as its process lives"));
    }

    /// <summary>For each stage, whether it or one that it starts from has a HEALTHCHECK: one pass, however long the chains are.</summary>
    private static bool[] FindChecked(BuildModel model)
    {
        var found = new bool[model.Stages.Length];
        foreach (var stage in model.Stages)
        {
            found[stage.Index] = stage.Base is { } parent && found[parent.Index]
                || model.OfKind(InstructionKinds.Healthcheck, stage.FirstInstruction, stage.EndInstruction).Any(i => i.Syntax is HealthcheckSyntax);
        }

        return found;
    }
}
