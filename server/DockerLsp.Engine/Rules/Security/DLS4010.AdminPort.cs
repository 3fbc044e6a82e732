using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>EXPOSE of a port through which machines are administered.</summary>
public sealed class AdminPort : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4010", "AdminPort", "Port for administration", "Security", Severity.Info)
        {
            Aliases = ["S6473", "DS-0004", "CKV_DOCKER_1"],
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Expose;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not ExposeSyntax expose)
        {
            return;
        }

        foreach (var item in expose.Items)
        {
            var port = Operand.Unquoted(item).Split('/')[0];
            if (ServiceOf(port) is { } service)
            {
                // A picture of the screen is nothing that `docker exec` gives.
                var instead = port is "22" or "23" ? "`docker exec` reaches a container without it" : "whoever reaches the port may take the container over";
                context.Report(new Finding(Descriptor, item.Span, $"Says that {service} runs in this container; {instead}"));
            }
        }
    }

    private static string? ServiceOf(string port) => port switch
    {
        "22" => "SSH",
        "23" => "Telnet",
        "2375" => "an unprotected Docker daemon",
        "3389" => "a remote desktop",
        "5800" or "5900" or "5901" => "VNC",
        _ => null,
    };
}
