using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules;

/// <summary>A rule that looks at each command of a RUN by itself.</summary>
public abstract class CommandRule : Rule
{
    public override RuleScope Scope => RuleScope.Instruction;

    public sealed override InstructionKinds Kinds => InstructionKinds.Run;

    public sealed override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        foreach (var command in instruction.Run?.Commands ?? [])
        {
            AnalyzeCommand(instruction, command, context);
        }
    }

    /// <summary>Reports what is wrong with one command.</summary>
    protected abstract void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context);
}
