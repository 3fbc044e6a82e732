using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Semantics;

/// <summary>What the programs of a pipe can do wrong, and which of them notices.</summary>
internal static class PipeReader
{
    /// <summary>They print what they are told, or what the system says of itself; <c>yes</c> is meant to be cut off.</summary>
    private static readonly HashSet<string> Printers =
        ["echo", "printf", "yes", "true", ":", "uname", "arch", "nproc", "getconf", "hostname", "whoami", "lsb_release", "date", "pwd", "basename", "dirname", "seq"];

    private static readonly HashSet<string> Filters = ["cut", "tr", "sed", "head", "tail", "sort", "uniq", "wc", "tac", "rev", "awk"];

    /// <summary>What the system says of itself in a single word.</summary>
    public static ImmutableHashSet<string> OneWordCalls { get; } =
    [
        "nproc", "arch", "whoami", "hostname", "uname", "uname -m", "uname -s", "uname -r", "uname -p", "uname -n", "uname -i", "getconf _NPROCESSORS_ONLN",
        "getconf LONG_BIT", "dpkg --print-architecture", "apk --print-arch", "id -u", "id -g", "id -un", "id -gn", "lsb_release -cs", "lsb_release -sc",
        "lsb_release -rs", "lsb_release -sr", "lsb_release -is", "lsb_release -si", "rpm -E %fedora", "rpm -E %rhel", "rpm -E %{rhel}",
    ];

    private static readonly HashSet<string> Checksums =
        ["md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "b2sum", "shasum"];

    /// <summary>The letters of <c>grep</c> that leave it a test of what it reads.</summary>
    private static readonly SearchValues<char> TestOptions = SearchValues.Create("qsiEFGPwxonah");

    /// <summary>Whether a program may fail while the build runs: what only prints, or only reads what comes through, does not.</summary>
    public static bool MayFail(ShellCommand command)
    {
        switch (command)
        {
            case ShellGroup { Redirections: [] } group:
                return MayFail(group.Body);
            case ShellSubshell { Redirections: [] } subshell:
                return MayFail(subshell.Body);
            case ShellSimpleCommand { Words: [{ ConstantValue: { } name }, ..] } simple:
                // What a substitution among its words does, it does not see.
                return !Printers.Contains(name) && !(LineOf(CommandView.Of(simple)) is { } call && OneWordCalls.Contains(call)) && !(IsFilter(name) && Operands(simple, name) == 0 && !simple.Redirections.Any(r => r.Operator == RedirectionOperator.Input));
            default:
                return true;
        }
    }

    /// <summary>
    /// Whether the last program of a pipe says no when nothing comes through: one that holds checksums against files, where what it
    /// reads lies in a file of this build, and a <c>grep</c> that stands as a test.
    /// </summary>
    public static bool Notices(ShellPipeline pipeline, RunFacts run)
    {
        if (pipeline.Commands[^1] is not ShellSimpleCommand last)
        {
            return false;
        }

        var view = CommandView.Of(last);
        if (view.Name is { } name && (Checksums.Contains(name) ? view.ArgumentValues.Any(IsCheck) : name is "gpg" or "gpgv" or "gpg2" && view.ArgumentValues.Contains("--verify")))
        {
            return pipeline.Commands.Take(pipeline.Commands.Length - 1).All(c => !MayFail(c) || ReadsFile(c));
        }

        return IsTest(last, view) && run.Commands.FirstOrDefault(c => ReferenceEquals(c.Node, last)) is { } command && !IsOutputKept(command, pipeline);
    }

    private static bool MayFail(ShellList list) => list.Statements.Any(s => s.AndOr.Pipelines.Any(p => p.Commands.Any(MayFail)));

    /// <summary>The words of a short command with a blank between each; null where some are only known at run time.</summary>
    public static string? LineOf(CommandView view)
    {
        var line = view.Arguments.Length > 8 ? null : view.Name;
        foreach (var value in view.ArgumentValues)
        {
            line = value is null || line is null ? null : line + " " + value;
        }

        return line;
    }

    /// <summary>Whether a program only changes what comes through.</summary>
    public static bool IsFilter(string name) => Filters.Contains(name);

    /// <summary>
    /// How many words are neither options nor their values, nor the program of <c>sed</c> and <c>awk</c> or the sets of <c>tr</c>:
    /// the files that are read instead of the pipe.
    /// </summary>
    private static int Operands(ShellSimpleCommand command, string name)
    {
        var withValue = name switch
        {
            "cut" => "bcdf",
            "head" or "tail" => "nc",
            "sort" => "kSt",
            "uniq" => "fsw",
            "sed" => "e",
            "awk" => "Fv",
            _ => "",
        };
        int count = 0, own = name is "tr" ? 2 : name is "sed" or "awk" ? 1 : 0;
        for (var i = 1; i < command.Words.Length; i++)
        {
            if (command.Words[i].ConstantValue is not ['-', _, ..] word)
            {
                count++;
                continue;
            }

            // `sed -i` writes a file, and a program that lies in one may be missing.
            if (name is "sed" or "awk" && word[1] is 'i' or 'f')
            {
                return 1;
            }

            own = name == "sed" && word[1] == 'e' ? 0 : own;
            i += word.Length == 2 && withValue.Contains(word[1], StringComparison.Ordinal) ? 1 : 0;
        }

        return Math.Max(0, count - own);
    }

    /// <summary>Whether it is a program that picks from a file, and prints nothing where that is missing.</summary>
    private static bool ReadsFile(ShellCommand command) =>
        command is ShellSimpleCommand { Words: [{ ConstantValue: { } name }, ..] } && (IsFilter(name) || name is "grep" or "cat");

    /// <summary><c>-c</c>, also among other letters.</summary>
    private static bool IsCheck(string? word) => word == "--check" || (word is ['-', not '-', ..] && word.Contains('c', StringComparison.Ordinal));

    /// <summary>Whether it is a <c>grep</c> that reads the pipe, and fails where no line fits.</summary>
    private static bool IsTest(ShellSimpleCommand command, CommandView view)
    {
        if (view.Name is not ("grep" or "egrep" or "fgrep"))
        {
            return false;
        }

        int operands = 0, patterns = 0;
        for (var i = view.Start + 1; i < command.Words.Length; i++)
        {
            if (command.Words[i].ConstantValue is not ['-', _, ..] word)
            {
                operands++;
                continue;
            }

            if (word[1] == '-')
            {
                if (word.StartsWith("--regexp=", StringComparison.Ordinal))
                {
                    patterns++;
                }
                else if (word is not ("--quiet" or "--silent" or "--ignore-case" or "--extended-regexp" or "--fixed-strings" or "--perl-regexp" or "--word-regexp" or "--line-regexp" or "--only-matching"))
                {
                    return false;
                }

                continue;
            }

            var end = word.IndexOf('e', StringComparison.Ordinal);
            if (word.AsSpan(1, (end < 0 ? word.Length : end) - 1).ContainsAnyExcept(TestOptions))
            {
                return false;
            }

            if (end > 0)
            {
                patterns++;
                i += end == word.Length - 1 ? 1 : 0;
            }
        }

        return operands == (patterns > 0 ? 0 : 1);
    }

    /// <summary>Whether somebody reads what it prints, and would do with less.</summary>
    private static bool IsOutputKept(ScriptCommand command, ShellPipeline pipeline) =>
        command.Place.HasFlag(FlowPlace.Substitution)
        || IsKept(command.Node.Redirections)
        || command.Ancestors.Any(a => a is ShellCommand outer ? IsKept(outer.Redirections) : a is ShellPipeline { Commands.Length: > 1 } && !ReferenceEquals(a, pipeline));

    private static bool IsKept(ImmutableArray<ShellRedirection> redirections) =>
        redirections.Any(r => r.Target?.ConstantValue is not ("/dev/null" or "1" or "2" or "&1" or "&2"));
}
