using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Commands;

/// <summary>A step pipes one program into another, and goes by the status of the last one.</summary>
public sealed class PipeWithoutPipefail : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL4006", "PipeWithoutPipefail", "A pipe hides the failure of its first program", "Commands", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    /// <summary>One SHELL mends all steps behind it, in this stage and in those that start from it.</summary>
    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override string Characters => "|";

    /// <summary>The fix stands before the first such step, and above its comments.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) =>
        instruction.Syntax is ShellInstructionSyntax ? Whole(instruction)
        : FindPipe(instruction) is null ? null
        : (instruction.Before?.Shell, instruction.Syntax.Green.Text[..(instruction.Syntax.Span.Start - instruction.Syntax.FullSpan.Start)]);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (FindPipe(instruction) is not { } pipe)
        {
            return;
        }

        var finding = new Finding(
            Descriptor, pipe,
            instruction.Before?.Shell is { HasPipeFail: true }
                ? "A failure before `|` does not count: the `sh` of this image may not know pipefail; bash does"
                : "A failure before `|` does not count: the step goes by the status of the last program alone; `SHELL` with pipefail counts it");
        context.Report(FixFor(instruction, context) is { } fix ? finding with { Fixes = [fix] } : finding);
    }

    /// <summary>The first <c>|</c> whose left side may fail unseen; null where there is none.</summary>
    private static TextSpan? FindPipe(InstructionFacts instruction)
    {
        if (!instruction.HasTrait(InstructionTraits.Pipes) || instruction.Run?.Script.Script is not { } script || (instruction.Before?.Shell is { HasPipeFail: true } shell && KnowsPipefail(shell)))
        {
            return null;
        }

        var options = int.MaxValue;
        foreach (var command in instruction.Run.Commands)
        {
            options = command.Node.Span.Start < options && SetsPipefail(command) ? command.Node.Span.Start : options;
        }

        HashSet<ShellPipeline>? unasked = null;
        foreach (var pipeline in PipesOf(instruction.Run))
        {
            if (pipeline.Span.Start < options && FindFailing(pipeline) is { } failing
                && !(unasked ??= PipeStatus.Unasked(script)).Contains(pipeline) && !PipeReader.Notices(pipeline, instruction.Run))
            {
                var left = pipeline.Commands.IndexOf(failing);
                var end = failing.Span.End;
                var bar = script.Text.Text.IndexOf('|', end, pipeline.Commands[left + 1].Span.Start - end);
                return RuleContext.SpanOf(instruction, bar < 0 ? pipeline.Span : new TextSpan(bar, 1));
            }
        }

        return null;
    }

    /// <summary>The first program before the last one that may fail; null where none may.</summary>
    private static ShellCommand? FindFailing(ShellPipeline pipeline)
    {
        for (var i = 0; i < pipeline.Commands.Length - 1; i++)
        {
            if (PipeReader.MayFail(pipeline.Commands[i]))
            {
                return pipeline.Commands[i];
            }
        }

        return null;
    }

    /// <summary>The pipelines of several commands, in the order in which their commands come.</summary>
    private static List<ShellPipeline> PipesOf(RunFacts run)
    {
        List<ShellPipeline>? pipes = null;
        HashSet<ShellNode>? known = null;
        foreach (var command in run.Commands)
        {
            foreach (var node in command.Ancestors)
            {
                if (node is ShellPipeline { Commands.Length: > 1 } pipeline && !ReferenceEquals(pipeline, pipes?[^1]) && (known ??= []).Add(pipeline))
                {
                    (pipes ??= []).Add(pipeline);
                }
            }
        }

        return pipes ?? [];
    }

    /// <summary>Whether the shell of SHELL reads <c>-o pipefail</c>: `sh` may be dash, of which only the newest does.</summary>
    private static bool KnowsPipefail(ShellSetting shell) => shell.Dialect is not (ShellDialect.Dash or ShellDialect.Posix);

    private static bool SetsPipefail(ScriptCommand command) =>
        command.View.Name == "set" && command.View.ArgumentValues.Contains("pipefail");

    /// <summary>One edit for all the steps that it mends, so that fixing them together inserts one SHELL.</summary>
    private static Fix? FixFor(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Before: { } before, Stage: { } stage })
        {
            return null;
        }

        if (!before.Shell.Arguments.IsEmpty)
        {
            return FindShell(instruction, context.Model) is { Command: ExecFormSyntax { Elements: [.., { Value: var last } end] elements } }
                && before.Shell is { Dialect: ShellDialect.Bash, HasPipeFail: false } && last is ['-', .., 'c'] && elements.Count > 1
                    ? new Fix("Add pipefail to SHELL (may stop later steps)", Applicability.Unsafe, [new TextChange(new TextSpan(end.Span.Start, 0), "\"-o\", \"pipefail\", ")])
                    : null;
        }

        var shell = before.Image.Family switch
        {
            ImageFamily.Debian or ImageFamily.Ubuntu or ImageFamily.Fedora or ImageFamily.EnterpriseLinux or ImageFamily.Suse or ImageFamily.Arch
                => "/bin/bash",
            ImageFamily.Alpine => "/bin/ash",
            _ => null,
        };
        if (shell is null)
        {
            return null;
        }

        var first = FirstWithDefaultShell(stage, context.Model);
        return new Fix(
            shell == "/bin/bash" ? "Set bash with pipefail as SHELL (for later steps too)" : "Set ash with pipefail as SHELL (for later steps too)",
            Applicability.Unsafe,
            [InstructionEdits.InsertBefore(context.Model.Tree, (first ?? instruction).Syntax, $"SHELL [\"{shell}\", \"-o\", \"pipefail\", \"-c\"]")]);
    }

    /// <summary>The first step with such a pipe under the image's own shell, in the stage or in one that it starts from.</summary>
    private static InstructionFacts? FirstWithDefaultShell(Stage stage, BuildModel model)
    {
        InstructionFacts? first = null;
        for (var current = stage; current is not null; current = current.Base)
        {
            foreach (var candidate in model.WithTrait(InstructionTraits.Pipes, current.FirstInstruction, current.EndInstruction))
            {
                if (candidate.Before?.Shell.Arguments.IsEmpty == true && FindPipe(candidate) is not null)
                {
                    first = candidate;
                    break;
                }
            }
        }

        return first;
    }

    /// <summary>The SHELL that is in force.</summary>
    private static ShellInstructionSyntax? FindShell(InstructionFacts instruction, BuildModel model)
    {
        foreach (var (_, from, to) in BuildModel.PartsBefore(instruction))
        {
            for (var i = to; model.LastOfKind(InstructionKinds.Shell, i, from) is { } found; i = found.Index)
            {
                if (found.Syntax is ShellInstructionSyntax shell)
                {
                    return shell;
                }
            }
        }

        return null;
    }
}
