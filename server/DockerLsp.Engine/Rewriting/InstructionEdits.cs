using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rewriting;

/// <summary>Edits of whole instructions.</summary>
public static class InstructionEdits
{
    private static readonly string[] Pragmas = ["hadolint", "check", "dockerlsp", "shellcheck", "tally"];

    /// <summary>Removes an instruction with its line; comments above it stay.</summary>
    public static TextChange Remove(DockerfileSyntax tree, InstructionSyntax instruction)
    {
        var text = tree.Text;
        var firstLine = text.GetLineNumber(instruction.Span.Start);
        var lastLine = text.GetLineNumber(Math.Max(instruction.Span.Start, instruction.Span.End - 1));
        var start = text.GetLineStart(firstLine);
        if (lastLine + 1 >= text.LineCount)
        {
            // The last line of the file: the line break before it goes instead.
            var end = text.Length;
            while (start > 0 && text[start - 1] is '\n' or '\r')
            {
                start--;
                if (text[start] == '\n' && start > 0 && text[start - 1] == '\r')
                {
                    start--;
                }

                break;
            }

            return new TextChange(TextSpan.FromBounds(start, end), "");
        }

        var next = text.GetLineStart(lastLine + 1);
        // Between two blank lines one is enough.
        if (IsBlank(text, lastLine + 1) && (firstLine == 0 || IsBlank(text, firstLine - 1)) && lastLine + 2 < text.LineCount)
        {
            next = text.GetLineStart(lastLine + 2);
        }

        return new TextChange(TextSpan.FromBounds(start, next), "");
    }

    /// <summary>Removes a RUN with its lines, and leaves what its comments say above whatever stands behind it.</summary>
    public static TextChange RemoveStep(DockerfileSyntax tree, InstructionFacts step)
    {
        var comments = CommentsIn(step);
        var removal = Remove(tree, step.Syntax);
        if (comments.Count == 0)
        {
            return removal;
        }

        var text = tree.Text;
        var start = text.GetLineStart(text.GetLineNumber(step.Syntax.Span.Start));
        return new TextChange(TextSpan.FromBounds(start, step.Syntax.Span.End), string.Join(ChainStyle.LineBreakOf(tree), comments));
    }

    private static List<string> CommentsIn(InstructionFacts step)
    {
        var comments = new List<(int Start, string Text)>();
        if (step.Run is { Script: { Form: RunForm.Shell, Script: { } script } })
        {
            comments.AddRange(script.Comments
                .Select(c => (script.Text.ToSource(c.Span).Start + step.Syntax.Position, script.Text.Text.Substring(c.Span.Start, c.Span.Length).TrimEnd())));
        }

        comments.AddRange(step.Syntax.InnerComments.Select(c => (c.Span.Start, c.Text.Trim())));

        // What looks like an order to a tool would be one for the next instruction.
        return [.. comments.Where(c => c.Text.StartsWith('#') && c.Text.AsSpan().TrimStart('#').Trim().Length > 0 && !c.Text.Contains('=', StringComparison.Ordinal) && !c.Text.Contains('\n', StringComparison.Ordinal))
            .OrderBy(c => c.Start).Select(c => c.Text)];
    }

    /// <summary>What of an instruction the removal of its neighbour depends on: whether a blank line stands before it, or ends it.</summary>
    public static (bool Starts, bool Ends) LayoutOf(InstructionSyntax instruction)
    {
        var text = instruction.Green.Text.AsSpan();
        var end = text.TrimEnd(" \t\r").TrimEnd('\n');
        return (text.IndexOf('\n') is var line and >= 0 && text[..line].IsWhiteSpace(), text.Length > 0 && text[^1] == '\n' && end.Length > 0 && text[(end.LastIndexOf('\n') + 1)..].IsWhiteSpace());
    }

    /// <summary>
    /// Puts an instruction on a line of its own before another and the comments that stand directly above it, or that tell a tool
    /// what to do with it: those would speak of the new instruction.
    /// </summary>
    public static TextChange InsertBefore(DockerfileSyntax tree, InstructionSyntax instruction, string text)
    {
        var line = tree.Text.GetLineNumber(instruction.Span.Start);
        var isDirectlyAbove = true;
        foreach (var comment in instruction.LeadingComments.Reverse())
        {
            var own = tree.Text.GetLineNumber(comment.Span.Start);
            isDirectlyAbove &= own == line - 1;
            if (isDirectlyAbove || IsPragma(comment.Text))
            {
                line = own;
                isDirectlyAbove = true;
            }
        }

        return new TextChange(new TextSpan(tree.Text.GetLineStart(line), 0), text + ChainStyle.LineBreakOf(tree));
    }

    /// <summary>Puts an instruction on a line of its own behind another.</summary>
    public static TextChange InsertAfter(DockerfileSyntax tree, InstructionSyntax instruction, string text) =>
        new(new TextSpan(instruction.Span.End, 0), ChainStyle.LineBreakOf(tree) + text);

    /// <summary>Joins two adjacent RUN steps.</summary>
    /// <param name="model">The build.</param>
    /// <param name="first">The first step.</param>
    /// <param name="second">The second one.</param>
    /// <param name="form">How, as <see cref="MergeSafety"/> decided.</param>
    public static IReadOnlyList<TextChange> Join(BuildModel model, InstructionFacts first, InstructionFacts second, JoinForm form)
    {
        if (first.Run?.Script.Script is not { } a || second.Run?.Script.Script is not { } b)
        {
            return [];
        }

        var edits = new List<TextChange>(1);
        var style = ChainStyle.Of(model, first) with { BreaksLines = true };
        var lineBreak = ChainStyle.LineBreakOf(model.Tree);
        var start = a.Text.ToSource(a.Body.Statements[^1].AndOr.Span).End + first.Syntax.Position;
        var isBehindSet = form is JoinForm.Statements or JoinForm.SubshellStatements;
        var resume = b.Body.Statements[isBehindSet ? 1 : 0];
        var end = b.Text.ToSource(resume.Span).Start + second.Syntax.Position;
        var comments = "";
        foreach (var comment in second.Syntax.LeadingComments)
        {
            var line = LineOf(model.Tree, comment.Span);
            if (IsPragma(comment.Text))
            {
                // A pragma speaks of the next instruction, which is now the first one.
                edits.Add(new TextChange(new TextSpan(first.Syntax.Span.Start, 0), line.Trim() + lineBreak));
            }
            else
            {
                comments += style.Indentation + line.TrimStart() + lineBreak;
            }
        }

        var isSubshell = form is JoinForm.Subshell or JoinForm.SubshellAndGroup or JoinForm.SubshellStatements;
        var isGroup = form is JoinForm.AndGroup or JoinForm.SubshellAndGroup;
        if (isSubshell)
        {
            edits.Add(new TextChange(new TextSpan(a.Text.ToSource(a.Body.Statements[isBehindSet ? 1 : 0].Span).Start + first.Syntax.Position, 0), "( "));
        }

        var joint = (isSubshell ? " )" : "") + style.JoinAround(isBehindSet ? ";" : "&&", comments);
        edits.Add(new TextChange(TextSpan.FromBounds(start, end), isGroup ? joint + "{ " : joint));
        if (isGroup)
        {
            var last = b.Body.Statements[^1];
            var hasSemicolon = last.Terminator == StatementTerminator.Semicolon;
            var close = b.Text.ToSource(hasSemicolon ? last.TerminatorSpan : last.AndOr.Span).End + second.Syntax.Position;
            edits.Add(new TextChange(new TextSpan(close, 0), hasSemicolon ? " }" : "; }"));
        }

        return edits;
    }

    /// <summary>Whether a comment tells a tool what to do with the next instruction.</summary>
    public static bool IsPragma(string comment)
    {
        var text = comment.AsSpan().TrimStart().TrimStart('#').TrimStart();
        foreach (var pragma in Pragmas)
        {
            if (text.StartsWith(pragma, StringComparison.OrdinalIgnoreCase) && text.Length > pragma.Length && text[pragma.Length] is ' ' or '=' or '\t')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A comment with the white space before it.</summary>
    private static string LineOf(DockerfileSyntax tree, TextSpan comment) =>
        tree.Text.ToString(TextSpan.FromBounds(tree.Text.GetLineStart(tree.Text.GetLineNumber(comment.Start)), comment.End)).TrimEnd();

    private static bool IsBlank(SourceText text, int line)
    {
        var end = line + 1 < text.LineCount ? text.GetLineStart(line + 1) : text.Length;
        for (var i = text.GetLineStart(line); i < end; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
