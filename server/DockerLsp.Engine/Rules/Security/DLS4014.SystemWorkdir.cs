using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>WORKDIR on a folder of the operating system.</summary>
public sealed class SystemWorkdir : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4014", "SystemWorkdir", "WORKDIR on a system folder", "Security", Severity.Info)
        {
            Aliases = ["DS-0030"],
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Workdir;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is WorkdirSyntax { Value: { } value } && IsSystem(Operand.Unquoted(value).TrimEnd('/')))
        {
            context.Report(new Finding(
                Descriptor, value.Span, $"Relative paths of later steps, and of the running program, now change `{Operand.Unquoted(value)}`, which belongs to the system"));
        }
    }

    private static bool IsSystem(string path) =>
        path is "/bin" or "/boot" or "/dev" or "/etc" or "/lib" or "/lib32" or "/lib64" or "/proc" or "/run" or "/sbin" or "/sys" or "/usr" or "/usr/bin"
            or "/usr/lib" or "/usr/sbin" or "/var"
        || path.StartsWith("/proc/", StringComparison.Ordinal) || path.StartsWith("/sys/", StringComparison.Ordinal) || path.StartsWith("/dev/", StringComparison.Ordinal);
}
