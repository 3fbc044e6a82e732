using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>A download that is run as it comes in.</summary>
public sealed class PipedDownload : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4003", "PipedDownload", "Download piped to a shell", "Security", Severity.Info);

    public override ImmutableArray<string> Calls => ["sh", "bash", "dash", "ash", "zsh", "ksh", "python", "python3", "perl", "ruby", "node", "php"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (!Download.IsInterpreter(command.View.Name) || !(Download.ReadBy(command) is not null || HoldsDownload(command)))
        {
            return;
        }

        context.Report(new Finding(
            Descriptor, RuleContext.SpanOf(instruction, command.Node.Words[command.View.Start].Span),
            "Runs whatever the server sends on the day of the build; in a file its checksum can be compared first"));
    }

    /// <summary><c>sh -c "$(curl …)"</c> and <c>bash &lt;(curl …)</c></summary>
    private static bool HoldsDownload(ScriptCommand command)
    {
        foreach (var word in command.View.Arguments)
        {
            foreach (var node in word.DescendantsAndSelf())
            {
                var body = node is ShellCommandSubstitution substitution ? substitution.Body : (node as ShellProcessSubstitution)?.Body;
                if (body is { Statements: [{ AndOr.Pipelines: [{ Commands: [ShellSimpleCommand inner, ..] }, ..] }, ..] } && Download.Prints(inner))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
