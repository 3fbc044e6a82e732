using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>The last USER of a stage is root.</summary>
public sealed class RootUser : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3002", "RootUser", "The last USER is root", "Security", Severity.Warning)
        {
            Aliases = ["S6471", "DS-0002", "CKV_DOCKER_8"],
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.User;

    public override InstructionKinds Reads => InstructionKinds.User;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (LastUser.Read(instruction, context.Model) is ("root" or "0", var span) && instruction.Stage is { } stage)
        {
            context.Report(new Finding(Descriptor, span, instruction.IsOnbuild || stage.IsTarget
                ? "The container runs as root unless whoever starts it says otherwise"
                : $"The stage `{stage.DisplayName}` ends as root, and so does what starts from it without a USER of its own"));
        }
    }
}
