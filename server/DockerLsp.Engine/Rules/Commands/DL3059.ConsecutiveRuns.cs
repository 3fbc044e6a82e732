using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Commands;

/// <summary>A short RUN follows another short RUN.</summary>
public sealed class ConsecutiveRuns : Rule
{
    /// <summary>Longer steps have been joined already, and what is apart is so on purpose.</summary>
    private const int MaxCommands = 2;

    public override RuleDescriptor Descriptor { get; } =
        new("DL3059", "ConsecutiveRuns", "A short RUN follows another", "Commands", Severity.Info)
        {
            Aliases = ["S7031"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override object? InfluenceOf(InstructionFacts instruction) => instruction.RunSyntax is null ? instruction.Syntax.Kind : Whole(instruction);

    public override void AddAffected(Replacement replacement, AffectedInstructions affected) => affected.AddNeighbours(replacement, 0, 1);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Index == 0 || context.Model.Instructions[instruction.Index - 1] is not { } previous
            || instruction is not { RunSyntax: { } run } || previous.RunSyntax is not { } previousRun
            || instruction.IsOnbuild != previous.IsOnbuild || !IsShort(instruction) || !IsShort(previous)
            || !HaveSameFlags(run, previousRun))
        {
            return;
        }

        var finding = new Finding(
            Descriptor, run.Keyword.Span, $"Makes a layer of its own behind that of line {context.Line(previous)}; one RUN for both makes one");
        var (form, obstacle) = MergeSafety.Check(context.Model, previous, instruction);
        var title = "Join the RUN above (both then run again together)";
        if (form is null && obstacle is not null)
        {
            finding = finding with { Refusals = [new Refusal("Join the RUN above", $"Not joined: {obstacle.Reason}", obstacle.Span) { IsOnRequest = true }] };
            form = MergeSafety.CheckInSubshell(context.Model, previous, instruction).Form;
            title = "Join the RUN above in a subshell (both then run again)";
        }

        if (form is { } join)
        {
            // Exact for what runs, but not for what is cached: that is the author's choice.
            finding = finding with
            {
                Fixes = [new Fix(title, Applicability.Unsafe, [.. InstructionEdits.Join(context.Model, previous, instruction, join)]) { IsOnRequest = true }],
            };
        }

        context.Report(finding);
    }

    private static bool IsShort(InstructionFacts instruction) =>
        instruction.Run is { Script: { Form: not (RunForm.Empty or RunForm.Interpreter) } script } run
        && (script.Form == RunForm.Exec || (script.Script is not null && CallsFew(run)));

    private static bool CallsFew(RunFacts run)
    {
        var count = 0;
        foreach (var command in run.Commands)
        {
            if (!command.Node.Words.IsEmpty && ++count > MaxCommands)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HaveSameFlags(RunSyntax run, RunSyntax other)
    {
        var (flags, others) = (run.Flags, other.Flags);
        for (var i = 0; i < flags.Count; i++)
        {
            if (i >= others.Count || flags[i].Token.Text != others[i].Token.Text)
            {
                return false;
            }
        }

        return flags.Count == others.Count;
    }
}
