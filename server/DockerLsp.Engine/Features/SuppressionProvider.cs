using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>A comment that switches a rule off.</summary>
/// <param name="Title">What will happen.</param>
/// <param name="Edit">Puts the comment in, or the rule into a comment that is there.</param>
public sealed record Suppression(string Title, TextChange Edit);

/// <summary>Offers to switch off the rule of a finding, for its instruction or for the file.</summary>
public static partial class SuppressionProvider
{
    /// <summary>The comments that would silence a finding, the narrowest first.</summary>
    public static ImmutableArray<Suppression> GetSuppressions(DockerfileAnalysis analysis, Finding finding)
    {
        var tree = analysis.Tree;
        var result = ImmutableArray.CreateBuilder<Suppression>();
        var index = tree.FindInstruction(Math.Min(finding.Span.Start, Math.Max(0, tree.Text.Length - 1)));
        if (index >= 0 && tree.GetInstruction(index) is var instruction && finding.Span.End > instruction.Span.Start)
        {
            var edit = Extend(instruction.LeadingComments, InstructionComment(), finding.Rule.Id) ?? InsertAbove(tree, instruction, $"# dockerlsp ignore={finding.Rule.Id}");
            result.Add(new Suppression($"Ignore {finding.Rule.Id} for this instruction", edit));
        }

        var comments = tree.InstructionCount > 0 ? tree.GetInstruction(0).LeadingComments : tree.TrailingComments;
        result.Add(new Suppression(
            $"Ignore {finding.Rule.Id} in this file",
            Extend(comments, FileComment(), finding.Rule.Id) ?? InsertAtTop(tree, $"# dockerlsp ignore-file={finding.Rule.Id}")));
        return result.ToImmutable();
    }

    [GeneratedRegex(@"^#\s*dockerlsp\s+ignore\s*=\s*[^\s,]+(\s*,\s*[^\s,]+)*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InstructionComment();

    [GeneratedRegex(@"^#\s*dockerlsp\s+ignore-file\s*=\s*[^\s,]+(\s*,\s*[^\s,]+)*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex FileComment();

    /// <summary>Puts a rule behind those of a comment, before the reason that may follow them.</summary>
    private static TextChange? Extend(IEnumerable<CommentSyntax> comments, Regex pattern, string rule)
    {
        foreach (var comment in comments.Reverse())
        {
            // The comment's own text lacks the hash and the blanks behind it.
            var match = pattern.Match("#" + comment.Text);
            if (match.Success)
            {
                var behind = comment.Span.End - (comment.Text.Length + 1 - match.Length);
                return new TextChange(new TextSpan(behind, 0), "," + rule);
            }
        }

        return null;
    }

    /// <summary>Directly above the instruction, indented as it is; within a heredoc or a continuation a comment would be text.</summary>
    private static TextChange InsertAbove(DockerfileSyntax tree, InstructionSyntax instruction, string comment)
    {
        var text = tree.Text;
        var start = Math.Max(text.GetLineStart(text.GetLineNumber(instruction.Span.Start)), tree.Text.Length > 0 && text[0] == '\uFEFF' && instruction.Index == 0 ? StartOf(text) : 0);
        var indentation = text.ToString(TextSpan.FromBounds(Math.Min(start, instruction.Span.Start), instruction.Span.Start));
        return new TextChange(new TextSpan(start, 0), (string.IsNullOrWhiteSpace(indentation) ? indentation : "") + comment + ChainStyle.LineBreakOf(tree));
    }

    /// <summary>Below the parser directives, which end at the first other comment.</summary>
    private static TextChange InsertAtTop(DockerfileSyntax tree, string comment)
    {
        var text = tree.Text;
        var lineBreak = ChainStyle.LineBreakOf(tree);
        var isScript = text.Length > 1 && text[StartOf(text)] == '#' && StartOf(text) + 1 < text.Length && text[StartOf(text) + 1] == '!';
        var last = tree.Directives.Items is [.., var directive] ? text.GetLineNumber(directive.Span.Start) : isScript ? 0 : -1;
        if (last < 0)
        {
            return new TextChange(new TextSpan(StartOf(text), 0), comment + lineBreak);
        }

        return last + 1 < text.LineCount
            ? new TextChange(new TextSpan(text.GetLineStart(last + 1), 0), comment + lineBreak)
            : new TextChange(new TextSpan(text.Length, 0), lineBreak + comment);
    }

    /// <summary>Behind the byte order mark.</summary>
    private static int StartOf(SourceText text) => text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
}
