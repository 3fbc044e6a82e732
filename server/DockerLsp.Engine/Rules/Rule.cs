using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules;

/// <summary>
/// Looks for one pattern. A rule is one place: this class holds its descriptor, its analysis and its fixes; its page stands
/// beside it, its tests at the mirrored path, and one line of <see cref="RuleCatalog"/> names it.
/// </summary>
public abstract class Rule
{
    public abstract RuleDescriptor Descriptor { get; }

    /// <summary>How far the rule looks, which tells what has to be analysed again after an edit.</summary>
    public abstract RuleScope Scope { get; }

    /// <summary>Reports what is wrong with one instruction. Called for each instruction in order.</summary>
    public abstract void Analyze(InstructionFacts instruction, RuleContext context);
}

/// <summary>What the findings of a rule on an instruction depend on.</summary>
public enum RuleScope
{
    /// <summary>The instruction and the build state before it.</summary>
    Instruction,

    /// <summary>Any instruction of its stage, and of the stages that start from it.</summary>
    Stage,

    /// <summary>Any instruction of the file.</summary>
    File,
}
