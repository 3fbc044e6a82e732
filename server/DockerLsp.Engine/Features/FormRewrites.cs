using System.Text;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Rewrites of a command from shell form to exec form and back.</summary>
internal static class FormRewrites
{
    /// <summary>The other form of a RUN, CMD or ENTRYPOINT; null where it has none.</summary>
    public static Refactoring? ToOtherForm(DockerfileAnalysis analysis, InstructionFacts facts) =>
        facts.Syntax is RunSyntax or CmdSyntax or EntrypointSyntax && facts.Syntax is CommandInstructionSyntax { Heredocs.Count: 0, Command: { } command } instruction
            ? command is ExecFormSyntax exec ? ToShell(facts, instruction, exec) : ToExec(analysis, facts, instruction, (ShellFormSyntax)command)
            : null;

    private static Refactoring? ToExec(DockerfileAnalysis analysis, InstructionFacts facts, CommandInstructionSyntax instruction, ShellFormSyntax command)
    {
        const string Title = "Write in exec form";
        if (InstructionScript.Of(facts) is not { Errors.IsEmpty: true, Body.Statements: [{ Terminator: StatementTerminator.None, AndOr: { Pipelines: [{ IsNegated: false, IsTimed: false, Commands: [ShellSimpleCommand simple] }] } }] } script
            || !script.Comments.IsEmpty)
        {
            return null;
        }

        string? reason = null;
        if (!simple.Assignments.IsEmpty || !simple.Redirections.IsEmpty)
        {
            reason = "without a shell there are no assignments and redirections";
        }
        else if (instruction.InnerComments.Count > 0)
        {
            reason = "the comments within the command have no place in exec form";
        }
        else if (facts.Before?.Shell.Arguments.IsEmpty == false)
        {
            reason = "SHELL may set up the command";
        }

        var words = new StringBuilder();
        foreach (var word in simple.Words)
        {
            if (word.ConstantValue is not { } value || word.DescendantsAndSelf().Any(n => n is ShellGlob or ShellTilde or ShellBrace))
            {
                reason ??= $"only a shell expands `{script.ToString(word)}`";
                break;
            }

            words.Append(words.Length == 0 ? "" : ", ").Append(Json(value));
        }

        if (simple.Words is [{ ConstantValue: { } name }, ..] && IsBuiltin(name))
        {
            reason ??= $"`{name}` is a command of the shell";
        }

        if (reason is not null)
        {
            return new Refactoring(Title, null, $"Not converted: {reason}");
        }

        return Offer($"{Title} (no shell sets up the program)", command.Span, $"[{words}]");
    }

    private static Refactoring? ToShell(InstructionFacts facts, CommandInstructionSyntax instruction, ExecFormSyntax command)
    {
        const string Title = "Write in shell form";
        var values = command.Elements.Select(e => e.Value).ToArray();
        if (values.Length == 0)
        {
            return null;
        }

        var reason = instruction is EntrypointSyntax ? "ENTRYPOINT in shell form drops CMD and the arguments of `docker run`"
            : !InstructionScript.DialectOf(facts).IsPosixFamily() ? "the shell of this image is not known"
            : IsBuiltin(values[0]) ? $"a shell would run its own `{values[0]}`"
            : values.Any(v => v.AsSpan().IndexOfAny("\r\n\0") >= 0) ? "a word holds a line break"
            : values[0].StartsWith('-') || values[0].StartsWith('[') || values[0].Contains('=', StringComparison.Ordinal) ? $"`{values[0]}` would not be read as a program"
            : values.Any(v => v.EndsWith('\\') || v.EndsWith('`') || v.Contains("<<", StringComparison.Ordinal)) ? "a word would be read in another way"
            : null;
        return reason is null
            ? Offer($"{Title} (a shell runs the program)", command.Span, string.Join(' ', values.Select(ShellQuoting.Quote)))
            : new Refactoring(Title, null, $"Not converted: {reason}");
    }

    // The program and its words stay; its parent, and who gets the signals, do not.
    private static Refactoring Offer(string title, TextSpan span, string text) =>
        new(title, new Fix(title, Applicability.Unsafe, [new TextChange(span, text)]), null);

    private static bool IsBuiltin(string name) =>
        ShellFacts.IsStateChangingBuiltin(name) || ShellFacts.IsSpecialBuiltin(name)
        || name is "echo" or "printf" or "test" or "[" or "pwd" or "type" or "kill" or "true" or "false" or "umask" or "ulimit";

    private static string Json(string value)
    {
        var result = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => result.Append('\\').Append(c),
                '\t' => result.Append("\\t"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                < ' ' => result.Append($"\\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }
}
