namespace DockerLsp.Engine.Semantics;

/// <summary>
/// Names an instruction for as long as it stands in the file: it stays when the instruction itself is edited, and when others
/// come and go before it. Ids grow from the first instruction to the last.
/// </summary>
public readonly record struct StepId(long Value) : IComparable<StepId>
{
    public int CompareTo(StepId other) => Value.CompareTo(other.Value);

    public static bool operator <(StepId left, StepId right) => left.Value < right.Value;

    public static bool operator >(StepId left, StepId right) => left.Value > right.Value;

    public static bool operator <=(StepId left, StepId right) => left.Value <= right.Value;

    public static bool operator >=(StepId left, StepId right) => left.Value >= right.Value;
}
