using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>A stage that no build makes.</summary>
public sealed class UnreachableStage : Rule
{
    private const string Variable = "$";

    public override RuleDescriptor Descriptor { get; } =
        new("DLS3023", "UnreachableStage", "Stage that nothing uses", "Correctness", Severity.Info);

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override object? InfluenceOf(InstructionFacts instruction) => IsOfTemplate(instruction) ? Variable : StageNames.InfluenceOf(instruction);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is { Syntax: FromSyntax, Stage: { Name: null, IsLast: false, IsTarget: false, IsBase: false, IsImplicit: false } stage }
            && context.FactOf(this, FindReferences) is var references && !references.Contains(Variable) && !references.Contains(StageNames.NumberOf(stage, context.Model)))
        {
            context.Report(new Finding(
                Descriptor, instruction.Syntax.Keyword.Span, "Is not built: no later stage starts or copies from it, and it has no name that `--target` could ask for")
            {
                IsUnnecessary = true,
            });
        }
    }

    /// <summary>What COPY, ADD and the mounts of RUN take from; what is known in the build only, or to a template, stands for any stage.</summary>
    private static HashSet<string> FindReferences(BuildModel model) =>
    [
        .. model.WithTrait(InstructionTraits.Flags).SelectMany(StageNames.ReferencesOf)
            .Select(r => r.Contains('$', StringComparison.Ordinal) || SyntaxFacts.OpensTemplate(r) ? Variable : r),
        .. model.OfKind(InstructionKinds.Unknown).Any(IsOfTemplate) ? [Variable] : Array.Empty<string>(),
    ];

    /// <summary>Whether it is a statement of a template, which may choose between the stages around it.</summary>
    private static bool IsOfTemplate(InstructionFacts instruction) =>
        (instruction.Syntax.Green.Kinds & InstructionKinds.Unknown) != 0 && SyntaxFacts.OpensTemplate(instruction.Syntax.Keyword.Text);
}
