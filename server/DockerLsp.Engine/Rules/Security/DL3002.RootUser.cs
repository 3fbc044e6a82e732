using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>The last USER of a stage is root.</summary>
public sealed class RootUser : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3002", "RootUser", "The last USER is root", "Security", Severity.Warning)
        {
            Aliases = ["S6471", "DS-0002", "CKV_DOCKER_8"],
        };

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.User;

    /// <summary>Users count, and who copies from a stage.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) =>
        instruction.Effective is UserSyntax ? Whole(instruction) : StageNames.InfluenceOf(instruction);

    /// <summary>Those of the stage where a user stands, and of the stages that somebody copies from, or no longer does.</summary>
    public override void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        var replaced = replacement.Former.Concat(replacement.Current).ToArray();
        if (replaced.Any(i => i.Effective is UserSyntax))
        {
            affected.AddStageAt(replacement.Range.NewStart - 1);
        }

        foreach (var stage in replaced.SelectMany(StageNames.ReferencesOf).Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(r => StageNames.Find(r, replacement.Model)))
        {
            foreach (var user in replacement.Model.OfKind(InstructionKinds.User, stage.FirstInstruction, stage.EndInstruction))
            {
                affected.Add(replacement.Model, user);
            }
        }
    }

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (LastUser.Read(instruction, context.Model) is ("root" or "0", var span) && instruction.Stage is { } stage
            && (instruction.IsOnbuild || stage.IsTarget || stage.IsBase || !StageNames.IsReadFrom(stage, context.Model)))
        {
            context.Report(new Finding(Descriptor, span, instruction.IsOnbuild || stage.IsTarget
                ? "The container runs as root unless whoever starts it says otherwise"
                : $"The stage `{stage.DisplayName}` ends as root, and so does what starts from it without a USER of its own"));
        }
    }
}
