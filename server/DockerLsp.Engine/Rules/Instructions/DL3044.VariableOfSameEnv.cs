using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>ENV uses a variable that it sets itself.</summary>
public sealed class VariableOfSameEnv : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3044", "VariableOfSameEnv", "ENV uses a variable that it sets itself", "Instructions", Severity.Error)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Env;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not EnvSyntax { Pairs: { Count: > 1 } pairs } env)
        {
            return;
        }

        for (var i = 0; i < pairs.Count; i++)
        {
            if (pairs[i].Value is not { } value)
            {
                continue;
            }

            foreach (var reference in VariableReference.FindAll(value.Text, context.Model.Tree.Directives.EscapeCharacter))
            {
                if (FindOther(pairs, i, reference.Name) is { } other && !IsKnown(instruction.Before, reference.Name))
                {
                    var finding = new Finding(
                        Descriptor, Operand.SpanOf(env, value, reference.Span),
                        $"Has the value from before this ENV, not the one that `{pairs[other].Key.Text}=` gives it here")
                    {
                        Related = [new RelatedPlace(pairs[other].Key.Span, "counts from the next instruction on")],
                    };
                    context.Report(other < i && Split(instruction, env, i, context.Model.Tree) is { } edit
                        ? finding with { Fixes = [new Fix("Split the ENV (the variable then has its new value)", Applicability.Unsafe, [edit])] }
                        : finding);
                }
            }
        }
    }

    /// <summary>The pair that sets the variable: another one, or the same name earlier.</summary>
    private static int? FindOther(IReadOnlyList<KeyValueSyntax> pairs, int user, string name)
    {
        int? found = null;
        for (var i = 0; i < pairs.Count; i++)
        {
            // `PATH=/bin:$PATH` means the old value, and everyone who writes it knows.
            if (pairs[i].Key.Text == name && i != user && (i < user || pairs[user].Key.Text != name))
            {
                found ??= i;
            }
        }

        return found;
    }

    /// <summary>Whether the file sets it before, so that there is an old value to mean.</summary>
    private static bool IsKnown(BuildState? before, string name) =>
        before is not null && (before.Environment.ContainsKey(name) || before.Arguments.ContainsKey(name));

    /// <summary>Begins a new ENV at a pair; null where something other than blanks and line ends stands before it.</summary>
    private static TextChange? Split(InstructionFacts instruction, EnvSyntax env, int pair, DockerfileSyntax tree)
    {
        var gap = TextSpan.FromBounds(env.Pairs[pair - 1].Span.End, env.Pairs[pair].Span.Start);
        var opening = tree.Text.ToString(TextSpan.FromBounds(instruction.Syntax.Span.Start, env.Pairs[0].Span.Start));
        return tree.Text.ToString(gap).All(c => char.IsWhiteSpace(c) || c == tree.Directives.EscapeCharacter) && !opening.AsSpan().ContainsAny("\r\n")
            ? new TextChange(gap, ChainStyle.LineBreakOf(tree) + opening)
            : null;
    }
}
