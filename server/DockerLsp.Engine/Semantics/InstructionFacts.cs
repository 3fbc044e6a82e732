using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>An instruction with what is known of it.</summary>
/// <param name="Syntax">The instruction.</param>
/// <param name="Stage">Its stage; null before the first FROM.</param>
/// <param name="Before">What is known before it; null before the first FROM.</param>
/// <param name="Run">What its commands do; null where it is no RUN (in ONBUILD or not).</param>
/// <param name="Traits">What it is known by to those who look for others.</param>
public sealed record InstructionFacts(InstructionSyntax Syntax, Stage? Stage, BuildState? Before, RunFacts? Run, InstructionTraits Traits)
{
    public int Index => Syntax.Index;

    /// <summary>What is to be done, here or by a trigger: the instruction, or what its ONBUILD holds.</summary>
    public InstructionSyntax Effective => Syntax is OnbuildSyntax { Trigger: { } trigger } ? trigger : Syntax;

    /// <summary>The RUN itself: the instruction, or the trigger of ONBUILD.</summary>
    public RunSyntax? RunSyntax => Syntax as RunSyntax ?? (Syntax as OnbuildSyntax)?.Trigger as RunSyntax;

    /// <summary>Whether it has one of some traits.</summary>
    public bool HasTrait(InstructionTraits traits) => (Traits & traits) != 0;

    /// <summary>Whether it is a trigger, which runs in the builds of other images.</summary>
    public bool IsOnbuild => Syntax is OnbuildSyntax;
}
