using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.ScriptChecks;

/// <summary>The shell script of an instruction, ready to be checked, with the way back into the Dockerfile.</summary>
/// <param name="Instruction">Where it stands.</param>
/// <param name="Source">The script itself, mapped to offsets from the instruction's position.</param>
/// <param name="Tree">The script as we read it; null where its first line names the shell.</param>
/// <param name="Request">What ShellCheck gets.</param>
/// <param name="AddedLines">How many lines of <paramref name="Request"/> stand before the script.</param>
public sealed record CheckedScript(InstructionFacts Instruction, MappedText Source, ShellScript? Tree, ScriptToCheck Request, int AddedLines)
{
    /// <summary>What BuildKit sets in each RUN where the build is given it (Dockerfile reference, "Predefined ARGs").</summary>
    private static readonly ImmutableArray<string> Predefined = ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"];

    /// <summary>What was prepared of instructions that are unchanged, with what was known before them then.</summary>
    private static readonly ConditionalWeakTable<GreenInstruction, Prepared> Known = [];

    /// <summary>The scripts of a file that ShellCheck may have something to say about.</summary>
    public static ImmutableArray<CheckedScript> FindAll(BuildModel model) => [.. model.OfKind(FindingCollector.ScriptKinds).Select(Find).OfType<CheckedScript>()];

    /// <summary>The script of an instruction; null where there is none, or nothing to say about it.</summary>
    public static CheckedScript? Find(InstructionFacts instruction)
    {
        var green = instruction.Syntax.Green;
        if (!Known.TryGetValue(green, out var prepared) || !Equals(prepared.Before, instruction.Before))
        {
            var made = Of(instruction);
            prepared = new Prepared(instruction.Before, made?.Source, made?.Tree, made?.Request, made?.AddedLines ?? 0);
            Known.AddOrUpdate(green, prepared);
        }

        return prepared is { Source: { } source, Request: { } request }
            ? new CheckedScript(instruction, source, prepared.Tree, request, prepared.AddedLines)
            : null;
    }

    private static CheckedScript? Of(InstructionFacts instruction)
    {
        if (instruction is not { Before: { } before, Effective: CommandInstructionSyntax and not ShellInstructionSyntax and var syntax })
        {
            return null;
        }

        var command = (CommandInstructionSyntax)syntax;
        var script = instruction.Run?.Script ?? RunScript.Read(command, before.Shell.Dialect);
        if (script.Form == RunForm.Interpreter)
        {
            // The first line names the shell.
            return command.Heredocs is [var only, ..] && Shebang.Read(only.Body.Text) is { } shebang
                ? Create(instruction, only.Body, null, shebang.Language, shebang.HasErrExit, false)
                : null;
        }

        // With `{% ` it is a template's.
        if (script.Script is not { } tree || LanguageOf(script.Dialect) is not { } language || PlainScript.Is(tree)
            || tree.Text.Text.Contains("{% ", StringComparison.Ordinal) || (language == ScriptLanguage.Sh && !tree.Errors.IsEmpty && NamesVariableOfCmd(tree.Text.Text)))
        {
            return null;
        }

        return Create(instruction, tree.Text, tree, language, before.Shell.HasErrExit, before.Shell.HasPipeFail);
    }

    /// <summary>Whether <c>%NAME%</c> stands in it: what no shell reads is then cmd's, in an image that is not known to be Windows.</summary>
    private static bool NamesVariableOfCmd(string script)
    {
        for (var at = script.IndexOf('%', StringComparison.Ordinal); at >= 0; at = script.IndexOf('%', at + 1))
        {
            var end = at + 1;
            while (end < script.Length && (char.IsAsciiLetter(script[end]) || script[end] == '_'))
            {
                end++;
            }

            // One letter is what `date +%Y%m%d` has.
            if (end > at + 2 && end < script.Length && script[end] == '%')
            {
                return true;
            }
        }

        return false;
    }

    private static CheckedScript Create(InstructionFacts instruction, MappedText source, ShellScript? tree, ScriptLanguage language, bool errExit, bool pipeFail)
    {
        var preamble = new StringBuilder();
        if (errExit)
        {
            preamble.Append("set -e\n");
        }

        if (pipeFail && language == ScriptLanguage.Bash)
        {
            preamble.Append("set -o pipefail\n");
        }

        // Only a RUN of this build sees exactly what is known here.
        var isRun = instruction.Syntax is RunSyntax;
        foreach (var name in UsedVariables(instruction, source.Text))
        {
            // The value does not matter, and a value of the command line may be another.
            preamble.Append("export ").Append(name).Append("=1\n");
        }

        var lines = 0;
        for (var i = 0; i < preamble.Length; i++)
        {
            lines += preamble[i] == '\n' ? 1 : 0;
        }

        return new CheckedScript(instruction, source, tree, new ScriptToCheck(preamble.Append(source.Text).ToString(), language, isRun), lines);
    }

    /// <summary>The variables that are set and whose names occur in the script, in order: fewer make equal scripts more often equal.</summary>
    private static SortedSet<string> UsedVariables(InstructionFacts instruction, string script)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        if (instruction.Before is not { } before)
        {
            return names;
        }

        for (var i = 0; i < script.Length; i++)
        {
            if (!char.IsAsciiLetter(script[i]) && script[i] != '_')
            {
                continue;
            }

            var start = i;
            while (i < script.Length && (char.IsAsciiLetterOrDigit(script[i]) || script[i] == '_'))
            {
                i++;
            }

            var name = script[start..i];
            if (start > 0 && char.IsAsciiDigit(script[start - 1]) || name == "_")
            {
                continue;
            }

            if (before.Environment.ContainsKey(name) || before.Arguments.ContainsKey(name) || Predefined.Contains(name))
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static ScriptLanguage? LanguageOf(ShellDialect dialect) => dialect switch
    {
        ShellDialect.Posix => ScriptLanguage.Sh,
        ShellDialect.Dash => ScriptLanguage.Dash,
        ShellDialect.BusyBoxAsh => ScriptLanguage.BusyBox,
        ShellDialect.Bash => ScriptLanguage.Bash,
        _ => null,
    };

    /// <summary>A script without its place, which would keep the whole version alive; without a source where there is nothing to check.</summary>
    private sealed record Prepared(BuildState? Before, MappedText? Source, ShellScript? Tree, ScriptToCheck? Request, int AddedLines);

    /// <summary>The shell that a script's first line names.</summary>
    private sealed record Shebang(ScriptLanguage Language, bool HasErrExit)
    {
        /// <summary>Null where it is none, or not one that ShellCheck reads.</summary>
        public static Shebang? Read(string script)
        {
            var end = script.IndexOf('\n', StringComparison.Ordinal);
            var words = script[2..(end < 0 ? script.Length : end)].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
                .SkipWhile(w => w.EndsWith("/env", StringComparison.Ordinal) || w == "-S").ToArray();
            if (words.Length == 0 || script.Contains('\r', StringComparison.Ordinal))
            {
                return null;
            }

            ScriptLanguage? language = words[0][(words[0].LastIndexOf('/') + 1)..] switch
            {
                "sh" => ScriptLanguage.Sh,
                "dash" => ScriptLanguage.Dash,
                "ash" => ScriptLanguage.BusyBox,
                "bash" => ScriptLanguage.Bash,
                "ksh" => ScriptLanguage.Ksh,
                _ => null,
            };
            var errExit = words.Skip(1).Any(w => w is ['-', not '-', ..] && w.Contains('e', StringComparison.Ordinal));
            return language is { } known ? new Shebang(known, errExit) : null;
        }
    }
}
