using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>COPY --from a stage that holds no file.</summary>
public sealed class CopyFromEmptyStage : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3030", "CopyFromEmptyStage", "COPY from an empty stage", "Correctness", Severity.Error);

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.Copy;

    /// <summary>That something is put into a stage counts, not what.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) => instruction.Syntax switch
    {
        FromSyntax => Whole(instruction),
        FileTransferSyntax or RunSyntax or WorkdirSyntax => instruction.Syntax.Kind,
        _ => null,
    };

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Syntax: CopySyntax copy, Stage: { } stage } || copy.Flags.FirstOrDefault(f => f.Name == "from") is not { Value: { Length: > 0 } from } flag
            || from.Contains('$', StringComparison.Ordinal))
        {
            return;
        }

        var source = StageNames.Find(from, context.Model).LastOrDefault(s => s.Index < stage.Index);
        if (source is null || source.Base is not null || (context.Model.Instructions[source.FirstInstruction].Syntax as FromSyntax)?.Image?.Text != "scratch")
        {
            return;
        }

        const InstructionKinds Fills = InstructionKinds.Run | InstructionKinds.Copy | InstructionKinds.Add | InstructionKinds.Workdir;
        if (!context.Model.OfKind(Fills, source.FirstInstruction, source.EndInstruction).Any(i => !i.IsOnbuild))
        {
            context.Report(new Finding(Descriptor, flag.Span, $"The build stops here: nothing is put into `{source.DisplayName}`, which starts from `scratch` and is empty"));
        }
    }
}
