using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>A comment that silences rules and does not say why. Off unless a team asks for it.</summary>
public sealed class IgnoreCommentWithoutReason : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS5103", "IgnoreCommentWithoutReason", "An ignore comment gives no reason", "Style", Severity.Warning) { IsEnabledByDefault = false };

    public override RuleScope Scope => RuleScope.Instruction;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        foreach (var (comment, ignore) in IgnoreComments.Of(instruction, context))
        {
            if (ignore is { Reason: "", Names: [_, ..] })
            {
                context.Report(new Finding(
                    Descriptor, comment.Span, $"Silences {string.Join(", ", ignore.Names.Select(n => $"`{n.Text}`"))} for no given reason; it goes behind the names: `ignore={ignore.Names[0].Text} why`"));
            }
        }
    }
}
