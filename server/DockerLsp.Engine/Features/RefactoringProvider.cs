using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Offers to merge, split and rewrite steps, whether or not a rule asks for it.</summary>
public static class RefactoringProvider
{
    /// <summary>The rewrites for a selection: those that are exact, and those that are refused, with the reason.</summary>
    public static ImmutableArray<Refactoring> GetRefactorings(DockerfileAnalysis analysis, TextSpan selection) =>
        [.. GetMerges(analysis, selection), .. GetRewrites(analysis, selection)];

    /// <summary>The other shapes of the one instruction that is selected.</summary>
    private static IEnumerable<Refactoring> GetRewrites(DockerfileAnalysis analysis, TextSpan selection)
    {
        var index = analysis.Tree.FindInstruction(Math.Clamp(selection.Start, 0, analysis.Text.Length));
        if (index < 0)
        {
            return [];
        }

        var facts = analysis.Model.Instructions[index];
        if (!facts.Syntax.Span.IntersectsWith(selection)
            || (index + 1 < analysis.Model.Instructions.Length && analysis.Model.Instructions[index + 1].Syntax.Span.Start < selection.End))
        {
            return [];
        }

        return new[]
        {
            ChainRewrites.ToHeredoc(analysis, facts), ChainRewrites.FromHeredoc(analysis, facts), ChainRewrites.Split(analysis, facts),
            FormRewrites.ToOtherForm(analysis, facts),
        }.OfType<Refactoring>();
    }

    private static ImmutableArray<Refactoring> GetMerges(DockerfileAnalysis analysis, TextSpan selection)
    {
        var selected = SelectedRuns(analysis, selection);
        if (selected.Count < 2)
        {
            return [];
        }

        var title = $"Merge {selected.Count} RUN steps into one";
        var edits = ImmutableArray.CreateBuilder<TextChange>();
        for (var i = 1; i < selected.Count; i++)
        {
            var (form, obstacle) = MergeSafety.Check(analysis.Model, selected[i - 1], selected[i]);
            for (var j = 0; form is not null && j < i - 1; j++)
            {
                obstacle = MergeSafety.CheckDistant(analysis.Model, selected[j], selected[i]);
                form = obstacle is null ? form : null;
            }

            if (form is not { } join)
            {
                var refused = new Refactoring(title, null, $"Not merged: {obstacle?.Reason ?? "the steps cannot be joined"}");
                return selected.Count == 2 && MergeSafety.CheckInSubshell(analysis.Model, selected[0], selected[1]).Form is { } inSubshell
                    ? [refused, MergeInSubshell(analysis, selected[0], selected[1], inSubshell)]
                    : [refused];
            }

            if (join != JoinForm.AndChain && selected.Count > 2)
            {
                // A group or a list of statements ends the chain that the next step would join.
                return [new Refactoring(title, null, "Not merged: these steps can only be joined two at a time")];
            }

            edits.AddRange(InstructionEdits.Join(analysis.Model, selected[i - 1], selected[i], join));
        }

        return [new Refactoring(title, new Fix(title, Applicability.Safe, TextChange.InOrder(edits)), null)];
    }

    /// <summary>The small rewrite that makes a refused merge exact.</summary>
    private static Refactoring MergeInSubshell(DockerfileAnalysis analysis, InstructionFacts first, InstructionFacts second, JoinForm form)
    {
        const string title = "Merge 2 RUN steps into one, the first in a subshell";
        var edits = TextChange.InOrder(InstructionEdits.Join(analysis.Model, first, second, form));
        return new Refactoring(title, new Fix(title, Applicability.Safe, edits), null);
    }

    /// <summary>The RUN steps that the selection touches; with nothing selected, the one there and the next.</summary>
    private static List<InstructionFacts> SelectedRuns(DockerfileAnalysis analysis, TextSpan selection)
    {
        var instructions = analysis.Model.Instructions;
        var runs = new List<InstructionFacts>();
        var first = analysis.Tree.FindInstruction(Math.Clamp(selection.Start, 0, analysis.Text.Length));
        for (var i = Math.Max(0, first); first >= 0 && i < instructions.Length && instructions[i].Syntax.Span.Start <= selection.End; i++)
        {
            if (instructions[i].Syntax is RunSyntax && instructions[i].Syntax.Span.IntersectsWith(selection))
            {
                runs.Add(instructions[i]);
            }
        }

        if (selection.IsEmpty && runs is [var only] && only.Index + 1 < instructions.Length && instructions[only.Index + 1].Syntax is RunSyntax)
        {
            runs.Add(instructions[only.Index + 1]);
        }

        return runs;
    }
}
