using DockerLsp.Engine.Layers;

namespace DockerLsp.Engine.Features;

/// <summary>Explains what the pointer rests on: variables, flags, mounts, names, package commands, and what the layer cache does.</summary>
public static class HoverProvider
{
    /// <summary>The hover at an offset, or null where there is nothing to say. An offset outside the text counts as its nearer end.</summary>
    public static Hover? GetHover(DockerfileAnalysis analysis, int position)
    {
        position = Math.Clamp(position, 0, analysis.Text.Length);
        if (DirectiveHover.Get(analysis, position) is { } directive)
        {
            return directive;
        }

        var index = analysis.Tree.FindInstruction(position);
        if (index < 0 || index >= analysis.Model.Instructions.Length)
        {
            return null;
        }

        var instruction = analysis.Model.Instructions[index];
        if (position < instruction.Syntax.Span.Start || position > instruction.Syntax.Span.End)
        {
            return null;
        }

        var request = new HoverRequest(analysis, instruction, position);
        return VariableHover.Get(request)
            ?? FlagHover.Get(request)
            ?? NameHover.Get(request)
            ?? PackageHover.Get(request)
            ?? InstructionHover.Get(request);
    }
}

/// <summary>What a hover is asked about.</summary>
/// <param name="Analysis">The Dockerfile.</param>
/// <param name="Instruction">The instruction at the place.</param>
/// <param name="Position">The place.</param>
internal sealed record HoverRequest(DockerfileAnalysis Analysis, Semantics.InstructionFacts Instruction, int Position)
{
    public LayerGraph Graph => Analysis.Layers;

    public LayerEntry? Entry => Graph.EntryAt(Instruction.Index);

    public bool IsIn(Text.TextSpan span) => Position >= span.Start && Position <= span.End;

    /// <summary>The number, from 1, of the line on which an instruction starts.</summary>
    public int Line(Semantics.InstructionFacts instruction) => Analysis.Text.GetLineNumber(instruction.Syntax.Span.Start) + 1;
}
