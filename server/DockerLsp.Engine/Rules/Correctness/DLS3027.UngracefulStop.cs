using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>STOPSIGNAL of a signal that no program can answer.</summary>
public sealed class UngracefulStop : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3027", "UngracefulStop", "Stop signal that cannot be caught", "Correctness", Severity.Warning)
        {
            Fixes = FixAvailability.Always,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Stopsignal;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not StopsignalSyntax { Value: { } value })
        {
            return;
        }

        var signal = Operand.Unquoted(value).ToUpperInvariant();
        if (signal is "SIGKILL" or "KILL" or "9" or "SIGSTOP" or "STOP" or "19")
        {
            context.Report(new Finding(
                Descriptor, value.Span, signal is "SIGKILL" or "KILL" or "9"
                    ? "Ends the program at once, whatever it has not saved yet or still has to answer: no program can catch this signal"
                    : "Halts the program instead of ending it, so that `docker stop` waits its time and kills it: no program can catch this signal")
            {
                Fixes = [new Fix("Send SIGTERM (the program may take its time)", Applicability.Unsafe, [new TextChange(value.Span, "SIGTERM")])],
            });
        }
    }
}
