using DockerLsp.Engine;

namespace DockerLsp.Lsp;

/// <summary>Where in a message the findings of each instruction stand, so that the next message can be made of its bytes.</summary>
/// <param name="buffer">The bytes; held until the layout is let go.</param>
/// <param name="parts">What was written, in order.</param>
/// <param name="state">Of what.</param>
internal sealed class FindingLayout(SharedBuffer buffer, List<FindingLayout.Part> parts, FindingState state)
{
    public SharedBuffer Buffer => buffer;

    public List<Part> Parts => parts;

    public FindingState State => state;

    /// <summary>What was written for one instruction.</summary>
    /// <param name="Index">Which instruction.</param>
    /// <param name="Steps">How many other instructions are told of.</param>
    /// <param name="OtherLine">Where there is one, the line on which it starts.</param>
    /// <param name="Start">The first byte.</param>
    /// <param name="End">Behind the last byte.</param>
    public readonly record struct Part(int Index, int Steps, int OtherLine, int Start, int End);
}
