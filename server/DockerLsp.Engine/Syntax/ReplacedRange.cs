namespace DockerLsp.Engine.Syntax;

/// <summary>Instructions of a former version and those that stand in their place.</summary>
/// <param name="OldStart">The index of the first one that went.</param>
/// <param name="OldCount">How many went.</param>
/// <param name="NewStart">The index of the first one that came.</param>
/// <param name="NewCount">How many came.</param>
internal readonly record struct ReplacedRange(int OldStart, int OldCount, int NewStart, int NewCount)
{
    public int OldEnd => OldStart + OldCount;

    public int NewEnd => NewStart + NewCount;
}
