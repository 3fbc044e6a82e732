using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>A label that the strict schema does not have.</summary>
public sealed class UnknownLabel : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3050", "UnknownLabel", "Label outside of the schema", "Metadata", Severity.Info);

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Label;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (!context.Options.Labels.IsStrict || instruction.Effective is not LabelSyntax label)
        {
            return;
        }

        foreach (var pair in label.Pairs)
        {
            var key = Operand.Unquoted(pair.Key);
            if (key.Length > 0 && !key.Contains('$', StringComparison.Ordinal) && context.Options.Labels.KindOf(key) is null)
            {
                var closest = Suggestions.Closest(key, context.Options.Labels.Names);
                context.Report(new Finding(Descriptor, pair.Key.Span, closest is null
                    ? $"The label schema has no `{key}`, and is strict"
                    : $"The label schema has no `{key}`, and is strict; did you mean `{closest}`?"));
            }
        }
    }
}
