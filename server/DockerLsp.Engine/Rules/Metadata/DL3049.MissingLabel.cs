using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>An image lacks a label that the schema asks for.</summary>
public sealed class MissingLabel : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3049", "MissingLabel", "Image without a label of the schema", "Metadata", Severity.Info);

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override object? InfluenceOf(InstructionFacts instruction) =>
        instruction.Syntax is LabelSyntax || instruction.HasTrait(InstructionTraits.Flags) ? Whole(instruction) : null;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        // A stage that others start from passes its labels on, and only the images at the ends are kept.
        if (context.Options.Labels.Labels.IsEmpty || instruction is not { Syntax: FromSyntax { Image: { } image }, Stage: { IsBase: false } stage }
            || (!stage.IsLast && StageNames.IsReadFrom(stage, context.Model)))
        {
            return;
        }

        var present = new HashSet<string>(StringComparer.Ordinal);
        for (var current = stage; current is not null; current = current.Base)
        {
            foreach (var other in context.Model.OfKind(InstructionKinds.Label, current.FirstInstruction, current.EndInstruction))
            {
                if (other.Syntax is LabelSyntax label)
                {
                    present.UnionWith(label.Pairs.Select(p => Operand.Unquoted(p.Key)));
                }
            }
        }

        foreach (var name in context.Options.Labels.Labels.Keys.Where(name => !present.Contains(name)))
        {
            context.Report(new Finding(Descriptor, image.Span, $"The image has no label `{name}`, which the label schema asks for"));
        }
    }
}
