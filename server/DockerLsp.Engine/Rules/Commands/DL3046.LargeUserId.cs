using System.Collections.Immutable;
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

    public override ImmutableArray<string> Calls => ["useradd"];

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
            string? value = null;
            if (text.StartsWith("--", StringComparison.Ordinal))
            {
                if (text == "--no-log-init")
                {
                    return null;
                }

                value = text == "--uid" && i + 1 < arguments.Length ? KnownWord.Value(arguments[++i], before)
                    : text.StartsWith("--uid=", StringComparison.Ordinal) ? text[6..]
                    : null;
            }
            else if (text is ['-', _, ..])
            {
                var (hasFlag, option, rest) = ReadCluster(text);
                if (hasFlag)
                {
                    return null;
                }

                // The value of an option stands in the same word, or is the next one.
                i += option != default && rest.Length == 0 && i + 1 < arguments.Length ? 1 : 0;
                value = option != 'u' ? null : rest.Length > 0 ? rest : KnownWord.Value(arguments[i], before);
            }

            if (value is { Length: > MaxDigits } && value.All(char.IsAsciiDigit))
            {
                found = arguments[i];
            }
        }

        return found;
    }

    /// <summary>Whether <c>l</c> is among the letters behind one dash, which letter takes a value, and what of it stands behind it (useradd(8)).</summary>
    private static (bool HasFlag, char Option, string Attached) ReadCluster(string cluster)
    {
        for (var i = 1; i < cluster.Length; i++)
        {
            if (cluster[i] == 'l')
            {
                return (true, default, "");
            }

            if ("bcdefgkGKpRPsuZ".Contains(cluster[i], StringComparison.Ordinal))
            {
                return (false, cluster[i], cluster[(i + 1)..]);
            }
        }

        return (false, default, "");
    }
}
