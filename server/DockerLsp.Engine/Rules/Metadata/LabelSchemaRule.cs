using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>A label of the configured schema whose value is not what the schema says.</summary>
public abstract class LabelSchemaRule : Rule
{
    public sealed override RuleScope Scope => RuleScope.Instruction;

    public sealed override InstructionKinds Kinds => InstructionKinds.Label;

    protected abstract LabelKind Kind { get; }

    /// <summary>Whether a value, without quotes, is what the schema asks for.</summary>
    protected abstract bool IsValid(string value);

    /// <summary>What the value is instead, as the end of a sentence.</summary>
    protected abstract string Problem(string value);

    public sealed override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (context.Options.Labels.Labels.IsEmpty || instruction.Effective is not LabelSyntax label)
        {
            return;
        }

        foreach (var pair in label.Pairs)
        {
            if (pair.Value is not { } value || context.Options.Labels.KindOf(Operand.Unquoted(pair.Key)) != Kind
                || value.Text.Contains('$', StringComparison.Ordinal))
            {
                continue;
            }

            var text = VariableExpansion.Expand(value.Text, context.Model.Tree.Directives.EscapeCharacter, _ => (false, null)) ?? value.Text;
            if (!IsValid(text))
            {
                context.Report(new Finding(Descriptor, value.Span.IsEmpty ? pair.Key.Span : value.Span, $"The label schema wants {Problem(text)}"));
            }
        }
    }
}
