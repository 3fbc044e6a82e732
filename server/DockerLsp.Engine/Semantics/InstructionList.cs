using System.Collections;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// Instructions that stand behind one another, with what is known of each. They are made when they are asked for, so that a
/// version of a long file costs no more than what is looked at.
/// </summary>
public sealed class InstructionList : IReadOnlyList<InstructionFacts>
{
    private readonly BuildModel model;
    private readonly int start;

    internal InstructionList(BuildModel model, int start, int length)
    {
        this.model = model;
        this.start = start;
        Length = length;
    }

    public int Length { get; }

    public bool IsEmpty => Length == 0;

    int IReadOnlyCollection<InstructionFacts>.Count => Length;

    public InstructionFacts this[int index] =>
        (uint)index < (uint)Length ? model.GetFacts(start + index) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>A part of them.</summary>
    public InstructionList Slice(int from, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - from);
        return new InstructionList(model, start + from, length);
    }

    public IEnumerator<InstructionFacts> GetEnumerator()
    {
        var isLong = Length >= ChunkedTable<InstructionFacts>.ChunkLength;
        for (var i = 0; i < Length; i++)
        {
            yield return isLong ? model.GetFactsInOrder(start + i) : model.GetFacts(start + i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
