using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Commands;

/// <summary>A step changes its directory with <c>cd</c> rather than WORKDIR.</summary>
public sealed class DirectoryChange : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3003", "DirectoryChange", "A step changes its directory with cd", "Commands", Severity.Warning)
        {
            Aliases = ["S6597", "DS-0013"],
            Fixes = FixAvailability.Sometimes,
        };

    public override ImmutableArray<string> Calls => ["cd"];

    /// <summary>The fix sets the directory back for the instruction behind.</summary>
    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override object? InfluenceOf(InstructionFacts instruction) => instruction.Syntax is WorkdirSyntax ? Whole(instruction) : instruction.Syntax.Kind;

    public override void AddAffected(Replacement replacement, AffectedInstructions affected) => affected.AddNeighbours(replacement, 1, 0);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Run is not { } run || !run.Commands.Any(c => c.View.Name == "cd"))
        {
            return;
        }

        // One problem of the step, however often it goes elsewhere; a first one that goes nowhere is another.
        HashSet<string>? variables = null;
        var isSecond = false;
        foreach (var command in run.Commands)
        {
            if (command.View.Name != "cd" || command.Node.Words.IsEmpty || IsFoundByScript(command, instruction, ref variables))
            {
                continue;
            }

            if (!ReportIfUseless(instruction, command, context))
            {
                ReportChange(instruction, command, context);
                return;
            }

            if (isSecond)
            {
                return;
            }

            isSecond = true;
        }
    }

    /// <summary>Whether it goes to a place that only the step itself finds: no WORKDIR could name it.</summary>
    private static bool IsFoundByScript(ScriptCommand command, InstructionFacts instruction, ref HashSet<string>? variables)
    {
        if (command.Node.Words[^1] is not { ConstantValue: null } target)
        {
            return false;
        }

        foreach (var part in target.DescendantsAndSelf())
        {
            if (part is ShellCommandSubstitution || (part is ShellParameter { Name: var name } && (variables ??= VariablesOf(instruction)).Contains(name)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The variables that the step sets.</summary>
    private static HashSet<string> VariablesOf(InstructionFacts instruction)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in instruction.Run?.Script.Tree?.Body.DescendantsAndSelf() ?? [])
        {
            if (((node as ShellAssignment)?.Name ?? (node as ShellFor)?.Variable) is { } name)
            {
                names.Add(name);
            }
        }

        return names;
    }

    private bool ReportIfUseless(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (!IsAlreadyThere(instruction, command))
        {
            return false;
        }

        var finding = new Finding(Descriptor, PlaceOf(instruction, command), "Goes where WORKDIR has already put this step") { IsUnnecessary = true };
        context.Report(RunRewriter.Create(context.Model, instruction, out _) is { } rewriter && rewriter.Remove(command) is null
            ? finding with { Fixes = [new Fix("Delete this cd", Applicability.Safe, [.. rewriter.Edits])] }
            : finding);
        return true;
    }

    private void ReportChange(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        var finding = new Finding(
            Descriptor, PlaceOf(instruction, command), (command.Place & (FlowPlace.Subshell | FlowPlace.Substitution)) != 0
                ? "Changes the directory up to the closing parenthesis only; WORKDIR sets it for the step and those that follow"
                : "Changes the directory for the rest of this step only; WORKDIR sets it for this step and those that follow");
        context.Report(Workdir(instruction, command, context.Model) is { } edits
            ? finding with { Fixes = [new Fix("Set WORKDIR instead (creates a missing folder)", Applicability.Unsafe, edits)] }
            : finding);
    }

    private static TextSpan PlaceOf(InstructionFacts instruction, ScriptCommand command) =>
        RuleContext.SpanOf(instruction, command.Node.Words[command.View.Start].Span);

    /// <summary>Whether it is the first thing of the step, and goes to its WORKDIR.</summary>
    private static bool IsAlreadyThere(InstructionFacts instruction, ScriptCommand command) =>
        IsFirst(instruction, command) && Target(command) is { } target && instruction.Before?.WorkingDirectory is { } directory
        && (target == "." || target.TrimEnd('/') == directory.TrimEnd('/')) && !instruction.IsOnbuild;

    /// <summary>WORKDIR before the step, and the old one behind it; null where that would not be exact.</summary>
    private static ImmutableArray<TextChange>? Workdir(InstructionFacts instruction, ScriptCommand command, BuildModel model)
    {
        if (!IsFirst(instruction, command) || instruction.Syntax is not RunSyntax || Target(command) is not ['/', ..] target || target.Contains('$', StringComparison.Ordinal)
            || RunRewriter.Create(model, instruction, out _) is not { } rewriter || rewriter.Remove(command) is not null)
        {
            return null;
        }

        var edits = ImmutableArray.CreateBuilder<TextChange>();
        edits.Add(InstructionEdits.InsertBefore(model.Tree, instruction.Syntax, $"WORKDIR {target}"));
        edits.AddRange(rewriter.Edits);
        var next = instruction.Index + 1 < model.Instructions.Length ? model.Instructions[instruction.Index + 1].Syntax : null;
        if (next is not (WorkdirSyntax { Value.Text: ['/', ..] } or FromSyntax { }) || instruction.Stage is { IsShipped: true } && next is not WorkdirSyntax)
        {
            if (instruction.Before?.WorkingDirectory is not { } old || old.AsSpan().ContainsAny(" \t$"))
            {
                return null;
            }

            edits.Add(InstructionEdits.InsertAfter(model.Tree, instruction.Syntax, $"WORKDIR {old}"));
        }

        return edits.ToImmutable();
    }

    private static bool IsFirst(InstructionFacts instruction, ScriptCommand command) =>
        instruction.Run?.Script is { IsUnderstood: true, Script: { } script, Form: RunForm.Shell }
        && command.Place == FlowPlace.None && script.Body.Statements[0] is { Terminator: not StatementTerminator.Background } first
        && first.AndOr.Pipelines[0] is { IsNegated: false, Commands: [ShellSimpleCommand node] } && ReferenceEquals(node, command.Node)
        && command.Node.Assignments.IsEmpty && command.Node.Redirections.IsEmpty;

    /// <summary>Where it goes; null where that is only known at run time, or the shell would expand it.</summary>
    private static string? Target(ScriptCommand command) =>
        command.Node.Words is [_, { ConstantValue: { Length: > 0 } target, Parts: var parts }]
        && !parts.Any(p => p is ShellTilde or ShellGlob or ShellBrace) && !target.AsSpan().ContainsAny(" \t\"'\\")
            ? target
            : null;
}
