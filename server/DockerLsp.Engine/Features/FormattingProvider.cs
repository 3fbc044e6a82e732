using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>How the editor, or its <c>.editorconfig</c>, wants files to look.</summary>
/// <param name="IndentSize">Columns of one step.</param>
/// <param name="UseTabs">Whether a step is a tab.</param>
public sealed record FormattingOptions(int IndentSize = 4, bool UseTabs = false)
{
    public bool TrimTrailingWhitespace { get; init; } = true;

    public bool InsertFinalNewline { get; init; }

    public bool TrimFinalNewlines { get; init; }

    internal string Indentation(int columns) =>
        UseTabs && IndentSize > 0 ? new string('\t', columns / IndentSize) + new string(' ', columns % IndentSize) : new string(' ', columns);
}

/// <summary>
/// Tidies blanks and the case of keywords, and nothing else: every word that BuildKit or a shell reads stays as it is. What
/// stands in quotes, in heredocs and in scripts that cannot be read is not touched.
/// </summary>
public static partial class FormattingProvider
{
    private const int MaxBlankLines = 2;

    /// <summary>The edits that format the whole file, in order.</summary>
    public static ImmutableArray<TextChange> Format(DockerfileAnalysis analysis, FormattingOptions options) =>
        Format(analysis, options, new TextSpan(0, analysis.Text.Length));

    /// <summary>The edits that format the lines of a span, in order.</summary>
    public static ImmutableArray<TextChange> Format(DockerfileAnalysis analysis, FormattingOptions options, TextSpan span)
    {
        var formatter = new Formatter(analysis, options);
        if (formatter.HasLoneCarriageReturn())
        {
            // Editors take one for the end of a line, BuildKit does not.
            return [];
        }

        var text = analysis.Text;
        var first = text.GetLineStart(text.GetLineNumber(span.Start));
        var last = text.GetLineEnd(text.GetLineNumber(span.End));
        formatter.FormatInstructions(first, last);
        return formatter.ToChanges(TextSpan.FromBounds(first, Math.Max(first, last)), isWhole: first == 0 && last == text.Length);
    }

    /// <summary>The edits behind a character that was just typed: a line break, or the escape character.</summary>
    public static ImmutableArray<TextChange> FormatOnType(DockerfileAnalysis analysis, FormattingOptions options, int position, char typed)
    {
        var formatter = new Formatter(analysis, options);
        position = Math.Clamp(position, 0, analysis.Text.Length);
        return formatter.HasLoneCarriageReturn() ? []
            : typed is '\n' or '\r' ? formatter.BehindLineBreak(position)
            : typed == analysis.Tree.Directives.EscapeCharacter ? formatter.BehindEscape(position)
            : [];
    }

    [GeneratedRegex(@"^[ \t]*#\s*[A-Za-z][A-Za-z0-9]*\s*=", RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeDirective();

    private sealed class Formatter(DockerfileAnalysis analysis, FormattingOptions options)
    {
        private readonly SourceText text = analysis.Text;
        private readonly List<TextChange> changes = [];

        /// <summary>The tokens of the script that was asked about last: it is asked about at each of its lines.</summary>
        private (ShellScript? Script, ImmutableArray<ShellToken> Tokens) read;

        public bool HasLoneCarriageReturn()
        {
            for (var position = 0; position < text.Length;)
            {
                var chunk = text.GetChunk(position).Span;
                for (var i = chunk.IndexOf('\r'); i >= 0 && i < chunk.Length; i = chunk[(i + 1)..].IndexOf('\r') is var next and >= 0 ? i + 1 + next : chunk.Length)
                {
                    var behind = position + i + 1;
                    if (behind >= text.Length || text[behind] != '\n')
                    {
                        return true;
                    }
                }

                position += chunk.Length;
            }

            return false;
        }

        public ImmutableArray<TextChange> ToChanges(TextSpan within, bool isWhole)
        {
            if (isWhole)
            {
                FormatEnd();
            }

            return TextChange.InOrder([.. changes.Where(c => within.Contains(c.Span) || isWhole)]);
        }

        public void FormatInstructions(int start, int end)
        {
            var tree = analysis.Tree;
            var useLower = UsesLowerCase();
            var instructions = analysis.Model.Instructions;
            var first = tree.FindInstruction(Math.Min(start, text.Length));
            for (var i = first; i >= 0 && i < instructions.Length && instructions[i].Syntax.FullSpan.Start <= end; i++)
            {
                var instruction = instructions[i].Syntax;
                if (FormatOutside(TextSpan.FromBounds(instruction.FullSpan.Start, instruction.Span.Start), keepEnd: false))
                {
                    ReplaceBlanksBefore(instruction.Span.Start);
                }

                FormatKeywords(instruction, useLower);
                FormatGaps(instruction);
                FormatLines(instructions[i]);
            }

            if (end >= tree.TrailingTriviaSpan.Start)
            {
                FormatOutside(tree.TrailingTriviaSpan, keepEnd: true);
            }
        }

        public ImmutableArray<TextChange> BehindLineBreak(int position)
        {
            var line = text.GetLineNumber(position);
            if (line == 0)
            {
                return [];
            }

            var facts = FactsAt(position);
            var start = text.GetLineStart(line);
            var code = SkipBlanks(start, text.GetLineEnd(line));
            if (facts is null || position < facts.Syntax.Span.Start)
            {
                // The editor has repeated the indentation of the line before.
                if (code > start && (facts is null || code == text.GetLineEnd(line) || code == facts.Syntax.Span.Start) && !IsBehindContinuation(line))
                {
                    changes.Add(new TextChange(TextSpan.FromBounds(start, code), ""));
                }

                return [.. changes];
            }

            var instruction = facts.Syntax;
            var firstLine = text.GetLineNumber(instruction.Span.Start);
            if (line <= firstLine || start >= LogicalEnd(instruction))
            {
                if (code > start && start >= instruction.Span.End && code == text.GetLineEnd(line) && !IsBehindContinuation(line))
                {
                    changes.Add(new TextChange(TextSpan.FromBounds(start, code), ""));
                }

                return [.. changes];
            }

            var isBlank = code == text.GetLineEnd(line);
            if (!isBlank && !IsMovable(facts, start, code))
            {
                return [];
            }

            var columns = options.IndentSize;
            if (line - 1 > firstLine)
            {
                var before = text.GetLineStart(line - 1);
                columns = Columns(before, SkipBlanks(before, text.GetLineEnd(line - 1)));
            }

            var indentation = options.Indentation(Math.Max(1, columns));
            if (text.ToString(TextSpan.FromBounds(start, code)) != indentation && !IsInQuotes(facts, start))
            {
                changes.Add(new TextChange(TextSpan.FromBounds(start, code), indentation));
            }

            return [.. changes];
        }

        public ImmutableArray<TextChange> BehindEscape(int position)
        {
            // `&&\` at the end of a line: a blank before the escape character.
            if (position < 2 || position != text.GetLineEnd(text.GetLineNumber(position)) || FactsAt(position) is not { } facts
                || InstructionScript.Of(facts) is not { } script || position >= LogicalEnd(facts.Syntax) + 1)
            {
                return [];
            }

            var before = position - 2 - facts.Syntax.Position;
            var offset = before < 0 ? -1 : script.Text.FromSource(before);
            return offset >= 0 && offset < script.Text.Length && script.Text.ToSource(offset) == before && TokenAt(script, offset) is { Kind: ShellTokenKind.Operator }
                ? [new TextChange(new TextSpan(position - 1, 0), " ")]
                : [];
        }

        /// <summary>Comments and blank lines between instructions; false where something else stands there.</summary>
        private bool FormatOutside(TextSpan span, bool keepEnd)
        {
            var blank = 0;
            var isPlain = true;
            var line = text.GetLineNumber(span.Start);
            for (var start = span.Start; start < span.End; line++)
            {
                var lineEnd = text.GetLineEnd(line);
                var next = line + 1 < text.LineCount ? text.GetLineStart(line + 1) : text.Length;
                if (start == 0 && text[0] == '\uFEFF')
                {
                    start = 1;
                }

                if (next > span.End || (next == span.End && lineEnd == next && !keepEnd))
                {
                    // The blanks before the keyword.
                    return isPlain && SkipBlanks(start, span.End) == span.End;
                }

                var code = SkipBlanks(start, lineEnd);
                if (code == lineEnd)
                {
                    blank++;
                    if (blank > MaxBlankLines && next > lineEnd)
                    {
                        changes.Add(new TextChange(TextSpan.FromBounds(start, next), ""));
                    }
                    else if (code > start && options.TrimTrailingWhitespace)
                    {
                        changes.Add(new TextChange(TextSpan.FromBounds(start, code), ""));
                    }
                }
                else
                {
                    blank = 0;
                    if (text[code] != '#')
                    {
                        isPlain = false;
                    }
                    else if (isPlain && !LooksLikeDirective().IsMatch(text.ToString(TextSpan.FromBounds(start, lineEnd))))
                    {
                        if (code > start)
                        {
                            changes.Add(new TextChange(TextSpan.FromBounds(start, code), ""));
                        }

                        TrimEnd(code, lineEnd);
                    }
                }

                start = next;
            }

            return isPlain;
        }

        private void FormatKeywords(InstructionSyntax instruction, bool useLower)
        {
            foreach (var token in instruction.Tokens)
            {
                if (token.Kind == SyntaxKind.Keyword ? SyntaxFacts.GetInstructionKind(token.Text) == InstructionKind.Unknown : token.Kind != SyntaxKind.AsKeyword)
                {
                    continue;
                }

                var wanted = useLower ? token.Text.ToLowerInvariant() : token.Text.ToUpperInvariant();
                if (wanted != token.Text && token.Text == token.ValueText)
                {
                    changes.Add(new TextChange(token.Span, wanted));
                }
            }
        }

        /// <summary>One blank between the words of a line.</summary>
        private void FormatGaps(InstructionSyntax instruction)
        {
            var effective = instruction is OnbuildSyntax { Trigger: { } trigger } ? trigger : instruction;
            var isLegacy = effective is PairsInstructionSyntax pairs && pairs.Pairs.Any(p => p.IsLegacy);
            SyntaxToken? former = null;
            foreach (var token in instruction.Tokens)
            {
                if (former is { } left && IsGap(left.Kind, token.Kind, isLegacy) && token.Span.Start - left.Span.End is var length && length > 0)
                {
                    var span = new TextSpan(left.Span.End, length);
                    if (SkipBlanks(span.Start, span.End) == span.End && !(length == 1 && text[span.Start] == ' '))
                    {
                        changes.Add(new TextChange(span, " "));
                    }
                }

                former = token;
            }
        }

        private static bool IsGap(SyntaxKind left, SyntaxKind right, bool isLegacy) => (left, right) switch
        {
            (SyntaxKind.Keyword or SyntaxKind.Flag or SyntaxKind.FlagsEnd, not (SyntaxKind.HeredocBody or SyntaxKind.SkippedText)) => true,
            (SyntaxKind.Word or SyntaxKind.AsKeyword, SyntaxKind.Word or SyntaxKind.AsKeyword or SyntaxKind.ShellText or SyntaxKind.OpenBracket) => true,
            (SyntaxKind.Value or SyntaxKind.Key, SyntaxKind.Key) => !isLegacy,
            _ => false,
        };

        /// <summary>Indentation and trailing blanks of an instruction's lines.</summary>
        private void FormatLines(InstructionFacts facts)
        {
            var instruction = facts.Syntax;
            var end = LogicalEnd(instruction);
            var content = instruction.Heredocs.Count > 0 ? end : instruction.Span.End;
            var line = text.GetLineNumber(instruction.Span.Start);
            var lines = new List<(int Start, int Code)>();
            var comments = new List<(int Start, int Code)>();
            for (var start = instruction.Span.Start; start <= end && line < text.LineCount; line++)
            {
                var lineEnd = text.GetLineEnd(line);
                if (start > instruction.Span.Start)
                {
                    var code = SkipBlanks(start, lineEnd);
                    if (code < lineEnd && text[code] == '#')
                    {
                        comments.Add((start, code));
                    }
                    else if (code < lineEnd && IsMovable(facts, start, code))
                    {
                        lines.Add((start, code));
                    }
                }

                TrimEnd(lineEnd > content ? Math.Max(start, content) : start, lineEnd);
                start = line + 1 < text.LineCount ? text.GetLineStart(line + 1) : text.Length + 1;
                if (start >= end)
                {
                    break;
                }
            }

            if (lines.Count == 0)
            {
                return;
            }

            var least = lines.Min(l => Columns(l.Start, l.Code));
            var shift = !options.UseTabs && least == FirstArgumentColumn(instruction) ? 0 : options.IndentSize - least;
            foreach (var (start, code) in lines.Concat(comments))
            {
                var wanted = options.Indentation(Math.Max(1, Columns(start, code) + shift));
                if (text.ToString(TextSpan.FromBounds(start, code)) != wanted)
                {
                    changes.Add(new TextChange(TextSpan.FromBounds(start, code), wanted));
                }
            }
        }

        /// <summary>Where the first argument stands once the keyword's blanks are tidied; lines may be aligned with it.</summary>
        private static int FirstArgumentColumn(InstructionSyntax instruction) => instruction.Keyword.ValueText.Length + 1;

        /// <summary>Whether more or fewer blanks before the first character of a line make no difference to who reads it.</summary>
        private bool IsMovable(InstructionFacts facts, int lineStart, int code)
        {
            var instruction = facts.Syntax;
            if (facts.Effective is UnknownInstructionSyntax)
            {
                return false;
            }

            SyntaxToken? left = null;
            foreach (var token in instruction.Tokens)
            {
                if (token.Span.End <= lineStart)
                {
                    left = token;
                    continue;
                }

                if (token.Span.Start < lineStart || token.Span.Start != code || left is not { } before)
                {
                    return false;
                }

                if (token.Kind == SyntaxKind.ShellText && before.Kind == SyntaxKind.ShellText)
                {
                    return IsBlankOfScript(facts, code);
                }

                return before.Kind is SyntaxKind.OpenBracket or SyntaxKind.Comma || token.Kind is SyntaxKind.CloseBracket or SyntaxKind.Comma
                    || HasBlankBefore(instruction, code);
            }

            return false;
        }

        /// <summary>Whether the shell drops the blanks before a character.</summary>
        private bool IsBlankOfScript(InstructionFacts facts, int code)
        {
            if (InstructionScript.Of(facts) is not { Errors.IsEmpty: true } script)
            {
                return false;
            }

            var relative = code - facts.Syntax.Position;
            var offset = script.Text.FromSource(relative);
            return offset > 0 && offset < script.Text.Length && script.Text.ToSource(offset) == relative
                && TokenAt(script, offset - 1) is { Kind: ShellTokenKind.WhiteSpace } blank && blank.Span.End == offset;
        }

        private ShellToken? TokenAt(ShellScript script, int offset)
        {
            if (!ReferenceEquals(script, read.Script))
            {
                read = (script, script.ReadTokens());
            }

            var tokens = read.Tokens;
            int low = 0, high = tokens.Length;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (tokens[middle].Span.End <= offset)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low < tokens.Length && tokens[low].Span.Contains(offset) ? tokens[low] : null;
        }

        /// <summary>Whether a line that is still empty continues a word in quotes.</summary>
        private bool IsInQuotes(InstructionFacts facts, int lineStart)
        {
            if (InstructionScript.Of(facts) is not { } script)
            {
                return facts.Effective is CommandInstructionSyntax { Command: ShellFormSyntax };
            }

            var offset = script.Text.FromSource(lineStart - facts.Syntax.Position);
            return !script.Errors.IsEmpty && offset < script.Text.Length
                || (offset > 0 && TokenAt(script, offset - 1) is { } token && token.Kind is ShellTokenKind.Word or ShellTokenKind.AssignmentWord && token.Span.End > offset);
        }

        private InstructionFacts? FactsAt(int position)
        {
            var tree = analysis.Tree;
            var index = tree.FindInstruction(position);
            if (index < 0 && tree.InstructionCount > 0 && position == text.Length && tree.TrailingTriviaSpan.IsEmpty && tree.GetGreenInstruction(tree.InstructionCount - 1).IsOpenEnded)
            {
                index = tree.InstructionCount - 1;
            }

            return index < 0 ? null : analysis.Model.Instructions[index];
        }

        private bool IsBehindContinuation(int line)
        {
            var end = text.GetLineEnd(line - 1);
            var start = text.GetLineStart(line - 1);
            while (end > start && text[end - 1] is ' ' or '\t')
            {
                end--;
            }

            return end > start && text[end - 1] == analysis.Tree.Directives.EscapeCharacter;
        }

        /// <summary>Behind the instruction's own lines, before the lines of its heredocs; the end of the file where it is still open.</summary>
        private int LogicalEnd(InstructionSyntax instruction) =>
            instruction.Heredocs is [var heredoc, ..] ? Math.Max(instruction.Span.Start, heredoc.BodySpan.Start - 1)
            : instruction.Green.IsOpenEnded && instruction.FullSpan.End == text.Length ? text.Length + 1
            : instruction.Span.End;

        private void FormatEnd()
        {
            var tree = analysis.Tree;
            var last = tree.InstructionCount == 0 ? null : tree.GetInstruction(tree.InstructionCount - 1);
            if (text.Length == 0 || last is { Heredocs: [.., { IsTerminated: false }] } || EndsInEscape())
            {
                return;
            }

            var lastLine = text.GetLineStart(text.LineCount - 1);
            if (options.InsertFinalNewline && SkipBlanks(lastLine, text.Length) < text.Length)
            {
                changes.Add(new TextChange(new TextSpan(text.Length, 0), ChainStyle.LineBreakOf(tree)));
            }

            if (options.TrimFinalNewlines)
            {
                var line = text.LineCount - 1;
                while (line > 0 && SkipBlanks(text.GetLineStart(line), text.GetLineEnd(line)) == text.GetLineEnd(line))
                {
                    line--;
                }

                var keep = line + 1 < text.LineCount ? text.GetLineStart(line + 1) : text.Length;
                if (keep < text.Length)
                {
                    changes.RemoveAll(c => c.Span.Start >= keep);
                    changes.Add(new TextChange(TextSpan.FromBounds(keep, text.Length), ""));
                }
            }
        }

        private bool EndsInEscape()
        {
            var end = text.Length;
            while (end > 0 && text[end - 1] is ' ' or '\t' or '\r' or '\n')
            {
                end--;
            }

            return end > 0 && text[end - 1] == analysis.Tree.Directives.EscapeCharacter;
        }

        private bool UsesLowerCase()
        {
            var balance = 0;
            for (var i = 0; i < analysis.Tree.InstructionCount; i++)
            {
                var keyword = analysis.Tree.GetInstruction(i).Keyword.ValueText;
                balance += SyntaxFacts.GetInstructionKind(keyword) == InstructionKind.Unknown ? 0
                    : keyword.All(char.IsAsciiLetterLower) ? 1
                    : keyword.All(char.IsAsciiLetterUpper) ? -1 : 0;
            }

            return balance > 0;
        }

        private void ReplaceBlanksBefore(int code)
        {
            var start = text.GetLineStart(text.GetLineNumber(code));
            if (start == 0 && text.Length > 0 && text[0] == '\uFEFF')
            {
                start = 1;
            }

            if (start < code && SkipBlanks(start, code) == code)
            {
                changes.Add(new TextChange(TextSpan.FromBounds(start, code), ""));
            }
        }

        private void TrimEnd(int from, int lineEnd)
        {
            var end = lineEnd;
            while (end > from && text[end - 1] is ' ' or '\t')
            {
                end--;
            }

            if (end < lineEnd && options.TrimTrailingWhitespace)
            {
                changes.Add(new TextChange(TextSpan.FromBounds(end, lineEnd), ""));
            }
        }

        private int Columns(int start, int end)
        {
            var columns = 0;
            for (var i = start; i < end; i++)
            {
                columns += text[i] == '\t' && options.IndentSize > 0 ? options.IndentSize - (columns % options.IndentSize) : 1;
            }

            return columns;
        }

        /// <summary>Whether BuildKit sees a blank before a character: comments and continuations between are none.</summary>
        private static bool HasBlankBefore(InstructionSyntax instruction, int code)
        {
            var logical = instruction.Green.Logical;
            var relative = code - instruction.Position;
            var offset = logical.FromSource(relative);
            return offset > 0 && offset < logical.Length && logical.ToSource(offset) == relative && (logical.Text[offset - 1] is ' ' or '\t');
        }

        private int SkipBlanks(int start, int end)
        {
            while (start < end && text[start] is ' ' or '\t')
            {
                start++;
            }

            return start;
        }
    }
}
