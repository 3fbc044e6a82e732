using System.Buffers;
using System.Collections.Immutable;
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

    /// <summary>A heredoc that starts with <c>#!</c>, or that a shell reads as its input: another program runs the body.</summary>
    Interpreter,

    /// <summary><c>RUN ["program", "argument"]</c>: no shell.</summary>
    Exec,
}

/// <summary>The shell script of a RUN, in the language that its shell reads. Spans are relative to the instruction's position.</summary>
public sealed class RunScript
{
    /// <summary>What no shell looks at twice.</summary>
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,@%+=");

    private static readonly ImmutableArray<string> ReservedWords =
        ["case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select", "then", "time", "until", "while"];

    private RunScript(RunForm form, ShellDialect dialect, ShellScript? script, ShellScript? arguments = null)
    {
        Form = form;
        Dialect = dialect;
        Script = script;
        Arguments = arguments;
    }

    public RunForm Form { get; }

    public ShellDialect Dialect { get; }

    /// <summary>The parsed script; null where there is none, or its language is not read here.</summary>
    public ShellScript? Script { get; }

    /// <summary>
    /// What an exec form runs, as a shell would be told to: its words, or the script behind <c>sh -c</c>; what another shell reads from
    /// a heredoc. To be read, not rewritten, because it stands in JSON, or in a text in which the first shell replaces things.
    /// </summary>
    public ShellScript? Arguments { get; }

    /// <summary>What is run, to be read: <see cref="Script"/>, or <see cref="Arguments"/>.</summary>
    public ShellScript? Tree => Script ?? Arguments;

    /// <summary>Whether the script was read whole, so that a rewrite may rely on the tree.</summary>
    public bool IsUnderstood => Script is { Errors.IsEmpty: true };

    /// <summary>Reads the script of a command instruction.</summary>
    public static RunScript Read(CommandInstructionSyntax instruction, ShellDialect dialect)
    {
        switch (instruction.Command)
        {
            case null:
                return new RunScript(RunForm.Empty, dialect, null);
            case ExecFormSyntax exec:
                return new RunScript(RunForm.Exec, dialect, null, ReadExecForm(exec, instruction.Position));
            case ShellFormSyntax shellForm:
                return ReadShellForm(instruction, shellForm, dialect);
            default:
                return new RunScript(RunForm.Empty, ShellDialect.Unknown, null);
        }
    }

    private static ShellScript? ReadExecForm(ExecFormSyntax exec, int origin)
    {
        var elements = exec.Elements;
        if (elements.Count == 0)
        {
            return null;
        }

        if (elements.Count > 2 && ShellOf(elements[0].Value) is { } shell)
        {
            // `sh -c script`, with letters of other options beside the c; what follows the script are its parameters.
            var option = 1;
            while (option < elements.Count && elements[option].Value is ['-' or '+', ..] value && !IsCommandOption(value))
            {
                option += value is ['-' or '+', .., 'o'] ? 2 : 1;
            }

            if (option + 1 < elements.Count && IsCommandOption(elements[option].Value))
            {
                return ShellParser.Parse(elements[option + 1].Mapped, shell);
            }
        }

        var text = new MappedText.Builder();
        foreach (var element in elements)
        {
            // A quote within single quotes has no place in the source: nothing that the rules look for has one.
            if (element.Value.AsSpan().ContainsAny('\'', '\n'))
            {
                return null;
            }

            var (start, end) = (element.Span.Start - origin, element.Span.End - origin);
            if (text.Length > 0)
            {
                text.Append(" ", start - 1);
            }

            // At the front, a shell would take some words for its own.
            var isPlain = element.Value.Length > 0 && !element.Value.AsSpan().ContainsAnyExcept(PlainCharacters)
                && (text.Length > 0 || !(element.Value.Contains('=', StringComparison.Ordinal) || ReservedWords.Contains(element.Value)));
            if (isPlain)
            {
                text.Append(element.Mapped);
            }
            else
            {
                text.Append("'", start).Append(element.Mapped).Append("'", end - 1);
            }
        }

        return ShellParser.Parse(text.ToMappedText(), ShellDialect.Posix);
    }

    private static bool IsCommandOption(string option) => option is ['-', not '-', ..] && option.EndsWith('c');

    /// <summary>The language of a program that is a shell.</summary>
    private static ShellDialect? ShellOf(string program) => program[(program.LastIndexOf('/') + 1)..] switch
    {
        "sh" or "dash" or "ash" => ShellDialect.Posix,
        "bash" => ShellDialect.Bash,
        _ => null,
    };

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

        if (heredocs.Count == 1 && ReaderOf(line, first) is { } reader)
        {
            return new RunScript(RunForm.Interpreter, ShellDialect.Unknown, null, ShellParser.Parse(first.Body, reader));
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

    /// <summary>
    /// The language of the shell that reads the heredoc of <c>RUN &lt;&lt;EOT bash</c> (Dockerfile reference, "Here-Documents"), with no
    /// more than options; null where something else stands there.
    /// </summary>
    private static ShellDialect? ReaderOf(string line, HeredocSyntax heredoc)
    {
        var end = line.AsSpan(heredoc.OpeningOffset).IndexOfAny(' ', '\t');
        var rest = end < 0 ? line[..heredoc.OpeningOffset] : string.Concat(line.AsSpan(0, heredoc.OpeningOffset), " ", line.AsSpan(heredoc.OpeningOffset + end));
        var words = rest.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || ShellOf(words[0]) is not { } shell)
        {
            return null;
        }

        for (var i = 1; i < words.Length; i++)
        {
            // Behind the letter o stands the name of an option; a script of its own, or a file, would be read instead.
            var isOption = words[i] is ['-' or '+', .. var letters] && letters.All(char.IsAsciiLetter) && !letters.Contains('c', StringComparison.Ordinal);
            if (!isOption && !(words[i - 1] is ['-' or '+', .., 'o'] && words[i].All(char.IsAsciiLetter)))
            {
                return null;
            }
        }

        return shell;
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
