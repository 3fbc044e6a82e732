using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Caching;

/// <summary>An ARG that has another value in each build stands above costly steps that do not use it.</summary>
public sealed class VolatileArgument : Rule
{
    /// <summary>Names that build systems and habit give to what changes with each commit or build.</summary>
    private static readonly ImmutableHashSet<string> Names = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "COMMIT", "COMMIT_SHA", "COMMIT_HASH", "COMMIT_ID", "COMMIT_REF", "GIT_COMMIT", "GIT_SHA", "GIT_SHA1", "GIT_HASH", "GIT_REV", "GIT_REVISION", "GIT_REF", "GIT_COMMIT_SHA",
        "GIT_COMMIT_HASH", "GITHUB_SHA", "CI_COMMIT_SHA", "CI_COMMIT_SHORT_SHA", "SOURCE_COMMIT", "VCS_REF", "REVISION", "BUILD_REVISION", "BUILD_DATE", "BUILD_TIME",
        "BUILD_TIMESTAMP", "BUILDTIME", "BUILD_NUMBER", "BUILD_NUM", "BUILD_ID", "BUILD_SHA", "BUILD_COMMIT", "CI_PIPELINE_ID", "CI_JOB_ID", "GITHUB_RUN_ID", "GITHUB_RUN_NUMBER");

    /// <summary>Defaults that stand for "none was given".</summary>
    private static readonly ImmutableHashSet<string> Placeholders = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "", "unknown", "none", "dev", "development", "local", "latest", "n/a", "na", "0", "unset", "undefined", "HEAD", "snapshot", "dirty");

    public override RuleDescriptor Descriptor { get; } =
        new("DLS2003", "VolatileArgument", "An ARG that changes with each build stands above costly steps", "Caching", Severity.Info);

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Arg;

    /// <summary>Any instruction behind may use the argument; there are few such arguments.</summary>
    public override void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        if (replacement.Model.Instructions[replacement.Range.NewStart - 1].Stage is not { } stage)
        {
            return;
        }

        foreach (var argument in replacement.Model.WithTrait(InstructionTraits.BuildArgument, stage.FirstInstruction, replacement.Range.NewStart))
        {
            affected.Add(replacement.Model, argument);
        }
    }

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Syntax: ArgSyntax arg, Stage: { } stage })
        {
            return;
        }

        foreach (var pair in arg.Pairs)
        {
            if (!Names.Contains(pair.Key.Text) || !Placeholders.Contains(Operand.Unquoted(pair.Value?.Text ?? "")))
            {
                continue;
            }

            var costly = FindCostly(context.Model, stage, instruction.Index, pair.Key.Text);
            if (costly.Count > 0)
            {
                var first = costly[0];
                var more = costly.Count == 1 ? "" : costly.Count == 2 ? " and 1 costly step more" : $" and {costly.Count - 1} costly steps more";
                context.Report(new Finding(
                    Descriptor, pair.Span,
                    $"Each new value runs `{StepCost.Of(first).Commands[0]}` in line {context.Line(first)} again{more}, though not used there; declare it, and what is made of it, below"));
            }
        }
    }

    /// <summary>
    /// The costly steps between the declaration and the first step that uses the variable; none where no instruction names it: what
    /// it is declared for is then the environment of a program, and any step may be that.
    /// </summary>
    private static List<InstructionFacts> FindCostly(BuildModel model, Stage stage, int index, string name)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { name };
        var costly = new List<InstructionFacts>();
        var isNamed = false;
        for (var i = index + 1; i < stage.EndInstruction; i++)
        {
            var instruction = model.Instructions[i];
            var isUsed = names.Any(n => instruction.Syntax.Green.Text.Contains(n, StringComparison.Ordinal));
            isNamed |= isUsed;
            switch (instruction.Syntax)
            {
                case EnvSyntax env when isUsed:
                    names.UnionWith(env.Pairs.Where(p => p.Value is { } value && names.Any(n => value.Text.Contains(n, StringComparison.Ordinal))).Select(p => p.Key.Text).ToArray());
                    break;
                case RunSyntax or FileTransferSyntax or WorkdirSyntax or OnbuildSyntax when isUsed:
                    return costly;
                case RunSyntax when StepCost.Of(instruction).IsHigh:
                    costly.Add(instruction);
                    break;
            }
        }

        return isNamed ? costly : [];
    }
}
