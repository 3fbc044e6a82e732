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

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Syntax: FromSyntax { Image: { } image }, Stage: { } stage } || stage.IsBase || (!stage.IsLast && IsCopiedFrom(stage, context.Model)))
        {
            return;
        }

        for (var current = stage; current is not null; current = current.Base)
        {
            foreach (var other in context.Model.InstructionsOf(current))
            {
                if (other.Syntax is HealthcheckSyntax)
                {
                    return;
                }
            }
        }

        context.Report(new Finding(
            Descriptor, image.Span, "No HEALTHCHECK in this file: Docker and Swarm take a container for healthy as long as its process lives"));
    }

    /// <summary>Whether the stage only makes files for a later one, so that nobody runs it.</summary>
    private static bool IsCopiedFrom(Stage stage, BuildModel model)
    {
        for (var i = stage.EndInstruction; i < model.Instructions.Length; i++)
        {
            foreach (var flag in model.Instructions[i].Effective.Flags)
            {
                var values = flag.Name == "from" ? [flag.Value ?? ""]
                    : flag.Name == "mount" ? (flag.Value ?? "").Split(',').Where(f => f.StartsWith("from=", StringComparison.OrdinalIgnoreCase)).Select(f => f[5..])
                    : [];
                if (values.Any(v => StageNames.Means(v, stage, model)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
