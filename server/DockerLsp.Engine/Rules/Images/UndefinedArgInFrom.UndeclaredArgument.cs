using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>FROM uses an argument that no ARG before the first FROM declares.</summary>
public sealed class UndeclaredArgument : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("UndefinedArgInFrom", "UndeclaredArgument", "FROM with an argument that is not declared", "Images", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override InstructionKinds Reads => InstructionKinds.Arg;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Syntax is not FromSyntax from)
        {
            return;
        }

        var arguments = context.FactOf(this, GlobalArguments.Of);
        foreach (var (variable, span, hasAlternative) in GlobalArguments.UsesIn(from, context.Model.Tree.Directives.EscapeCharacter))
        {
            if (hasAlternative || arguments.IsDeclared(variable.Name))
            {
                continue;
            }

            var meant = Suggestions.Closest(variable.Name, arguments.Names);
            var finding = new Finding(Descriptor, span, meant is null
                ? $"No ARG before the first FROM declares `{variable.Name}`: BuildKit puts nothing in its place"
                : $"No ARG before the first FROM declares `{variable.Name}`: BuildKit puts nothing in its place; did you mean `{meant}`?");
            // One without a default would only bring the next problem.
            context.Report(meant is not null && arguments.Lookup(meant).IsDefined && Operand.Rename(context.Model.Tree, variable, span, meant) is { } edit && $"Use `{meant}` (its value may be another)" is { Length: < 60 } title
                ? finding with { Fixes = [new Fix(title, Applicability.Unsafe, [edit])] }
                : finding);
        }
    }
}
