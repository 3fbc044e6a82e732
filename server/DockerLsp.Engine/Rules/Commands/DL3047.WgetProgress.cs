using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Rules.Commands;

/// <summary>wget fills the build log with its progress.</summary>
public sealed class WgetProgress : CommandRule
{
    /// <summary>Letters that take the rest of the word, or the next one, as their value (wget(1)).</summary>
    private const string LettersWithValue = "OeiBtTwQPUARDIXl";

    public override RuleDescriptor Descriptor { get; } =
        new("DL3047", "WgetProgress", "wget fills the build log with its progress", "Commands", Severity.Info)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override ImmutableArray<string> Calls => ["wget"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.View.Name != "wget" || command.View.Arguments.IsEmpty || IsQuiet(command, instruction.Before)
            || HasErrorsElsewhere(command.Node.Redirections))
        {
            return;
        }

        var program = command.Node.Words[command.View.Start];
        var finding = new Finding(
            Descriptor, RuleContext.SpanOf(instruction, program.Span), "Writes a line to the build log for every 50 KB that it downloads");
        if (RunRewriter.Create(context.Model, instruction, out var obstacle) is { } rewriter)
        {
            finding = finding with { Message = MessageFor(instruction), Fixes = [FixFor(instruction, rewriter, program)] };
        }
        else if (obstacle is not null)
        {
            finding = finding with { Refusals = [new Refusal("Log one dot per megabyte", $"Not rewritten: {obstacle.Reason}", obstacle.Span)] };
        }

        context.Report(finding);
    }

    private static string MessageFor(InstructionFacts instruction) => IsBusyBox(instruction)
        ? "Writes its progress to the build log; `-q` keeps it out"
        : "Writes a line to the build log for every 50 KB that it downloads; `--progress=dot:giga` writes one for every 32 MB";

    private static Fix FixFor(InstructionFacts instruction, RunRewriter rewriter, ShellWord program)
    {
        if (IsBusyBox(instruction))
        {
            // BusyBox's wget does not know --progress, and GNU's, which may have been installed, knows -q too.
            rewriter.InsertWordAfter(program, "-q");
            return new Fix("Download quietly (may hide why one fails)", Applicability.Unsafe, [.. rewriter.Edits]);
        }

        rewriter.InsertWordAfter(program, "--progress=dot:giga");
        return instruction.Before?.Image.Family is ImageFamily.Debian or ImageFamily.Ubuntu or ImageFamily.EnterpriseLinux or ImageFamily.Suse or ImageFamily.Arch
            ? new Fix("Log one dot per megabyte", Applicability.Safe, [.. rewriter.Edits])
            : new Fix("Log one dot per megabyte (not with BusyBox or wget2)", Applicability.Unsafe, [.. rewriter.Edits]);
    }

    private static bool IsBusyBox(InstructionFacts instruction) =>
        instruction.Before?.Image.Family is ImageFamily.Alpine or ImageFamily.BusyBox or ImageFamily.Wolfi;

    /// <summary>Whether options keep the progress short or out of the log, or may do so.</summary>
    private static bool IsQuiet(ScriptCommand command, BuildState? before)
    {
        foreach (var argument in command.View.Arguments)
        {
            if (KnownWord.Value(argument, before) is not { } text)
            {
                if (MayHoldOptions(argument))
                {
                    return true;
                }

                text = argument.Parts[0].ConstantValue ?? "";
            }

            if (text.StartsWith("--", StringComparison.Ordinal))
            {
                var name = text.Split('=')[0];
                if (name is "--progress" or "--quiet" or "--no-verbose" or "--output-file" or "--append-output" or "--spider" or "--version" or "--help")
                {
                    return true;
                }
            }
            else if (text is ['-', _, ..] && IsQuiet(text.AsSpan(1)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The progress goes to standard error: whoever sends that to a file keeps it out of the log.</summary>
    private static bool HasErrorsElsewhere(ImmutableArray<ShellRedirection> redirections) => redirections.Any(r =>
        r.Operator is RedirectionOperator.OutputAndError or RedirectionOperator.AppendOutputAndError
        || (r.FileDescriptor == "2" && (WritesFile(r) || (r.Operator == RedirectionOperator.DuplicateOutput && redirections.Any(o => WritesFile(o) && o.FileDescriptor is null or "1")))));

    private static bool WritesFile(ShellRedirection redirection) =>
        redirection.Operator is RedirectionOperator.Output or RedirectionOperator.Append or RedirectionOperator.Clobber;

    private static bool IsQuiet(ReadOnlySpan<char> letters)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            switch (letters[i])
            {
                case 'q' or 'o' or 'a' or 'V' or 'h':
                    return true;
                case 'n' when i + 1 < letters.Length && letters[i + 1] == 'v':
                    return true;
                case 'n':
                    i++;
                    break;
                case var letter when LettersWithValue.Contains(letter, StringComparison.Ordinal):
                    return false;
            }
        }

        return false;
    }

    /// <summary>A variable without quotes, whose name says that it holds options rather than a URL.</summary>
    private static bool MayHoldOptions(ShellWord word) =>
        word.Parts.Any(p => p is ShellParameter { Name: var name }
            && (name is "@" or "*" || name.Contains("OPT", StringComparison.OrdinalIgnoreCase)
                || name.Contains("FLAG", StringComparison.OrdinalIgnoreCase) || name.Contains("ARG", StringComparison.OrdinalIgnoreCase)));
}
