using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>EXPOSE of a port that cannot exist.</summary>
public sealed class InvalidPort : Rule
{
    private const int Highest = 65535;

    public override RuleDescriptor Descriptor { get; } =
        new("DL3011", "InvalidPort", "Port above 65535", "Instructions", Severity.Error)
        {
            Aliases = ["DS-0008"],
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
            foreach (var number in Numbers(item.Text))
            {
                if (!int.TryParse(item.Text.AsSpan(number.Start, number.Length), out var port) || port > Highest)
                {
                    context.Report(new Finding(
                        Descriptor, Operand.SpanOf(expose, item, number),
                        $"No port has the number {item.Text.Substring(number.Start, number.Length)}: they end at {Highest}, and the build stops here"));
                }
            }
        }
    }

    /// <summary>The digits of <c>80</c>, <c>80/tcp</c> and <c>8000-8080</c>; nothing of what holds a variable or an address.</summary>
    private static IEnumerable<TextSpan> Numbers(string text)
    {
        var start = text.Length > 0 && text[0] is '"' or '\'' ? 1 : 0;
        var end = text.AsSpan(start).IndexOfAny("/\"'") is var stop and >= 0 ? start + stop : text.Length;
        var range = text[start..end].Split('-');
        if (range.Length > 2 || range.Any(p => p.Length == 0 || !p.All(char.IsAsciiDigit)))
        {
            yield break;
        }

        foreach (var part in range)
        {
            yield return new TextSpan(start, part.Length);
            start += part.Length + 1;
        }
    }
}
