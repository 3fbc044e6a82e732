using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>A stage that no build makes.</summary>
public sealed class UnreachableStage : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3023", "UnreachableStage", "Stage that nothing uses", "Correctness", Severity.Info);

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override object? InfluenceOf(InstructionFacts instruction) => string.Join('\n', ReferencesOf(instruction)) is { Length: > 0 } references ? references : null;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is { Syntax: FromSyntax, Stage: { Name: null, IsLast: false, IsBase: false, IsImplicit: false } stage }
            && !context.FactOf(this, FindReferences).Any(r => r.Contains('$', StringComparison.Ordinal) || StageNames.Means(r, stage, context.Model)))
        {
            context.Report(new Finding(
                Descriptor, instruction.Syntax.Keyword.Span, "Is not built: no later stage starts or copies from it, and it has no name that `--target` could ask for")
            {
                IsUnnecessary = true,
            });
        }
    }

    /// <summary>What COPY, ADD and the mounts of RUN take from.</summary>
    private static HashSet<string> FindReferences(BuildModel model)
    {
        var references = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        references.UnionWith(model.WithTrait(InstructionTraits.Flags).SelectMany(ReferencesOf));
        return references;
    }

    private static IEnumerable<string> ReferencesOf(InstructionFacts instruction)
    {
        foreach (var flag in instruction.Effective.Flags)
        {
            if (flag is { Name: "from", Value: { } name })
            {
                yield return name;
            }
            else if (flag is { Name: "mount", Value: { } mount })
            {
                foreach (var field in mount.Split(','))
                {
                    if (field.StartsWith("from=", StringComparison.OrdinalIgnoreCase))
                    {
                        yield return field[5..].Trim('"');
                    }
                }
            }
        }
    }
}
