using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Waste;

/// <summary>What the rules on waste between layers have in common.</summary>
internal static class EarlierLayers
{
    /// <summary>So many of the kinds in question; nobody deletes what stands further up, and each step must not look at all others.</summary>
    private const int MaxLookBack = 200;

    /// <summary>The instructions of some kinds before a step, in its stage and those that it starts from, the nearest first.</summary>
    public static IEnumerable<InstructionFacts> Before(BuildModel model, InstructionFacts step, InstructionKinds kinds)
    {
        var end = step.Index;
        var left = MaxLookBack;
        for (var stage = step.Stage; stage is not null && left > 0; stage = stage.Base)
        {
            end = Math.Min(end, stage.EndInstruction);
            while (left > 0 && model.LastOfKind(kinds, end, stage.FirstInstruction) is { } found)
            {
                left--;
                end = found.Index;
                if (!found.IsOnbuild)
                {
                    yield return found;
                }
            }

            end = int.MaxValue;
        }
    }

    /// <summary>Whether a step is one of the image's own, so that what it wastes is in the image.</summary>
    public static bool IsInImage(InstructionFacts instruction) => instruction is { IsOnbuild: false, Stage.IsPartOfImage: true };

    /// <summary>The finding with the merge of two neighbours, which leaves one layer; or why they are not merged.</summary>
    public static Finding WithMerge(Finding finding, InstructionFacts first, InstructionFacts second, BuildModel model)
    {
        if (first.Index + 1 != second.Index || first.Syntax is not RunSyntax)
        {
            return finding;
        }

        const string title = "Merge 2 RUN steps into one layer";
        var (form, obstacle) = MergeSafety.Check(model, first, second);
        if (form is null)
        {
            finding = obstacle is null ? finding : finding with { Refusals = [new Refusal(title, $"Not merged: {obstacle.Reason}", obstacle.Span)] };
            form = MergeSafety.CheckInSubshell(model, first, second).Form;
        }

        return form is not { } join
            ? finding
            : finding with { Fixes = [new Fix(join is JoinForm.Subshell or JoinForm.SubshellAndGroup ? "Merge 2 RUN steps, one as a subshell" : title, Applicability.Safe, [.. InstructionEdits.Join(model, first, second, join)])] };
    }
}
