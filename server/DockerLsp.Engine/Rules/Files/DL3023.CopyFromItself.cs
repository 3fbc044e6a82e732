using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Files;

/// <summary>COPY --from the stage that it stands in.</summary>
public sealed class CopyFromItself : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3023", "CopyFromItself", "COPY from its own stage", "Files", Severity.Error)
        {
            Aliases = ["DS-0006"],
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Copy;

    public override InstructionKinds Reads => InstructionKinds.None;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is { Effective: CopySyntax copy, Stage: { } stage }
            && copy.Flags.FirstOrDefault(f => f.Name == "from") is { Value: { Length: > 0 } name } flag
            && StageNames.Means(name, stage, context.Model)
            // With the name given twice, the earlier stage is meant, and the double name is the problem.
            && !StageNames.Find(name, context.Model).Any(s => s.Index < stage.Index))
        {
            context.Report(new Finding(Descriptor, flag.ValueSpan, instruction.IsOnbuild
                ? $"`{name}` is this stage: a trigger sees the stages of the Dockerfile that starts from it, and needs one of that name there"
                : $"`{name}` is the stage that this line is part of, and not ready yet: BuildKit stops here"));
        }
    }
}
