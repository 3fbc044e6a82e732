using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Scripts;

/// <summary><c>2&gt;&amp;1 &gt;/dev/null</c>, which sends errors to where the output went before.</summary>
public sealed class ErrorsNotRedirected : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("SC2069", "ErrorsNotRedirected", "Redirections in the wrong order", "Scripts", Severity.Warning)
        {
            Fixes = FixAvailability.Always,
        };

    public override string Characters => ">";

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        // Before a pipe it is meant: errors into the pipe, output away.
        if (command.Node.Redirections.Length < 2 || command.Pipeline.Commands.Length > 1 || (command.Place & FlowPlace.Substitution) != 0 || instruction.Run?.Script is not { IsUnderstood: true, Script: { } script })
        {
            return;
        }

        var redirections = command.Node.Redirections;
        for (var i = 0; i + 1 < redirections.Length; i++)
        {
            if (redirections[i] is not { FileDescriptor: "2", Operator: RedirectionOperator.DuplicateOutput, Target.ConstantValue: "1" }
                || redirections[i + 1] is not { FileDescriptor: null or "1", Operator: RedirectionOperator.Output or RedirectionOperator.Append or RedirectionOperator.Clobber })
            {
                continue;
            }

            var (first, second) = (RuleContext.SpanOf(instruction, redirections[i].Span), RuleContext.SpanOf(instruction, redirections[i + 1].Span));
            context.Report(new Finding(
                Descriptor, first, $"Errors still go to the build log: this sends them to where the output goes before `{script.ToString(redirections[i + 1])}` moves it")
            {
                Fixes =
                [
                    new Fix("Exchange the two (errors then go there, too)", Applicability.Unsafe,
                        [new TextChange(first, script.ToString(redirections[i + 1])), new TextChange(second, script.ToString(redirections[i]))]),
                ],
            });
        }
    }
}
