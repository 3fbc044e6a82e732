using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Commands;

/// <summary>A stage downloads with curl and with wget.</summary>
public sealed class CurlAndWget : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL4001", "CurlAndWget", "A stage downloads with curl and with wget", "Commands", Severity.Warning)
        {
            Aliases = ["DS-0014"],
        };

    public override ImmutableArray<string> Calls => ["curl", "wget"];

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override object? InfluenceOf(InstructionFacts instruction) => instruction.HasTrait(Downloads) ? Whole(instruction) : null;

    public override void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        AddReporter(replacement.FormerModel, replacement.Range.OldStart - 1, affected);
        AddReporter(replacement.Model, replacement.Range.NewStart - 1, affected);
    }

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Stage is { } stage && instruction.HasTrait(Downloads) && FindBoth(stage, context.Model) is var (origin, earlier, step, command)
            && step.Index == instruction.Index)
        {
            Report(step, command, origin, earlier, context);
        }
    }

    private static void AddReporter(BuildModel model, int index, AffectedInstructions affected)
    {
        if (model.Instructions[index].Stage is { } stage && FindBoth(stage, model) is var (_, _, step, _))
        {
            affected.Add(model, step);
        }
    }

    /// <summary>The first download of a stage, and the first one with the other program: there it is reported, once for the stage.</summary>
    private static (InstructionFacts Origin, ScriptCommand Earlier, InstructionFacts Step, ScriptCommand Command)? FindBoth(Stage stage, BuildModel model)
    {
        if (model.WithTrait(Downloads, stage.FirstInstruction, stage.EndInstruction).FirstOrDefault() is not { } origin
            || origin.Run?.Commands.FirstOrDefault(IsDownload) is not { } earlier)
        {
            return null;
        }

        var other = earlier.View.Name == "curl" ? InstructionTraits.Wget : InstructionTraits.Curl;
        return model.WithTrait(other, origin.Index, stage.EndInstruction).FirstOrDefault() is { } step
            && step.Run?.Commands.FirstOrDefault(c => IsDownload(c) && c.View.Name != earlier.View.Name) is { } command
            ? (origin, earlier, step, command)
            : null;
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

    private const InstructionTraits Downloads = InstructionTraits.Curl | InstructionTraits.Wget;

    private static bool IsDownload(ScriptCommand command) => command.View.Name is "curl" or "wget";
}
