using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Waste;

/// <summary>What the rules on waste between layers have in common.</summary>
internal static class EarlierLayers
{
    /// <summary>So many of the kinds in question; nobody deletes what stands further up, and each step must not look at all others.</summary>
    private const int MaxLookBack = 200;

    /// <summary>The instructions of some kinds before a step, in its stage and those that it starts from, the nearest first.</summary>
    public static IEnumerable<InstructionFacts> Before(BuildModel model, InstructionFacts step, InstructionKinds kinds)
    {
        var left = MaxLookBack;
        foreach (var (_, from, to) in BuildModel.PartsBefore(step))
        {
            for (var end = to; left > 0 && model.LastOfKind(kinds, end, from) is { } found; end = found.Index)
            {
                left--;
                if (!found.IsOnbuild)
                {
                    yield return found;
                }
            }
        }
    }

    /// <summary>Whether a step is one of the image's own, so that what it wastes is in the image.</summary>
    public static bool IsInImage(InstructionFacts instruction) => instruction is { IsOnbuild: false, Stage.IsPartOfImage: true };

    /// <summary>The finding with the merge of two neighbours, which leaves one layer; or why they are not merged.</summary>
    public static Finding WithMerge(Finding finding, InstructionFacts first, InstructionFacts second, BuildModel model) =>
        WithMerge(finding, first, second, model, mostSteps: 2);

    /// <summary>The finding with the merge of two steps and of those between them, where all of them are RUN; or why they are not merged.</summary>
    public static Finding WithMerge(Finding finding, InstructionFacts first, InstructionFacts second, BuildModel model, int mostSteps)
    {
        var count = second.Index - first.Index + 1;
        if (count < 2 || count > mostSteps || Enumerable.Range(first.Index, count).Any(i => model.Instructions[i].Syntax is not RunSyntax))
        {
            return finding;
        }

        var title = $"Merge {count} RUN steps into one layer";
        var edits = new List<TextChange>();
        for (var i = first.Index + 1; i <= second.Index; i++)
        {
            var step = model.Instructions[i];
            var (form, obstacle) = MergeSafety.Check(model, model.Instructions[i - 1], step);
            for (var j = first.Index; form is not null && j < i - 1; j++)
            {
                obstacle = MergeSafety.CheckDistant(model, model.Instructions[j], step);
                form = obstacle is null ? form : null;
            }

            // A group or a list of statements ends the chain that the next step would join.
            if (form is not { } join || (count > 2 && join != JoinForm.AndChain))
            {
                finding = obstacle is null ? finding : finding with { Refusals = [new Refusal(title, $"Not merged: {obstacle.Reason}", obstacle.Span)] };
                return count == 2 && MergeSafety.CheckInSubshell(model, first, second).Form is { } inSubshell
                    ? finding with { Fixes = [new Fix("Merge 2 RUN steps, one as a subshell", Applicability.Safe, TextChange.InOrder(InstructionEdits.Join(model, first, second, inSubshell)))] }
                    : finding;
            }

            edits.AddRange(InstructionEdits.Join(model, model.Instructions[i - 1], step, join));
        }

        return finding with { Fixes = [new Fix(title, Applicability.Safe, TextChange.InOrder(edits))] };
    }
}
