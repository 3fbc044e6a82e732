using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Scripts;

/// <summary>A command in backquotes.</summary>
public sealed class Backquotes : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("SC2006", "Backquotes", "Command in backquotes", "Scripts", Severity.Hint)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override string Characters => "`";

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (instruction.Run?.Script.Script is not { } script || !script.Text.Text.AsSpan(command.Node.Span.Start, command.Node.Span.Length).Contains('`'))
        {
            return;
        }

        foreach (var part in command.Node.Assignments.Concat<ShellNode>(command.Node.Words))
        {
            Visit(part, false, command.Node, instruction, script, context);
        }
    }

    private void Visit(ShellNode node, bool isQuoted, ShellSimpleCommand owner, InstructionFacts instruction, ShellScript script, RuleContext context)
    {
        switch (node)
        {
            case ShellCommandSubstitution { IsBackquoted: true } substitution:
                Report(substitution, isQuoted, instruction, script, context);
                return;
            case ShellCommandSubstitution or ShellProcessSubstitution or ShellSimpleCommand when !ReferenceEquals(node, owner):
                // Its commands are looked at by themselves.
                return;
            default:
                foreach (var child in node.Children)
                {
                    Visit(child, isQuoted || node is ShellDoubleQuoted, owner, instruction, script, context);
                }

                return;
        }
    }

    private void Report(ShellCommandSubstitution substitution, bool isQuoted, InstructionFacts instruction, ShellScript script, RuleContext context)
    {
        // One within another has escaped quotes, and goes with it; one that is still being typed has no end.
        if (script.ToString(substitution) is not ['`', .. var body, '`'])
        {
            return;
        }

        var span = RuleContext.SpanOf(instruction, substitution.Span);
        // What reads otherwise between parentheses stays as it is: escapes, quotes within quotes, comments, `case`, a subshell at the start.
        var isExact = instruction.Run is { Script.IsUnderstood: true } && !substitution.HasInnerEscapes && body.AsSpan().IndexOfAny("\\#`") < 0
            && !body.AsSpan().TrimStart().StartsWith("(", StringComparison.Ordinal) && !body.Contains("case", StringComparison.Ordinal)
            && !(isQuoted && body.Contains('"', StringComparison.Ordinal)) && body.AsSpan().Trim().Length > 0;
        context.Report(new Finding(Descriptor, span, "Backquotes cannot be nested, and a backslash within them means something else; `$(…)` has neither problem")
        {
            Fixes = isExact
                ? [new Fix("Write $(…)", Applicability.Safe, [new TextChange(new TextSpan(span.Start, 1), "$("), new TextChange(new TextSpan(span.End - 1, 1), ")")])]
                : [],
        });
    }
}
