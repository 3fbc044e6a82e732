using System.Text.RegularExpressions;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>What the container runs is in shell form.</summary>
public sealed partial class ShellFormCommand : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3025", "ShellFormCommand", "Container command in shell form", "Instructions", Severity.Warning)
        {
            Aliases = ["JSONArgsRecommended", "S7019"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Cmd | InstructionKinds.Entrypoint | InstructionKinds.Healthcheck;

    public override InstructionKinds Reads => InstructionKinds.Cmd;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        var effective = instruction.Effective;
        var keyword = effective switch
        {
            CmdSyntax or EntrypointSyntax => effective.Keyword.Span,
            HealthcheckSyntax { Type: { } type } when type.Text.Equals("CMD", StringComparison.OrdinalIgnoreCase) => type.Span,
            _ => default,
        };
        if (keyword.IsEmpty || (effective as CommandInstructionSyntax)?.Command is not ShellFormSyntax command)
        {
            return;
        }

        var shell = ShellName(instruction.Before);
        if (command.Text.Text.StartsWith('['))
        {
            var broken = new Finding(Descriptor, keyword, $"No JSON, so `{shell}` gets the brackets to run; an exec form has every word in double quotes");
            context.Report(SingleQuoted().IsMatch(command.Text.Text) && effective.InnerComments.Count == 0
                ? broken with
                {
                    Fixes = [new Fix("Use double quotes (the program then runs)", Applicability.Unsafe, [new TextChange(command.Span, command.Text.Text.Replace('\'', '"'))])],
                }
                : broken);
            return;
        }

        if (instruction.Before?.Shell.Dialect is ShellDialect.PowerShell or ShellDialect.Cmd)
        {
            // On Windows the command line is one string anyway, and no signals are sent.
            return;
        }

        if (instruction.Before is { Shell.Arguments.IsEmpty: false })
        {
            // Who names a shell wants it: BuildKit sees it like that (dispatchCmd in dockerfile2llb/convert.go).
            return;
        }

        var dialect = instruction.Before?.Shell.Dialect ?? ShellDialect.Unknown;
        var script = ShellParser.Parse(command.Text, dialect.IsPosixFamily() ? dialect : ShellDialect.Posix);
        if (effective is HealthcheckSyntax && NeedsShell(script))
        {
            return;
        }

        var finding = new Finding(Descriptor, keyword, effective switch
        {
            HealthcheckSyntax => $"Each check starts `{shell}` first, which the image then needs to have",
            EntrypointSyntax => $"Runs under `{shell}`, which gets the signals of `docker stop`; CMD and the arguments of `docker run` are dropped",
            _ => $"Runs under `{shell}`, which gets the signals of `docker stop` and may not pass them on",
        });
        if (effective.InnerComments.Count == 0 && dialect.IsPosixFamily()
            && ToExecForm(script) is { } array)
        {
            // Behind a shell form CMD is dropped; behind an exec form its words are arguments.
            var title = effective is EntrypointSyntax && HasCmd(instruction, context.Model)
                ? "Use the exec form (no shell, and CMD then counts)"
                : "Use the exec form (no shell runs it any more)";
            finding = finding with { Fixes = [new Fix(title, Applicability.Unsafe, [new TextChange(command.Span, array)])] };
        }

        context.Report(finding);
    }

    private static string ShellName(BuildState? before) =>
        before is { Shell.Arguments: { Length: > 0 } words } ? string.Join(' ', words) : before?.Shell.Dialect == ShellDialect.Cmd ? "cmd /S /C" : "/bin/sh -c";

    private static bool HasCmd(InstructionFacts instruction, BuildModel model) =>
        instruction.Stage is { } stage && model.OfKind(InstructionKinds.Cmd, stage.FirstInstruction, stage.EndInstruction).Any(i => i.Effective is CmdSyntax && i.IsOnbuild == instruction.IsOnbuild);

    /// <summary>
    /// Whether only a shell can do it. A check gets no signals, so that nothing is wrong with the shell there, and Docker's reference
    /// has <c>CMD curl -f http://localhost/ || exit 1</c> for an example.
    /// </summary>
    private static bool NeedsShell(ShellScript script) =>
        script.Body.Statements is not [{ AndOr.Pipelines: [{ IsNegated: false, Commands: [ShellSimpleCommand { Assignments: [], Redirections: [] } command] }] }]
        || command.Words.Any(w => w.ConstantValue is null || w.DescendantsAndSelf().Any(n => n is ShellGlob or ShellTilde));

    /// <summary>The array for one program with constant words; null for anything that only a shell can do.</summary>
    private static string? ToExecForm(ShellScript script)
    {
        if (!script.Errors.IsEmpty || script.Body.Statements is not [{ Terminator: StatementTerminator.None, AndOr.Pipelines: [{ IsNegated: false, Commands: [ShellSimpleCommand command] }] }]
            || command is not { Assignments.IsEmpty: true, Redirections.IsEmpty: true })
        {
            return null;
        }

        var words = command.Words.Select(Constant).ToList();
        if (words.Count > 1 && words[0] == "exec")
        {
            words.RemoveAt(0);
        }

        return words.Count > 0 && words.All(w => w is not null) && words[0] is { Length: > 0 } program
            && program[0] != '-' && !ShellFacts.IsStateChangingBuiltin(program) && !ShellFacts.IsSpecialBuiltin(program)
            ? $"[{string.Join(", ", words.Select(w => $"\"{w}\""))}]"
            : null;
    }

    /// <summary>The word as the program gets it; null where the shell has to find that out, or JSON needs escapes.</summary>
    private static string? Constant(ShellWord word) =>
        word.ConstantValue is { } value && !word.DescendantsAndSelf().Any(n => n is ShellGlob or ShellTilde or ShellBrace)
        && !value.AsSpan().ContainsAnyInRange('\0', '\x1f') && value.AsSpan().IndexOfAny("\"\\`") < 0
            ? value
            : null;

    [GeneratedRegex(@"^\[\s*'[^'""\\]*'(\s*,\s*'[^'""\\]*')*\s*\]$")]
    private static partial Regex SingleQuoted();
}
