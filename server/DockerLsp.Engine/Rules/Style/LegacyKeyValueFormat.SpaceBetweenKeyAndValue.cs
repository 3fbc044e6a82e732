using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>ENV or LABEL in the old form, with a space between name and value.</summary>
public sealed class SpaceBetweenKeyAndValue : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("LegacyKeyValueFormat", "SpaceBetweenKeyAndValue", "ENV or LABEL without an equals sign", "Style", Severity.Warning)
        {
            Aliases = ["S6574"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Env | InstructionKinds.Label;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not PairsInstructionSyntax { Kind: InstructionKind.Env or InstructionKind.Label } pairs
            || pairs.Pairs is not [{ IsLegacy: true, Value: { } value } pair])
        {
            return;
        }

        var tree = context.Model.Tree;
        var form = IsOneWord(value.Text, tree.Directives.EscapeCharacter) ? "…" : "\"…\"";
        var finding = new Finding(
            Descriptor, pair.Span,
            $"Without `=` all that follows is the value, a second pair too; write `{pair.Key.Text}={form}`");
        var gap = TextSpan.FromBounds(pair.Key.Span.End, value.Span.Start);
        context.Report(Quote(value, tree.Directives.EscapeCharacter) is var (opening, written, closing) && CanJoin(pair, gap, tree)
            ? finding with { Fixes = [new Fix("Write it with an equals sign", Applicability.Safe, Edits(value, gap, opening, written, closing))] }
            : finding);
    }

    private static System.Collections.Immutable.ImmutableArray<TextChange> Edits(WordSyntax value, TextSpan gap, string opening, string? written, string closing) =>
        written is not null ? [new TextChange(TextSpan.FromBounds(gap.Start, value.Span.End), "=" + written)]
        : closing.Length == 0 ? [new TextChange(gap, "=" + opening)]
        : [new TextChange(gap, "=" + opening), new TextChange(new TextSpan(value.Span.End, 0), closing)];

    /// <summary>Whether nothing but blanks and continuations stands between name and value, and the name is only a name.</summary>
    private static bool CanJoin(KeyValueSyntax pair, TextSpan gap, DockerfileSyntax tree) =>
        pair.Key.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/')
        && tree.Text.ToString(gap).All(c => char.IsWhiteSpace(c) || c == tree.Directives.EscapeCharacter);

    /// <summary>
    /// What to put around the value, or instead of it, so that the new form reads it as one word with the same meaning; null where
    /// quotes and variables are mixed in a way that has no plain counterpart.
    /// </summary>
    private static (string Opening, string? Written, string Closing)? Quote(WordSyntax value, char escape)
    {
        var text = value.Text;
        if (IsOneWord(text, escape))
        {
            return ("", null, "");
        }

        if (text.AsSpan().IndexOfAny('"', '\'') < 0 && !text.Contains(escape, StringComparison.Ordinal))
        {
            return ("\"", null, "\"");
        }

        // Behind a continuation the layout would be lost.
        if (text.Contains('$', StringComparison.Ordinal) || !value.Mapped.IsContiguous(new TextSpan(0, text.Length))
            || VariableExpansion.Expand(text, escape, _ => (false, null)) is not { } meaning)
        {
            return null;
        }

        var written = new System.Text.StringBuilder("\"");
        foreach (var c in meaning)
        {
            if (c is '"' or '$' || c == escape)
            {
                written.Append(escape);
            }

            written.Append(c);
        }

        return ("", written.Append('"').ToString(), "");
    }

    /// <summary>Whether every blank stands in quotes, and every quote is closed.</summary>
    private static bool IsOneWord(string text, char escape)
    {
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == escape && quote != '\'')
            {
                if (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]))
                {
                    return false;
                }

                i++;
            }
            else if (c is '"' or '\'' && (quote == '\0' || quote == c))
            {
                quote = quote == '\0' ? c : '\0';
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                return false;
            }
        }

        return quote == '\0';
    }
}
