using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>ADD of a URL, whatever the server sends.</summary>
public sealed class AddWithoutChecksum : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4004", "AddWithoutChecksum", "ADD of a URL without a checksum", "Security", Severity.Info)
        {
            Aliases = ["S6474"],
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Add;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not AddSyntax add || add.Flags.Any(f => f.Name == "checksum"))
        {
            return;
        }

        foreach (var source in add.Sources)
        {
            var url = Operand.Unquoted(source);
            if (!source.IsHeredoc && IsDownload(url))
            {
                context.Report(new Finding(
                    Descriptor, source.Span, "Takes whatever the server sends on the day of the build; with `--checksum=sha256:…` another file stops the build"));
            }
        }
    }

    /// <summary>
    /// A repository of git is no download: its commit is its checksum. Nor is what GitHub answers about one: whoever adds that wants
    /// the steps behind it to run again when it changes.
    /// </summary>
    private static bool IsDownload(string url) =>
        !url.StartsWith("https://api.github.com/", StringComparison.OrdinalIgnoreCase)
        && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !url.Contains(".git#", StringComparison.Ordinal) && !url.Contains(".git?", StringComparison.Ordinal) && !url.EndsWith(".git", StringComparison.Ordinal);
}
