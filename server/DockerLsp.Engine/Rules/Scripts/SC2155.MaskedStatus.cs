using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Scripts;

/// <summary><c>export A=$(command)</c>, whose status is that of export.</summary>
public sealed class MaskedStatus : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("SC2155", "MaskedStatus", "Failure hidden by export", "Scripts", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override ImmutableArray<string> Calls => ["export", "readonly", "local", "declare", "typeset"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        var words = command.Node.Words;
        if (words is not [{ ConstantValue: "export" or "readonly" or "local" or "declare" or "typeset" }, ..])
        {
            return;
        }

        foreach (var word in words.Skip(1))
        {
            if (word.LeadingText is not { } literal || literal.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals)
                || !word.DescendantsAndSelf().Any(n => n is ShellCommandSubstitution))
            {
                continue;
            }

            var name = literal[..equals];
            context.Report(new Finding(
                Descriptor, RuleContext.SpanOf(instruction, new TextSpan(word.Span.Start, name.Length)),
                $"A failure of the command goes unseen, because `{words[0].ConstantValue}` succeeds anyway; assigned on its own, it stops the build")
            {
                Fixes = words is [{ ConstantValue: "export" }, _] && command.Node is { Assignments.IsEmpty: true, Redirections.IsEmpty: true }
                    && command.Pipeline is { IsNegated: false, Commands.Length: 1 } && instruction.Run is { Script.IsUnderstood: true }
                    ? [Split(instruction, words[0], word, name, command)]
                    : [],
            });
        }
    }

    private static Fix Split(InstructionFacts instruction, ShellWord export, ShellWord word, string name, ScriptCommand command) =>
        new("Assign, then export (a failure then counts)", Applicability.Unsafe,
        [
            new TextChange(TextSpan.FromBounds(RuleContext.SpanOf(instruction, export.Span).Start, RuleContext.SpanOf(instruction, word.Span).Start), ""),
            new TextChange(new TextSpan(RuleContext.SpanOf(instruction, command.Node.Span).End, 0), $" && export {name}"),
        ]);
}
