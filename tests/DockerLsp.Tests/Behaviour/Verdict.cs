namespace DockerLsp.Tests.Behaviour;

internal enum VerdictKind
{
    /// <summary>Both builds did the same, whatever was made to fail.</summary>
    Same,

    /// <summary>They did not.</summary>
    Different,

    /// <summary>It could not be seen.</summary>
    NotJudged,
}

/// <param name="Kind">What was found.</param>
/// <param name="Detail">Where they part, or why nothing could be seen.</param>
internal sealed record Verdict(VerdictKind Kind, string Detail)
{
    /// <summary>How many builds were followed for it.</summary>
    public int Builds { get; init; }

    /// <summary>How many steps were executed for it: those that were known are not run again.</summary>
    public int Steps { get; init; }

    /// <summary>How many commands were made to fail, one at a time or two.</summary>
    public int Failures { get; init; }

    /// <summary>Why the original did not run to its end, so that what follows was not seen; empty where it did.</summary>
    public string Partial { get; init; } = "";

    /// <summary>The fixed build stops at a failed refresh where the original went on.</summary>
    public bool IsStricter { get; init; }

    public override string ToString() => Detail.Length > 0 ? $"{Kind}: {Detail}" : Kind.ToString();
}

/// <summary>How much is tried.</summary>
/// <param name="Singles">How many commands are made to fail alone.</param>
/// <param name="Pairs">How many pairs are made to fail.</param>
/// <param name="MillisecondsPerStep">How long a step may take.</param>
/// <param name="Steps">How many steps may be run for one fix.</param>
internal sealed record Effort(int Singles, int Pairs, int MillisecondsPerStep, int Steps)
{
    /// <summary>For the many small Dockerfiles of the rules' own tests.</summary>
    public static Effort Small { get; } = new(8, 4, 5_000, 2_000);

    public static Effort Ordinary { get; } = new(16, 8, 5_000, 2_000);

    public static Effort Thorough { get; } = new(400, 60, 10_000, 5_000);
}
