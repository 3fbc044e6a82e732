using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Commands;

/// <summary>A stage downloads with curl and with wget.</summary>
public sealed class CurlAndWget : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL4001", "CurlAndWget", "A stage downloads with curl and with wget", "Commands", Severity.Warning)
        {
            Aliases = ["DS-0014"],
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Run: { } run, Stage: { } stage } || !run.Commands.Any(IsDownload))
        {
            return;
        }

        // Reported once for a stage, at the first use of the second program.
        (InstructionFacts Step, ScriptCommand Command)? first = null;
        for (var i = stage.FirstInstruction; i <= instruction.Index; i++)
        {
            var step = context.Model.Instructions[i];
            foreach (var command in step.Run?.Commands ?? [])
            {
                if (!IsDownload(command))
                {
                    continue;
                }

                if (first is not var (origin, earlier))
                {
                    first = (step, command);
                }
                else if (earlier.View.Name != command.View.Name)
                {
                    if (step.Index == instruction.Index)
                    {
                        Report(step, command, origin, earlier, context);
                    }

                    return;
                }
            }
        }
    }

    private void Report(InstructionFacts step, ScriptCommand command, InstructionFacts origin, ScriptCommand earlier, RuleContext context)
    {
        var place = RuleContext.SpanOf(origin, earlier.Node.Words[earlier.View.Start].Span);
        context.Report(new Finding(
            Descriptor, RuleContext.SpanOf(step, command.Node.Words[command.View.Start].Span),
            $"Downloads with {command.View.Name} where line {context.Line(place.Start)} does so with {earlier.View.Name}: the stage needs both")
        {
            Related = [new RelatedPlace(place, $"downloads with {earlier.View.Name}")],
        });
    }

    private static bool IsDownload(ScriptCommand command) => command.View.Name is "curl" or "wget";
}
