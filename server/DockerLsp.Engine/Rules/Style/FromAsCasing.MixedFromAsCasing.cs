using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>FROM and AS in different case.</summary>
public sealed class MixedFromAsCasing : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("FromAsCasing", "MixedFromAsCasing", "FROM and AS in different case", "Style", Severity.Warning)
        {
            Fixes = FixAvailability.Always,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Syntax is not FromSyntax { StageName: not null, AsKeyword: { } asKeyword } from)
        {
            return;
        }

        var (keyword, written) = (from.Keyword.ValueText, asKeyword.ValueText);
        var isLower = !keyword.Any(char.IsUpper);
        if (!isLower && keyword.Any(char.IsLower))
        {
            // A FROM in mixed case is a problem of its own, and says nothing of AS.
            return;
        }

        var expected = isLower ? "as" : "AS";
        if (written != expected)
        {
            context.Report(new Finding(Descriptor, asKeyword.Span, $"`{written}` is not in the case of `{keyword}`")
            {
                Fixes = [new Fix($"Write `{expected}`", Applicability.Safe, [new TextChange(asKeyword.Span, expected)])],
            });
        }
    }
}
