using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>VOLUME of the Docker daemon's socket.</summary>
public sealed class DockerSocket : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4012", "DockerSocket", "Volume of the Docker socket", "Security", Severity.Warning);

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Volume;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        foreach (var item in (instruction.Effective as VolumeSyntax)?.Items ?? [])
        {
            if (Operand.Unquoted(item) is "/var/run/docker.sock" or "/run/docker.sock")
            {
                context.Report(new Finding(
                    Descriptor, item.Span, "Asks for the socket of the Docker daemon: a container that has it is root on the host, and an empty volume in its place is of no use"));
            }
        }
    }
}
