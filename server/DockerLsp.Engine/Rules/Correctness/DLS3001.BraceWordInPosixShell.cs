using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>A word with braces that bash would expand, in a step that dash or BusyBox ash runs.</summary>
public sealed class BraceWordInPosixShell : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3001", "BraceWordInPosixShell", "Braces that this shell does not expand", "Correctness", Severity.Warning)
        {
            Aliases = ["SC3009"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override string Characters => "{";

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Run is not { Script: { Dialect: ShellDialect.Dash or ShellDialect.BusyBoxAsh, Script: { } script } } run
            || !script.Text.Text.Contains('{', StringComparison.Ordinal))
        {
            return;
        }

        foreach (var command in run.Commands)
        {
            foreach (var word in command.View.Arguments)
            {
                if (word.Children.Any(p => p is ShellBrace) && !ReadsBraces(command.View, word))
                {
                    context.Report(FindingFor(instruction, script, command, word));
                }
            }
        }
    }

    /// <summary>curl expands braces in URLs itself (curl(1), URL).</summary>
    private static bool ReadsBraces(CommandView view, ShellWord word) =>
        view.Name == "curl" && word.LeadingText is { } text && text.Contains("://", StringComparison.Ordinal);

    private Finding FindingFor(InstructionFacts instruction, ShellScript script, ScriptCommand command, ShellWord word)
    {
        var shell = script.Dialect == ShellDialect.Dash ? "dash" : "BusyBox ash";
        var text = script.ToString(word);
        var span = RuleContext.SpanOf(instruction, word.Span);
        var finding = new Finding(
            Descriptor, span, $"{shell}, which runs this step, does not expand braces: `{command.View.Name}` gets the one word `{text}`");
        if (word.IsQuoted || word.ConstantValue is not { } value || !script.Text.IsContiguous(word.Span))
        {
            return finding;
        }

        var expanded = string.Join(' ', BraceExpansion.Expand(value));
        return expanded == value ? finding : finding with
        {
            Fixes = [new Fix("Write the words out (the step then does more)", Applicability.Unsafe, [new TextChange(span, expanded)])],
        };
    }
}
