using System.Collections.Immutable;
using System.Text;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>
/// Rewrites of one RUN: a chain into steps, into a heredoc, and back. Each is offered only where every outcome of every command
/// stays what it was (POSIX XCU 2.8.1 and the description of <c>set -e</c> in 2.14); what prevents it is named.
/// </summary>
internal static class ChainRewrites
{
    /// <summary>Makes a step of each command of an <c>&amp;&amp;</c> chain; null where the step is no such chain.</summary>
    public static Refactoring? Split(DockerfileAnalysis analysis, InstructionFacts facts)
    {
        if (ChainOf(facts) is not { } chain || chain.AndOr.Operators.IsEmpty)
        {
            return null;
        }

        // A database that one command starts is gone when its step ends.
        var title = $"Split into {chain.AndOr.Pipelines.Length} RUN steps (a daemon ends with its step)";
        if (CommentInside(facts, chain) is { } comment)
        {
            return Refuse("Not split", title, comment);
        }

        if (facts.Syntax.Flags.FirstOrDefault(f => f is { Name: "mount", Value: { } value } && (value.Contains("tmpfs", StringComparison.Ordinal) || value.Contains("rw", StringComparison.Ordinal) || value.Contains("readwrite", StringComparison.Ordinal))) is { } mount)
        {
            return Refuse("Not split", title, $"what one command writes to `--{mount.Name}={Shorten(mount.Value ?? "")}` would be gone for the next");
        }

        var (script, andOr) = chain;
        var text = analysis.Text;
        var lineBreak = ChainStyle.LineBreakOf(analysis.Tree);
        var keyword = facts.Syntax.Keyword.Text;
        var flags = string.Concat(facts.Syntax.Flags.Select(f => " " + f.Token.ValueText));
        var pragmas = string.Concat(facts.Syntax.LeadingComments.Where(c => InstructionEdits.IsPragma(c.Text)).Select(c => text.ToString(c.Span) + lineBreak));
        var edits = ImmutableArray.CreateBuilder<TextChange>();
        for (var i = 0; i < andOr.Operators.Length; i++)
        {
            var span = TextSpan.FromBounds(Source(facts, script, andOr.Pipelines[i].Span).End, Source(facts, script, andOr.Pipelines[i + 1].Span).Start);
            var comments = string.Concat(facts.Syntax.InnerComments.Where(c => span.Contains(c.Span)).Select(c => text.ToString(c.Span) + lineBreak));
            edits.Add(new TextChange(span, $"{lineBreak}{comments}{pragmas}{keyword}{flags} "));
        }

        var changes = edits.ToImmutable();
        // Joined again the steps have to be what they were: what a shell would carry over is found on this way.
        var split = analysis.Tree.WithChanges(changes, out var replaced);
        var (model, _) = analysis.Model.WithTree(split, replaced, CancellationToken.None);
        for (var i = 1; i < andOr.Pipelines.Length; i++)
        {
            var second = model.Instructions[facts.Index + i];
            var (form, obstacle) = MergeSafety.Check(model, model.Instructions[facts.Index + i - 1], second);
            for (var j = 0; form is not null && j < i - 1; j++)
            {
                obstacle = MergeSafety.CheckDistant(model, model.Instructions[facts.Index + j], second);
                form = obstacle is null ? form : null;
            }

            if (form is not JoinForm.AndChain)
            {
                var first = text.ToString(Source(facts, script, andOr.Pipelines[i - 1].Span));
                return Refuse("Not split", title, obstacle is null ? "a command after it is more than a simple one" : $"what `{Shorten(first)}` sets in its shell may be needed by what follows");
            }
        }

        return new Refactoring(title, new Fix(title, Applicability.Unsafe, changes), null);
    }

    /// <summary>Writes a chain as a heredoc with <c>set -e</c>, a line for each command.</summary>
    public static Refactoring? ToHeredoc(DockerfileAnalysis analysis, InstructionFacts facts)
    {
        const string Title = "Write this chain as a heredoc";
        if (ChainOf(facts) is not { } chain || chain.AndOr.Operators.IsEmpty || facts.Syntax is not RunSyntax { Command: { } command })
        {
            return null;
        }

        var (script, andOr) = chain;
        var lineBreak = ChainStyle.LineBreakOf(analysis.Tree);
        if (lineBreak != "\n")
        {
            return Refuse("Not converted", Title, "BuildKit would hand the carriage returns of this file to the shell");
        }

        if ((CommentInside(facts, chain) ?? ErrExitMatters(script)) is { } obstacle)
        {
            return Refuse("Not converted", Title, obstacle);
        }

        var body = new StringBuilder("set -e\n");
        var end = command.Span.Start;
        var tokens = new Lazy<ImmutableArray<ShellToken>>(script.ReadTokens);
        foreach (var pipeline in andOr.Pipelines)
        {
            var span = Source(facts, script, pipeline.Span);
            foreach (var comment in facts.Syntax.InnerComments.Where(c => c.Span.Start >= end && c.Span.End <= span.Start))
            {
                body.Append(analysis.Text.ToString(comment.Span).TrimEnd()).Append('\n');
            }

            body.Append(LinesOf(analysis, facts, script, pipeline, tokens)).Append('\n');
            end = span.End;
        }

        var delimiter = "EOF";
        while (body.ToString().Split('\n').Any(line => line.Trim() == delimiter))
        {
            delimiter += "_";
        }

        return Offer(Title, new TextChange(TextSpan.FromBounds(command.Span.Start, facts.Syntax.Span.End), $"<<{delimiter}\n{body}{delimiter}"));
    }

    /// <summary>Writes a heredoc with <c>set -e</c> as an <c>&amp;&amp;</c> chain.</summary>
    public static Refactoring? FromHeredoc(DockerfileAnalysis analysis, InstructionFacts facts)
    {
        const string Title = "Write this heredoc as a chain";
        if (facts is not { Syntax: RunSyntax { Command: { } command, Heredocs: [{ IsTerminated: true } heredoc] }, Run.Script: { Form: RunForm.Heredoc, IsUnderstood: true, Script: { } script } })
        {
            return null;
        }

        var statements = script.Body.Statements;
        var isSet = statements is [var first, ..] && script.ToString(first.AndOr) == "set -e";
        var rest = isSet ? statements.RemoveAt(0) : statements;
        if (rest.IsEmpty)
        {
            return null;
        }

        if (!isSet && rest.Length > 1)
        {
            return Refuse("Not converted", Title, "without `set -e` in its first line a command that fails does not stop this heredoc");
        }

        for (var i = 0; i < rest.Length; i++)
        {
            var andOr = rest[i].AndOr;
            if (rest[i].Terminator == StatementTerminator.Background || andOr.Operators.Any(o => !o.IsAnd) || !andOr.Pipelines.All(IsPlain)
                || (i < rest.Length - 1 && !andOr.Operators.IsEmpty))
            {
                return Refuse("Not converted", Title, $"`set -e` overlooks some failures in `{Shorten(script.ToString(andOr))}`, a chain would not");
            }
        }

        if ((ErrExitMatters(script, isSet ? statements[0] : null) ?? ScriptComment(analysis, facts, script, rest[^1].Span.End)) is { } obstacle)
        {
            return Refuse("Not converted", Title, obstacle);
        }

        var escape = analysis.Tree.Directives.EscapeCharacter;
        var style = ChainStyle.Of(analysis.Model, facts);
        style = style.Indentation.Length > 0 ? style : style with { Indentation = "    " };
        var result = new StringBuilder();
        var end = 0;
        foreach (var statement in rest)
        {
            if (script.ToString(statement.AndOr).Contains('\n', StringComparison.Ordinal))
            {
                return Refuse("Not converted", Title, $"`{Shorten(script.ToString(statement.AndOr))}` spans several lines");
            }

            var comments = new StringBuilder();
            foreach (var comment in script.Comments)
            {
                if (comment.Span.Start >= end && comment.Span.End <= statement.Span.Start)
                {
                    comments.Append($"{style.Indentation}{script.Text.Text.AsSpan(comment.Span.Start, comment.Span.Length).TrimEnd()}\n");
                }
            }

            if (result.Length > 0)
            {
                result.Append($" {escape}\n{comments}{style.Indentation}&& ");
            }
            else if (comments.Length > 0)
            {
                result.Append($"{escape}\n{comments}{style.Indentation}");
            }

            result.Append(script.ToString(statement.AndOr));
            end = statement.Span.End;
        }

        return result.ToString() is var line && (line.StartsWith('[') || line.StartsWith('-') || line.Contains("<<", StringComparison.Ordinal)) || result.ToString().Contains($"{escape} \n", StringComparison.Ordinal) || EndsInEscape(result.ToString(), escape)
            ? Refuse("Not converted", Title, "the line would be read in another way")
            : Offer(Title, new TextChange(TextSpan.FromBounds(command.Span.Start, heredoc.TerminatorSpan?.End ?? heredoc.BodySpan.End), result.ToString()));
    }

    /// <summary>Whether a line of the text ends in the escape character without being meant to go on.</summary>
    private static bool EndsInEscape(string text, char escape) => text.TrimEnd().EndsWith(escape);

    /// <summary>The chain of a RUN in shell form: simple commands and pipelines of them, joined by <c>&amp;&amp;</c> alone.</summary>
    private static (ShellScript Script, ShellAndOr AndOr)? ChainOf(InstructionFacts facts) =>
        facts is { Syntax: RunSyntax, Run.Script: { Form: RunForm.Shell, IsUnderstood: true, Script: { } script } }
        && script.Body.Statements is [{ Terminator: StatementTerminator.None, AndOr: var andOr }]
        && andOr.Operators.All(o => o.IsAnd) && andOr.Pipelines.All(IsPlain)
            ? (script, andOr)
            : null;

    private static bool IsPlain(ShellPipeline pipeline) => !pipeline.IsNegated && !pipeline.IsTimed && pipeline.Commands.All(c => c is ShellSimpleCommand);

    /// <summary>Why a script does something else under <c>set -e</c> than in a chain; null where it does not.</summary>
    private static string? ErrExitMatters(ShellScript script, ShellStatement? except = null)
    {
        foreach (var node in script.Body.DescendantsAndSelf())
        {
            switch (node)
            {
                case ShellSimpleCommand { Words: [var word, ..] } command when (except is null || !except.Span.Contains(command.Span))
                    && word.ConstantValue is null or "." or "source" or "eval" or "set" or "trap" or "command" or "builtin" or "exec" or "shopt" or "return" or "exit":
                    return $"`{Shorten(script.ToString(command))}` may depend on `set -e`";
                case ShellCommandSubstitution { Body.Statements: var inner } substitution when inner.Length > 1 || inner.Any(s => !s.AndOr.Operators.IsEmpty || !s.AndOr.Pipelines.All(IsPlain)):
                    return $"`set -e` may end `{Shorten(script.ToString(substitution))}` early";
                case ShellProcessSubstitution or ShellFunction or ShellCoprocess:
                    return $"`{Shorten(script.ToString(node))}` may depend on `set -e`";
                case ShellParameter { Name: "-" or "LINENO" or "BASH_LINENO" or "_" or "BASH_COMMAND" } parameter:
                    return $"`{script.ToString(parameter)}` would have another value";
                case ShellRedirection { Heredoc: not null } redirection:
                    return $"`{Shorten(script.ToString(redirection))}` is a heredoc of its own";
            }
        }

        return null;
    }

    /// <summary>A comment within a command, which has no place in the new form.</summary>
    private static string? CommentInside(InstructionFacts facts, (ShellScript Script, ShellAndOr AndOr) chain)
    {
        var spans = chain.AndOr.Pipelines.Select(p => Source(facts, chain.Script, p.Span)).ToArray();
        var text = facts.Syntax.Tree.Text;
        foreach (var comment in facts.Syntax.InnerComments)
        {
            if (spans.Any(s => s.OverlapsWith(comment.Span)) || comment.Span.Start < spans[0].Start || comment.Span.Start >= spans[^1].End)
            {
                return $"the comment in line {text.GetLineNumber(comment.Span.Start) + 1} stands within a command";
            }
        }

        return chain.Script.Comments.IsEmpty ? null : "a comment of the shell ends the chain";
    }

    private static string? ScriptComment(DockerfileAnalysis analysis, InstructionFacts facts, ShellScript script, int end)
    {
        foreach (var comment in script.Comments)
        {
            if (comment.Span.Start >= end || !IsAloneOnLine(script.Text.Text, comment.Span.Start))
            {
                return $"the comment in line {analysis.Text.GetLineNumber(script.Text.ToSource(comment.Span.Start) + facts.Syntax.Position) + 1} has no place in a chain";
            }
        }

        return null;
    }

    private static bool IsAloneOnLine(string text, int offset)
    {
        while (offset > 0 && text[offset - 1] is ' ' or '\t')
        {
            offset--;
        }

        return offset == 0 || text[offset - 1] == '\n';
    }

    /// <summary>A pipeline for a heredoc: with its line breaks where the shell reads them as BuildKit did, else on one line.</summary>
    private static string LinesOf(DockerfileAnalysis analysis, InstructionFacts facts, ShellScript script, ShellPipeline pipeline, Lazy<ImmutableArray<ShellToken>> tokens)
    {
        var logical = script.ToString(pipeline);
        if (script.Text.IsContiguous(pipeline.Span) || analysis.Tree.Directives.EscapeCharacter != '\\')
        {
            return logical;
        }

        var blanks = tokens.Value.Where(t => t.Kind == ShellTokenKind.WhiteSpace && pipeline.Span.Contains(t.Span)).ToArray();
        foreach (var (piece, _) in script.Text.Pieces)
        {
            if (piece.Start > pipeline.Span.Start && piece.Start < pipeline.Span.End && !blanks.Any(b => b.Span.Start < piece.Start && piece.Start < b.Span.End))
            {
                return logical;
            }
        }

        var lines = analysis.Text.ToString(Source(facts, script, pipeline.Span)).Split('\n');
        return lines.Any(line => line.Trim().Length == 0) || lines.Take(lines.Length - 1).Any(line => !line.EndsWith('\\')) ? logical : string.Join('\n', lines);
    }

    private static TextSpan Source(InstructionFacts facts, ShellScript script, TextSpan span) => script.Text.ToSource(span).Shift(facts.Syntax.Position);

    private static Refactoring Offer(string title, TextChange edit) => new(title, new Fix(title, Applicability.Safe, [edit]), null);

    private static Refactoring Refuse(string what, string title, string reason) => new(title, null, $"{what}: {reason}");

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 40 ? line : line[..39] + "…";
    }
}
