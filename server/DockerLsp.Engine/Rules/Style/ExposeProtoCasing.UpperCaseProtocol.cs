using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>EXPOSE with a protocol in capital letters.</summary>
public sealed class UpperCaseProtocol : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("ExposeProtoCasing", "UpperCaseProtocol", "Protocol of EXPOSE in capital letters", "Style", Severity.Warning)
        {
            Fixes = FixAvailability.Always,
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
            var slash = item.Text.LastIndexOf('/');
            var protocol = slash < 0 ? "" : item.Text[(slash + 1)..].TrimEnd('"', '\'');
            if (protocol.Length == 0 || !protocol.All(char.IsAsciiLetter) || !protocol.Any(char.IsAsciiLetterUpper))
            {
                continue;
            }

            var span = Operand.SpanOf(expose, item, new TextSpan(slash + 1, protocol.Length));
            var lower = protocol.ToLowerInvariant();
            context.Report(new Finding(Descriptor, span, $"Becomes `{lower}` in the image: protocols are in lower case")
            {
                Fixes = [new Fix($"Write `{lower}`", Applicability.Safe, [new TextChange(span, lower)])],
            });
        }
    }
}
