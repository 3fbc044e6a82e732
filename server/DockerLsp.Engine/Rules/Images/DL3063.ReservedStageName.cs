using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>A stage is called <c>scratch</c> or <c>context</c>.</summary>
public sealed class ReservedStageName : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3063", "ReservedStageName", "Stage name that BuildKit keeps for itself", "Images", Severity.Warning)
        {
            Aliases = ["ReservedStageName"],
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Syntax is not FromSyntax { StageName: { } name })
        {
            return;
        }

        var meaning = name.Text.ToLowerInvariant() switch
        {
            "scratch" => "the empty image",
            "context" => "the build context",
            _ => null,
        };
        if (meaning is not null)
        {
            context.Report(new Finding(Descriptor, name.Span, $"`{name.Text}` means {meaning} to BuildKit: what names this stage may get that instead"));
        }
    }
}
