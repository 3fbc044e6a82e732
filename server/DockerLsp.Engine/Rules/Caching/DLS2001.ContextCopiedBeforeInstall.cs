using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Caching;

/// <summary>The whole context is copied before dependencies are installed.</summary>
public sealed class ContextCopiedBeforeInstall : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS2001", "ContextCopiedBeforeInstall", "The whole context is copied before dependencies are installed", "Caching", Severity.Info);

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Copy | InstructionKinds.Add;

    public override object? InfluenceOf(InstructionFacts instruction) => FindInstall(instruction) is null ? null : Whole(instruction);

    /// <summary>
    /// A copy is held against the first install behind it, and against the tools of those before it: as long as these are the same,
    /// only the copies since the install before this one are concerned.
    /// </summary>
    public override void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        var model = replacement.Model;
        var start = replacement.Range.NewStart;
        if (!ToolsOf(replacement.Former).SequenceEqual(ToolsOf(replacement.Current), StringComparer.Ordinal) || model.StageTable.Of(Math.Max(0, start - 1)) is not { } stage)
        {
            affected.AddStageAt(Math.Max(0, start - 1));
            return;
        }

        var from = start;
        while (model.LastWithTrait(InstructionTraits.InstallsDependencies, from, stage.FirstInstruction) is { } before)
        {
            from = before.Index;
            if (!before.IsOnbuild && FindInstall(before) is not null)
            {
                affected.AddRange(from, start);
                return;
            }
        }

        affected.AddRange(stage.FirstInstruction, start);
    }

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { IsOnbuild: false, Stage: { } stage } || !WholeContext.IsCopiedBy(context.Model, instruction))
        {
            return;
        }

        foreach (var step in context.Model.WithTrait(InstructionTraits.InstallsDependencies, instruction.Index + 1, stage.EndInstruction))
        {
            if (step.IsOnbuild || FindInstall(step) is not var (command, install))
            {
                continue;
            }

            if (IsInstalledBefore(context.Model, stage, instruction.Index, install.Tool))
            {
                return;
            }

            var place = RuleContext.SpanOf(step, command);
            var files = string.Join(" and ", install.Files.Select(f => $"`{f}`"));
            context.Report(new Finding(
                Descriptor, instruction.Syntax.Span,
                $"Any changed file runs `{install.Command}` in line {context.Line(place.Start)} again; copy {files} first, and the rest behind it")
            {
                Related = [new RelatedPlace(place, "runs again with every change of the context")],
            });
            return;
        }
    }

    private static IEnumerable<string> ToolsOf(InstructionList instructions) =>
        instructions.SelectMany(i => i.Run?.Commands ?? []).Select(c => DependencyInstall.Of(c)?.Tool).OfType<string>();

    private static (ScriptCommand Command, DependencyInstall Install)? FindInstall(InstructionFacts step)
    {
        foreach (var command in step.Run?.Commands ?? [])
        {
            if (DependencyInstall.Of(command) is { } install)
            {
                return (command, install);
            }
        }

        return null;
    }

    /// <summary>Whether the dependencies are there already, so that the later command only completes them.</summary>
    private static bool IsInstalledBefore(BuildModel model, Stage stage, int end, string tool)
    {
        for (var current = stage; current is not null; current = current.Base, end = current?.EndInstruction ?? 0)
        {
            if (model.WithTrait(InstructionTraits.InstallsDependencies, current.FirstInstruction, end).Any(s => s.Run?.Commands.Any(c => DependencyInstall.Of(c)?.Tool == tool) is true))
            {
                return true;
            }
        }

        return false;
    }
}
