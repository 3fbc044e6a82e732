using System.Collections.Immutable;
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
        instruction.Syntax is LabelSyntax ? Whole(instruction) : StageNames.InfluenceOf(instruction);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        // A stage that others start from passes its labels on, and only the images at the ends are kept.
        if (context.Options.Labels.Labels.IsEmpty || instruction is not { Syntax: FromSyntax { Image: { } image }, Stage: { } stage }
            || (!stage.IsTarget && (stage.IsBase || StageNames.IsReadFrom(stage, context.Model))))
        {
            return;
        }

        var present = context.FactOf(this, model => FindLabels(model, context.Options.Labels.Names))[stage.Index];
        foreach (var name in context.Options.Labels.Names.Where(name => !present.Contains(name)))
        {
            context.Report(new Finding(Descriptor, image.Span, $"The image has no label `{name}`, which the label schema asks for"));
        }
    }

    /// <summary>For each stage, which of the labels it or one that it starts from has: one pass, however long the chains are.</summary>
    private static ImmutableHashSet<string>[] FindLabels(BuildModel model, IEnumerable<string> wanted)
    {
        var names = wanted.ToHashSet(StringComparer.Ordinal);
        var found = new ImmutableHashSet<string>[model.Stages.Length];
        foreach (var stage in model.Stages)
        {
            var own = model.OfKind(InstructionKinds.Label, stage.FirstInstruction, stage.EndInstruction)
                .SelectMany(i => i.Syntax is LabelSyntax label ? label.Pairs.Select(p => Operand.Unquoted(p.Key)) : []).Where(names.Contains);
            found[stage.Index] = (stage.Base is { } parent ? found[parent.Index] : []).Union(own);
        }

        return found;
    }
}
