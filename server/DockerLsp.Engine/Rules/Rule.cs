using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules;

/// <summary>
/// Looks for one pattern. A rule is one place: this class holds its descriptor, its analysis and its fixes; its page stands
/// beside it, its tests at the mirrored path, and one line of <see cref="RuleCatalog"/> names it.
/// </summary>
/// <remarks>
/// Findings are kept from one version of a file to the next. A rule is asked again about an instruction that changed, or before
/// which something else is known; about others where <see cref="InfluenceOf"/> says that they read what changed. A rule that
/// says nothing is asked about its whole <see cref="Scope"/> at each change: that is right, but not fast.
/// </remarks>
public abstract class Rule
{
    /// <summary>In <see cref="Calls"/>, for all that install packages.</summary>
    public const string AnyPackageManager = RunSketch.AnyPackageManager;

    /// <summary>In <see cref="Calls"/>, for all that does something to an index or a cache of packages.</summary>
    public const string AnyPackageStore = RunSketch.AnyPackageStore;

    public abstract RuleDescriptor Descriptor { get; }

    /// <summary>How far the rule looks, which tells what has to be analysed again after an edit.</summary>
    public abstract RuleScope Scope { get; }

    /// <summary>The kinds of instruction that the rule has something to say about, within an ONBUILD or not.</summary>
    public virtual InstructionKinds Kinds => InstructionKinds.All;

    /// <summary>
    /// The programs, or the managers of packages, one of which a RUN has to call for the rule to have something to say about it, be it
    /// to run another one; empty where it looks at more than what is called.
    /// </summary>
    public virtual ImmutableArray<string> Calls => [];

    /// <summary>
    /// The characters of ASCII one of which the script of a RUN has to hold for the rule to have something to say about it; empty where it
    /// looks at more than that.
    /// </summary>
    public virtual string Characters => "";

    /// <summary>
    /// The kinds of instruction, within an ONBUILD or not, on which the rule's findings on <em>other</em> instructions depend. Which
    /// stages there are goes without saying: when that changes, all rules run again.
    /// </summary>
    public virtual InstructionKinds Reads => Scope == RuleScope.Instruction ? InstructionKinds.None : InstructionKinds.All;

    /// <summary>
    /// What of an instruction the rule's findings on <em>other</em> instructions depend on: where it is equal before and after an
    /// edit, they stay. Null for nothing; instructions of which nothing is read may also come and go. All of it, unless overridden,
    /// where its kind is one of <see cref="Reads"/>.
    /// </summary>
    public virtual object? InfluenceOf(InstructionFacts instruction) =>
        (instruction.Syntax.Green.Kinds & Reads) == 0 ? null : Whole(instruction);

    /// <summary>Names the instructions whose findings depend on some whose influence changed. All within the scope, unless overridden.</summary>
    public virtual void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        if (Scope == RuleScope.File)
        {
            affected.AddFile();
        }
        else
        {
            affected.AddStageAt(replacement.Range.NewStart - 1);
        }
    }

    /// <summary>
    /// Names the instructions whose findings depend on what lies in the build context, or on what the ignore file leaves out: that turns
    /// out when the first findings are known already.
    /// </summary>
    public virtual void AddReadersOfContext(AffectedInstructions affected)
    {
    }

    /// <summary>Reports what is wrong with one instruction. Called for each instruction in order.</summary>
    public abstract void Analyze(InstructionFacts instruction, RuleContext context);

    /// <summary>An influence that differs as soon as anything of the instruction does, or of what is known before it.</summary>
    protected static object Whole(InstructionFacts instruction) => new WholeInstruction(instruction.Syntax.Green, instruction.Before);

    private sealed record WholeInstruction(GreenInstruction Green, BuildState? Before);
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
