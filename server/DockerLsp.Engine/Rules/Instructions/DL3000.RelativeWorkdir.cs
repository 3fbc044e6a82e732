using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>WORKDIR with a relative path.</summary>
public sealed class RelativeWorkdir : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3000", "RelativeWorkdir", "Relative working directory", "Instructions", Severity.Error)
        {
            Aliases = ["WorkdirRelativePath", "S7021", "DS-0009", "CKV_DOCKER_10"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Workdir;

    public override InstructionKinds Reads => InstructionKinds.Workdir;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not WorkdirSyntax { Value: { } value } workdir || Operand.Unquoted(value) is not { Length: > 0 } path
            || Operand.IsAbsolute(path, context.Model.Tree.Directives.EscapeCharacter))
        {
            return;
        }

        if (WorkingDirectory.Combine(WorkingDirectory.Before(context.Model, instruction), path) is { } absolute && value.Mapped.IsContiguous(new TextSpan(0, value.Text.Length)))
        {
            var start = value.Text.IndexOf(path, StringComparison.Ordinal);
            var edit = new TextChange(Operand.SpanOf(workdir, value, new TextSpan(start, path.Length)), absolute);
            context.Report(new Finding(Descriptor, value.Span, $"Means `{absolute}` here, and another place once a WORKDIR before it changes")
            {
                Fixes = [new Fix("Write the path from the root", Applicability.Safe, [edit])],
            });
            return;
        }

        var before = instruction.IsOnbuild ? "in which the trigger runs"
            : WorkingDirectory.IsSet(context.Model, instruction) ? "that the WORKDIR before it gives"
            : "of the base image";
        context.Report(new Finding(Descriptor, value.Span, $"`{path}` counts from the working directory {before}, and moves with it"));
    }
}
