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

        // Without options and assignments the next word is the command; its own sudo would be a second finding.
        if (isNeedless && command.View.Start == 1
            && instruction.Run?.Script is { IsUnderstood: true })
        {
            var next = RuleContext.SpanOf(instruction, words[1].Span);
            finding = finding with
            {
                Fixes = [new Fix("Delete sudo (the command then sees all of ENV)", Applicability.Unsafe, [new TextChange(TextSpan.FromBounds(span.Start, next.Start), "")])],
            };
        }

        context.Report(finding);
    }

    /// <summary>Whether root runs the step: by USER, or because an official image starts as root and nothing changes that.</summary>
    private static bool IsRoot(InstructionFacts instruction, BuildModel model)
    {
        if (instruction.Before?.User is { } user)
        {
            return user.Split(':')[0] is "root" or "0";
        }

        if (instruction is not { Before.Image.ShipsPackageIndex: false, IsOnbuild: false })
        {
            return false;
        }

        var end = instruction.Index;
        for (var stage = instruction.Stage; stage is not null; stage = stage.Base)
        {
            for (var i = stage.FirstInstruction; i < Math.Min(end, stage.EndInstruction); i++)
            {
                if (model.Instructions[i].Syntax is UserSyntax)
                {
                    return false;
                }
            }

            end = int.MaxValue;
        }

        return true;
    }
}
