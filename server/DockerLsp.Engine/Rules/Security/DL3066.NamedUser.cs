using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>The image's user is a name rather than a number.</summary>
public sealed class NamedUser : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3066", "NamedUser", "User of an image by name", "Security", Severity.Info);

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.User;

    public override InstructionKinds Reads => InstructionKinds.User;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        // Users of Windows have no numbers.
        if (instruction.Stage is { IsShipped: true, Image.Family: not ImageFamily.Windows } && LastUser.Read(instruction, context.Model) is var (name, span)
            && name is not ("ContainerUser" or "ContainerAdministrator") && !name.Contains('$', StringComparison.Ordinal) && !name.All(char.IsAsciiDigit))
        {
            context.Report(new Finding(
                Descriptor, span, name == "root"
                    ? "Kubernetes looks at numbers only: with `runAsNonRoot` it starts neither `root` nor its number, 0"
                    : $"Kubernetes cannot tell that `{name}` is not root: with `runAsNonRoot` it starts only users that are numbers"));
        }
    }
}
