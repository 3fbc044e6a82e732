using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>MAINTAINER, which Docker gave up for labels.</summary>
public sealed class Maintainer : Rule
{
    private const string Label = "org.opencontainers.image.authors";

    public override RuleDescriptor Descriptor { get; } =
        new("DL4000", "Maintainer", "MAINTAINER is deprecated", "Metadata", Severity.Error)
        {
            Aliases = ["MaintainerDeprecated", "S6586", "DS-0022", "CKV_DOCKER_6"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Maintainer;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        // In a trigger it stops the build, which is another problem.
        if (instruction.Syntax is not MaintainerSyntax maintainer)
        {
            return;
        }

        var finding = new Finding(
            Descriptor, maintainer.Keyword.Span, $"Deprecated since Docker 1.13: registries and scanners read the label `{Label}`")
        {
            IsDeprecated = true,
        };
        if (maintainer.Value is { } value && Operand.Unquoted(value).Trim() is { Length: > 0 } author && maintainer.InnerComments.Count == 0)
        {
            var edit = new TextChange(
                TextSpan.FromBounds(maintainer.Keyword.Span.Start, value.Span.End),
                $"{Keyword(context.Model.Tree.Text.ToString(maintainer.Keyword.Span))} {Label}=\"{Escape(author, context.Model.Tree.Directives.EscapeCharacter)}\"");
            finding = finding with { Fixes = [new Fix("Use a label (the image's author field goes)", Applicability.Unsafe, [edit])] };
        }

        context.Report(finding);
    }

    private static string Keyword(string written) => written.All(char.IsAsciiLetterLower) ? "label" : "LABEL";

    /// <summary>MAINTAINER takes everything as it stands; in the quotes of a label three characters do not stand for themselves.</summary>
    private static string Escape(string text, char escape)
    {
        var result = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '"' or '$' || c == escape)
            {
                result.Append(escape);
            }

            result.Append(c);
        }

        return result.ToString();
    }
}
