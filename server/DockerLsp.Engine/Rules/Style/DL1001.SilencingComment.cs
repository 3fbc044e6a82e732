using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>A comment silences rules, where a team wants exceptions in the configuration only.</summary>
public sealed class SilencingComment : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL1001", "SilencingComment", "Comment that silences a rule", "Style", Severity.Info)
        {
            IsEnabledByDefault = false,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        foreach (var comment in instruction.Syntax.LeadingComments)
        {
            if (IsPragma(comment.Text))
            {
                context.Report(new Finding(Descriptor, comment.Span, "Silences rules here rather than in the configuration, where everybody would see it"));
            }
        }
    }

    private static bool IsPragma(string comment)
    {
        var words = comment.Split([' ', '\t', '='], StringSplitOptions.RemoveEmptyEntries);
        return comment.Contains('=', StringComparison.Ordinal)
            && words is ["hadolint", "ignore", ..] or ["hadolint", "global", "ignore", ..] or ["dockerlsp", "ignore" or "ignore-file", ..];
    }
}
