using System.Collections.Immutable;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Grows a selection step by step: word, argument, command, instruction, stage, file.</summary>
public static class SelectionProvider
{
    /// <summary>The spans around an offset, each inside the next.</summary>
    public static ImmutableArray<TextSpan> GetSelections(DockerfileAnalysis analysis, int position)
    {
        position = Math.Clamp(position, 0, analysis.Text.Length);
        var candidates = new List<TextSpan> { new(0, analysis.Text.Length) };
        var index = analysis.Tree.FindInstruction(position);
        if (index >= 0 && index < analysis.Model.Instructions.Length)
        {
            var facts = analysis.Model.Instructions[index];
            candidates.Add(facts.Syntax.Span);
            if (facts.Syntax.LeadingComments is [var first, ..])
            {
                candidates.Add(TextSpan.FromBounds(first.Span.Start, facts.Syntax.Span.End));
                candidates.AddRange(facts.Syntax.LeadingComments.Select(c => c.Span));
            }

            if (facts.Stage is { IsImplicit: false } stage && stage.EndInstruction > stage.FirstInstruction)
            {
                candidates.Add(TextSpan.FromBounds(
                    analysis.Model.Instructions[stage.FirstInstruction].Syntax.Span.Start, analysis.Model.Instructions[stage.EndInstruction - 1].Syntax.Span.End));
            }

            AddParts(facts.Syntax, candidates);
            if (facts.Effective != facts.Syntax)
            {
                candidates.Add(facts.Effective.Span);
                AddParts(facts.Effective, candidates);
            }

            if (InstructionScript.Of(facts) is { } script)
            {
                var offset = script.Text.FromSource(position - facts.Syntax.Position);
                foreach (var node in script.Body.DescendantsAndSelf())
                {
                    if (node.Span.Start <= offset && node.Span.End >= offset && !node.Span.IsEmpty)
                    {
                        candidates.Add(script.SourceSpan(node).Shift(facts.Syntax.Position));
                    }
                }
            }
        }

        var chain = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (var candidate in candidates.Where(c => c.Start <= position && c.End >= position).OrderBy(c => c.Length))
        {
            if (chain.Count == 0 || (candidate != chain[^1] && candidate.Contains(chain[^1])))
            {
                chain.Add(candidate);
            }
        }

        return chain.ToImmutable();
    }

    private static void AddParts(InstructionSyntax instruction, List<TextSpan> candidates)
    {
        foreach (var token in instruction.Tokens)
        {
            candidates.Add(token.Span);
        }

        foreach (var flag in instruction.Flags)
        {
            candidates.Add(flag.NameSpan);
            candidates.Add(flag.ValueSpan);
        }

        foreach (var heredoc in instruction.Heredocs)
        {
            candidates.Add(heredoc.BodySpan);
        }

        switch (instruction)
        {
            case CommandInstructionSyntax { Command: { } command }:
                candidates.Add(command.Span);
                break;
            case PairsInstructionSyntax pairs:
                candidates.AddRange(pairs.Pairs.Select(p => p.Span));
                break;
        }
    }
}
