using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Commands;

/// <summary>A step runs a command through sudo.</summary>
public sealed class Sudo : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3004", "Sudo", "A step runs a command through sudo", "Commands", Severity.Error)
        {
            Aliases = ["DS-0010", "CKV2_DOCKER_1"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override ImmutableArray<string> Calls => ["sudo"];

    public override InstructionKinds Reads => InstructionKinds.User;

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        var words = command.Node.Words;
        var index = -1;
        for (var i = 0; i < words.Length && i <= command.View.Start; i++)
        {
            if (words[i].ConstantValue is { } value && value[(value.LastIndexOf('/') + 1)..] == "sudo")
            {
                index = i;
                break;
            }
        }

        if (index < 0)
        {
            return;
        }

        // One habit, one finding for each step: the first place stands for all.
        if (instruction.Run?.Commands.FirstOrDefault(c => c.View.Wrappers.Contains("sudo") || c.View.Name == "sudo") is { } first && !ReferenceEquals(first, command))
        {
            return;
        }

        var span = RuleContext.SpanOf(instruction, words[index].Span);
        var isNeedless = command.View.Wrappers is ["sudo", ..] && index == 0 && IsRoot(instruction, context.Model);
        var finding = new Finding(
            Descriptor, span, isNeedless
                ? "Runs as root what runs as root anyway, and without the variables that ENV sets"
                : "Runs past USER, and without the variables that ENV sets; a USER before the step and the old one behind it say so openly");

        if (isNeedless && instruction.Run is { Script.IsUnderstood: true } run && DeleteAll(instruction, run) is { IsEmpty: false } edits)
        {
            finding = finding with
            {
                Fixes = [new Fix("Delete sudo (the command then sees all of ENV)", Applicability.Unsafe, edits)],
            };
        }

        context.Report(finding);
    }

    /// <summary>
    /// Deletes every <c>sudo</c> of the step. One with options or assignments does more than to change the user: then none goes.
    /// </summary>
    private static ImmutableArray<TextChange> DeleteAll(InstructionFacts instruction, RunFacts run)
    {
        var edits = ImmutableArray.CreateBuilder<TextChange>();
        foreach (var command in run.Commands)
        {
            if (command.View.Name == "sudo" || (command.View.Wrappers.Contains("sudo") && command.View is not { Start: 1, Wrappers: ["sudo"] }))
            {
                return [];
            }

            if (command.View.Wrappers is ["sudo"])
            {
                var words = command.Node.Words;
                var start = RuleContext.SpanOf(instruction, words[0].Span).Start;
                edits.Add(new TextChange(TextSpan.FromBounds(start, RuleContext.SpanOf(instruction, words[1].Span).Start), ""));
            }
        }

        return edits.ToImmutable();
    }

    /// <summary>Whether root runs the step: by USER, or because an official image starts as root and nothing changes that.</summary>
    private static bool IsRoot(InstructionFacts instruction, BuildModel model) =>
        instruction.Before?.IsRoot ?? (instruction is { Before.Image.ShipsPackageIndex: false, IsOnbuild: false } && !model.HasUserBefore(instruction));
}
