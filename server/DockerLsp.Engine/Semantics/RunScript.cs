using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Semantics;

/// <summary>How a RUN hands its text to a program.</summary>
public enum RunForm
{
    /// <summary>No command at all.</summary>
    Empty,

    /// <summary><c>RUN command</c></summary>
    Shell,

    /// <summary><c>RUN &lt;&lt;EOF</c>: the shell runs the body; the status of its last command counts.</summary>
    Heredoc,

    /// <summary><c>RUN command &lt;&lt;EOF</c>: the shell runs the line, and reads the body as that command's input.</summary>
    ShellWithHeredoc,

    /// <summary>A heredoc that starts with <c>#!</c>: another program runs the body.</summary>
    Interpreter,

    /// <summary><c>RUN ["program", "argument"]</c>: no shell.</summary>
    Exec,
}

/// <summary>The shell script of a RUN, in the language that its shell reads. Spans are relative to the instruction's position.</summary>
public sealed class RunScript
{
    private RunScript(RunForm form, ShellDialect dialect, ShellScript? script)
    {
        Form = form;
        Dialect = dialect;
        Script = script;
    }

    public RunForm Form { get; }

    public ShellDialect Dialect { get; }

    /// <summary>The parsed script; null where there is none, or its language is not read here.</summary>
    public ShellScript? Script { get; }

    /// <summary>Whether the script was read whole, so that a rewrite may rely on the tree.</summary>
    public bool IsUnderstood => Script is { Errors.IsEmpty: true };

    /// <summary>Reads the script of a command instruction.</summary>
    public static RunScript Read(CommandInstructionSyntax instruction, ShellDialect dialect)
    {
        switch (instruction.Command)
        {
            case null:
                return new RunScript(RunForm.Empty, dialect, null);
            case ExecFormSyntax:
                return new RunScript(RunForm.Exec, dialect, null);
            case ShellFormSyntax shellForm:
                return ReadShellForm(instruction, shellForm, dialect);
            default:
                return new RunScript(RunForm.Empty, ShellDialect.Unknown, null);
        }
    }

    private static RunScript ReadShellForm(InstructionSyntax instruction, ShellFormSyntax shellForm, ShellDialect dialect)
    {
        var heredocs = instruction.Heredocs;
        if (heredocs.Count == 0)
        {
            return Parse(RunForm.Shell, dialect, shellForm.Text);
        }

        if (heredocs.Any(h => h.Body.Text.Contains('\r', StringComparison.Ordinal)))
        {
            // BuildKit keeps the carriage returns of a body, and the shell takes each for the last character of a word.
            return new RunScript(RunForm.Heredoc, ShellDialect.Unknown, null);
        }

        var line = shellForm.Text.Text;
        var first = heredocs[0];
        if (heredocs.Count == 1 && IsOnlyHeredoc(line, first))
        {
            return first.Body.Text.StartsWith("#!", StringComparison.Ordinal)
                ? new RunScript(RunForm.Interpreter, ShellDialect.Unknown, null)
                : Parse(RunForm.Heredoc, dialect, first.Body);
        }

        // BuildKit puts the line and the bodies together again, and leaves the rest to the shell.
        var text = new MappedText.Builder().Append(shellForm.Text);
        var origin = instruction.Position;
        foreach (var heredoc in heredocs)
        {
            text.Append("\n", Math.Max(0, heredoc.BodySpan.Start - origin - 1));
            text.Append(heredoc.Body);
            if (text.Length > 0 && heredoc.TerminatorSpan is { } terminator)
            {
                text.Append(heredoc.Delimiter, terminator.Start - origin);
            }
        }

        return Parse(RunForm.ShellWithHeredoc, dialect, text.ToMappedText());
    }

    private static bool IsOnlyHeredoc(string line, HeredocSyntax heredoc)
    {
        var trimmed = line.AsSpan().Trim();
        return trimmed.StartsWith("<<", StringComparison.Ordinal) && heredoc.OpeningOffset == line.IndexOf("<<", StringComparison.Ordinal)
            && trimmed.IndexOfAny(' ', '\t') < 0;
    }

    private static RunScript Parse(RunForm form, ShellDialect dialect, MappedText text) =>
        new(form, dialect, dialect.IsPosixFamily() ? ShellParser.Parse(text, dialect) : null);
}
