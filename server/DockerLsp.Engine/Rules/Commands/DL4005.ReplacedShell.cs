using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Commands;

/// <summary>A step puts another shell in the place of <c>/bin/sh</c>.</summary>
public sealed class ReplacedShell : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL4005", "ReplacedShell", "A step puts another shell in the place of /bin/sh", "Commands", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override ImmutableArray<string> Calls => ["ln"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.View.Name != "ln" || FindShell(command) is not { } word)
        {
            return;
        }

        var finding = new Finding(
            Descriptor, RuleContext.SpanOf(instruction, word.Span),
            "Changes the shell of every program in the image that calls /bin/sh, until an upgrade puts it back; SHELL changes that of the Dockerfile alone");
        if (Replacement(instruction, command) is { } shell && instruction.Syntax is RunSyntax run)
        {
            finding = finding with
            {
                Fixes = [new Fix("Use SHELL (other programs keep /bin/sh)", Applicability.Unsafe, [new TextChange(run.Span, $"SHELL [\"{shell}\", \"-c\"]")])],
            };
        }

        context.Report(finding);
    }

    private static ShellWord? FindShell(ScriptCommand command)
    {
        foreach (var word in command.View.Arguments)
        {
            if (word.ConstantValue is "/bin/sh" or "/usr/bin/sh")
            {
                return word;
            }
        }

        return null;
    }

    /// <summary>The new shell, where the step does nothing else and SHELL can take its place.</summary>
    private static string? Replacement(InstructionFacts instruction, ScriptCommand link)
    {
        if (instruction is not { Run: { Script: { IsUnderstood: true, Form: RunForm.Shell } } run } || instruction.Syntax.Flags.Count > 0
            || instruction.Syntax.InnerComments.Count > 0 || instruction.Before?.Shell.Arguments.IsEmpty == false
            || !run.Commands.All(c => ReferenceEquals(c, link) || IsRemoval(c)))
        {
            return null;
        }

        var words = link.View.ArgumentValues.Where(v => v is not ['-', ..]).ToArray();
        return words is [{ } shell, "/bin/sh"] && shell is "/bin/bash" or "bash" or "/usr/bin/bash"
            ? shell.StartsWith('/') ? shell : "/bin/bash"
            : null;

        static bool IsRemoval(ScriptCommand command) =>
            command.View.Name is "rm" && command.View.ArgumentValues.All(v => v is "/bin/sh" or ['-', ..]);
    }
}
