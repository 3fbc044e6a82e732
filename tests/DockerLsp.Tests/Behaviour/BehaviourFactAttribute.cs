namespace DockerLsp.Tests.Behaviour;

/// <summary>A test that runs shells in a scratch root. Skipped, with the reason, where a machine cannot; in CI it fails there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BehaviourFactAttribute : FactAttribute
{
    public BehaviourFactAttribute() => Skip = SkipReason.Find();
}

/// <summary>A theory that runs shells in a scratch root.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BehaviourTheoryAttribute : TheoryAttribute
{
    public BehaviourTheoryAttribute() => Skip = SkipReason.Find();
}

internal static class SkipReason
{
    /// <summary>In CI, or where somebody asked for a proof, nothing is skipped: a machine that cannot is then a failure, which says why.</summary>
    public static string? Find() =>
        Environment.GetEnvironmentVariable("CI") == "true" || Environment.GetEnvironmentVariable("DOCKERLSP_PROVE_REPORT") is not null
            ? null
            : BehaviourHost.WhyNot;
}
