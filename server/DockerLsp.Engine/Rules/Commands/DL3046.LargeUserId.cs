using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Rules.Commands;

/// <summary>useradd with a user id so large that its log files grow with it.</summary>
public sealed class LargeUserId : CommandRule
{
    /// <summary>The longest id, in digits, that leaves the log files small.</summary>
    private const int MaxDigits = 5;

    public override RuleDescriptor Descriptor { get; } =
        new("DL3046", "LargeUserId", "A large user id makes useradd grow its log files", "Commands", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.View.Name != "useradd" || FindUserId(command, instruction.Before) is not { } word)
        {
            return;
        }

        var finding = new Finding(
            Descriptor, RuleContext.SpanOf(instruction, word.Span),
            "useradd writes to /var/log/lastlog and faillog at an offset that grows with the user id, and the layer may store the hole in full; `-l` leaves them alone");
        if (RunRewriter.Create(context.Model, instruction, out var obstacle) is { } rewriter)
        {
            rewriter.InsertWordAfter(command.Node.Words[command.View.Start], "-l");
            finding = finding with { Fixes = [new Fix("Leave the log files alone", Applicability.Safe, [.. rewriter.Edits])] };
        }
        else if (obstacle is not null)
        {
            finding = finding with { Refusals = [new Refusal("Leave the log files alone", $"Not rewritten: {obstacle.Reason}", obstacle.Span)] };
        }

        context.Report(finding);
    }

    /// <summary>The word that gives a large id; null where there is none, or <c>-l</c> is given.</summary>
    private static ShellWord? FindUserId(ScriptCommand command, BuildState? before)
    {
        ShellWord? found = null;
        var arguments = command.View.Arguments;
        for (var i = 0; i < arguments.Length; i++)
        {
            var text = KnownWord.Value(arguments[i], before) ?? "";
            if (text == "--no-log-init" || (text is ['-', not '-', ..] && HasFlag(text)))
            {
                return null;
            }

            var value = text is "-u" or "--uid" && i + 1 < arguments.Length ? KnownWord.Value(arguments[++i], before)
                : text.StartsWith("--uid=", StringComparison.Ordinal) ? text[6..]
                : text.StartsWith("-u", StringComparison.Ordinal) ? text[2..]
                : null;
            if (value is { Length: > MaxDigits } && value.All(char.IsAsciiDigit))
            {
                found = arguments[i];
            }
        }

        return found;
    }

    /// <summary>Whether <c>l</c> is among the letters, before one that takes the rest as its value (useradd(8)).</summary>
    private static bool HasFlag(string cluster)
    {
        foreach (var letter in cluster.AsSpan(1))
        {
            if (letter == 'l')
            {
                return true;
            }

            if ("bcdefgkGKpRPsuZ".Contains(letter, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return false;
    }
}
