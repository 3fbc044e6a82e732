using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>A download that is compared with a checksum which others can meet.</summary>
public sealed class WeakChecksum : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4016", "WeakChecksum", "Checksum that can be forged", "Security", Severity.Info)
        {
            Aliases = ["S4790"],
        };

    public override ImmutableArray<string> Calls => ["md5sum", "sha1sum"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.View.Name is "md5sum" or "sha1sum" && command.View.ArgumentValues.Any(IsCheck))
        {
            context.Report(new Finding(
                Descriptor, RuleContext.SpanOf(instruction, command.Node.Words[command.View.Start].Span),
                $"Two files can be made that have one {(command.View.Name == "md5sum" ? "MD5" : "SHA-1")} sum, so that it tells damage, not intent; `sha256sum` tells both"));
        }
    }

    /// <summary><c>-c</c>, also among other letters.</summary>
    private static bool IsCheck(string? argument) =>
        argument == "--check" || (argument is ['-', not '-', ..] && argument.Contains('c', StringComparison.Ordinal));
}
