using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>What a piece of text is, for its colour.</summary>
public enum SemanticTokenKind
{
    None,

    /// <summary>An instruction, or a reserved word of the shell.</summary>
    Keyword,
    Comment,
    String,
    Number,
    Operator,

    /// <summary>A variable that is read.</summary>
    Variable,

    /// <summary>A variable that is defined or set.</summary>
    VariableDefinition,

    /// <summary>The name of a flag or of a label, or an option of a command.</summary>
    Property,

    /// <summary>A command of the shell.</summary>
    Function,

    /// <summary>A stage.</summary>
    Namespace,

    /// <summary>An image.</summary>
    Type,

    /// <summary>A parser directive, or the delimiter of a heredoc.</summary>
    Macro,
}

/// <summary>A piece of text on one line with what it is.</summary>
public readonly record struct SemanticToken(TextSpan Span, SemanticTokenKind Kind);

/// <summary>Says what each piece of text is, also inside of the shell scripts of RUN. One instruction depends on no other's text.</summary>
public static class SemanticTokenProvider
{
    private static readonly ConditionalWeakTable<GreenInstruction, Entry> Known = [];

    /// <summary>The tokens of the whole text, in order.</summary>
    public static IEnumerable<SemanticToken> GetTokens(DockerfileAnalysis analysis) =>
        GetTokens(analysis, new TextSpan(0, analysis.Text.Length));

    /// <summary>The tokens of the instructions that a span touches, in order.</summary>
    public static IEnumerable<SemanticToken> GetTokens(DockerfileAnalysis analysis, TextSpan span)
    {
        var tree = analysis.Tree;
        var instructions = analysis.Model.Instructions;
        var first = tree.FindInstruction(Math.Clamp(span.Start, 0, tree.Text.Length));
        for (var i = first; i >= 0 && i < instructions.Length && instructions[i].Syntax.FullSpan.Start <= span.End; i++)
        {
            var origin = instructions[i].Syntax.Position;
            foreach (var token in Of(instructions[i]))
            {
                yield return token with { Span = token.Span.Shift(origin) };
            }
        }

        if (span.End >= tree.TrailingTriviaSpan.Start)
        {
            foreach (var token in OfTrailing(tree))
            {
                yield return token;
            }
        }
    }

    private static ImmutableArray<SemanticToken> Of(InstructionFacts facts)
    {
        var dialect = InstructionScript.DialectOf(facts);
        if (Known.TryGetValue(facts.Syntax.Green, out var entry) && entry.Dialect == dialect)
        {
            return entry.Tokens;
        }

        var painter = new Painter(facts.Syntax.Green.Text, facts.Syntax.Position, facts.Syntax.Tree.Directives.EscapeCharacter);
        PaintInstruction(painter, facts);
        var tokens = painter.ToTokens();
        Known.AddOrUpdate(facts.Syntax.Green, new Entry(dialect, tokens));
        return tokens;
    }

    private static ImmutableArray<SemanticToken> OfTrailing(DockerfileSyntax tree)
    {
        var tokens = ImmutableArray.CreateBuilder<SemanticToken>();
        foreach (var directive in tree.Directives.Items.Where(d => tree.TrailingTriviaSpan.Contains(d.Span)))
        {
            tokens.Add(new SemanticToken(TextSpan.FromBounds(directive.Span.Start, directive.ValueSpan.Start), SemanticTokenKind.Macro));
            tokens.Add(new SemanticToken(directive.ValueSpan, SemanticTokenKind.String));
        }

        foreach (var comment in tree.TrailingComments)
        {
            tokens.Add(new SemanticToken(comment.Span, SemanticTokenKind.Comment));
        }

        tokens.Sort((one, other) => one.Span.Start.CompareTo(other.Span.Start));
        return tokens.ToImmutable();
    }

    private static void PaintInstruction(Painter painter, InstructionFacts facts)
    {
        var instruction = facts.Syntax;
        foreach (var token in instruction.Tokens)
        {
            PaintTrivia(painter, instruction.Tree, token.LeadingTrivia);
            PaintToken(painter, token, facts.Effective);
            PaintTrivia(painter, instruction.Tree, token.InnerTrivia);
            PaintTrivia(painter, instruction.Tree, token.TrailingTrivia);
        }

        PaintWords(painter, facts.Effective);
        foreach (var heredoc in instruction.Heredocs)
        {
            painter.Paint(heredoc.OpeningSpan.Shift(-instruction.Position), SemanticTokenKind.Macro);
            if (heredoc.TerminatorSpan is { } terminator)
            {
                painter.Paint(terminator.Shift(-instruction.Position), SemanticTokenKind.Macro);
            }
        }

        if (InstructionScript.Of(facts) is { } script)
        {
            PaintScript(painter, script);
        }
        else
        {
            foreach (var heredoc in instruction.Heredocs)
            {
                painter.PaintText(heredoc.Body, new TextSpan(0, heredoc.Body.Length), SemanticTokenKind.String);
                if (!heredoc.IsDelimiterQuoted && facts.Effective is FileTransferSyntax)
                {
                    painter.PaintVariables(heredoc.Body, hasQuotes: false);
                }
            }
        }

        foreach (var mention in NameMentions.Of(facts))
        {
            painter.Paint(mention.Span, mention.Kind switch
            {
                MentionKind.StageDefinition => SemanticTokenKind.Namespace,
                MentionKind.StageReference => facts.Syntax is FromSyntax ? SemanticTokenKind.None : SemanticTokenKind.Namespace,
                MentionKind.ArgDefinition or MentionKind.EnvDefinition or MentionKind.ShellWrite => SemanticTokenKind.VariableDefinition,
                _ => SemanticTokenKind.None,
            });
        }
    }

    private static void PaintTrivia(Painter painter, DockerfileSyntax tree, ImmutableArray<SyntaxTrivia> trivia)
    {
        foreach (var item in trivia)
        {
            if (item.Kind == SyntaxKind.Comment)
            {
                painter.PaintSource(item.Span, SemanticTokenKind.Comment);
            }
            else if (item.Kind == SyntaxKind.Directive)
            {
                painter.PaintSource(item.Span, SemanticTokenKind.Macro);
                foreach (var directive in tree.Directives.Items)
                {
                    if (item.Span.Contains(directive.ValueSpan))
                    {
                        painter.PaintSource(directive.ValueSpan, SemanticTokenKind.String);
                    }
                }
            }
        }
    }

    private static void PaintToken(Painter painter, SyntaxToken token, InstructionSyntax instruction)
    {
        switch (token.Kind)
        {
            case SyntaxKind.Keyword or SyntaxKind.AsKeyword:
                painter.PaintSource(token.Span, SemanticTokenKind.Keyword);
                break;
            case SyntaxKind.Flag or SyntaxKind.FlagsEnd:
                painter.PaintSource(token.Span, SemanticTokenKind.Property);
                break;
            case SyntaxKind.EqualsSign or SyntaxKind.OpenBracket or SyntaxKind.CloseBracket or SyntaxKind.Comma:
                painter.PaintSource(token.Span, SemanticTokenKind.Operator);
                break;
            case SyntaxKind.JsonString:
                painter.PaintSource(token.Span, SemanticTokenKind.String);
                break;
            case SyntaxKind.Key when instruction is LabelSyntax:
                painter.PaintSource(token.Span, SemanticTokenKind.Property);
                break;
            case SyntaxKind.Word when instruction is HealthcheckSyntax:
                painter.PaintSource(token.Span, SemanticTokenKind.Keyword);
                break;
        }
    }

    private static void PaintWords(Painter painter, InstructionSyntax instruction)
    {
        foreach (var flag in instruction.Flags)
        {
            if (flag.MappedValue is { } value)
            {
                painter.PaintSource(flag.ValueSpan, SemanticTokenKind.String);
                painter.PaintVariables(value);
            }
        }

        switch (instruction)
        {
            case FromSyntax { Image: { } image }:
                PaintWord(image, SemanticTokenKind.Type);
                break;
            case PairsInstructionSyntax pairs:
                foreach (var pair in pairs.Pairs)
                {
                    PaintWord(pair.Value, SemanticTokenKind.String);
                }

                break;
            case FileTransferSyntax transfer:
                foreach (var source in transfer.Sources)
                {
                    PaintWord(source, SemanticTokenKind.String);
                }

                PaintWord(transfer.Destination, SemanticTokenKind.String);
                break;
            case ExposeSyntax expose:
                foreach (var item in expose.Items)
                {
                    PaintWord(item, SemanticTokenKind.Number);
                }

                break;
            case ListInstructionSyntax list:
                foreach (var item in list.Items)
                {
                    PaintWord(item, SemanticTokenKind.String);
                }

                break;
            case ValueInstructionSyntax value:
                PaintWord(value.Value, SemanticTokenKind.String);
                break;
        }

        void PaintWord(WordSyntax? word, SemanticTokenKind kind)
        {
            if (word is not null)
            {
                painter.PaintText(word.Mapped, new TextSpan(0, word.Mapped.Length), kind);
                painter.PaintVariables(word.Mapped);
            }
        }
    }

    private static void PaintScript(Painter painter, ShellScript script)
    {
        foreach (var token in script.ReadTokens())
        {
            var kind = token.Kind switch
            {
                ShellTokenKind.ReservedWord => SemanticTokenKind.Keyword,
                ShellTokenKind.Comment => SemanticTokenKind.Comment,
                ShellTokenKind.IoNumber => SemanticTokenKind.Number,
                ShellTokenKind.Operator => SemanticTokenKind.Operator,
                ShellTokenKind.HeredocTerminator => SemanticTokenKind.Macro,
                _ => SemanticTokenKind.None,
            };
            painter.PaintText(script.Text, token.Span, kind);
        }

        foreach (var node in script.Body.DescendantsAndSelf())
        {
            PaintNode(painter, script.Text, node);
        }
    }

    private static void PaintNode(Painter painter, MappedText text, ShellNode node)
    {
        switch (node)
        {
            case ShellSimpleCommand { Words: [var command, ..] words }:
                painter.PaintText(text, command.Span, SemanticTokenKind.Function);
                for (var i = 1; i < words.Length; i++)
                {
                    if (words[i].Parts is [ShellLiteral { Text: ['-', _, ..] } option, ..])
                    {
                        var equals = option.Text.IndexOf('=', StringComparison.Ordinal);
                        painter.PaintText(text, new TextSpan(option.Span.Start, equals < 0 ? option.Span.Length : Math.Min(equals, option.Span.Length)), SemanticTokenKind.Property);
                    }
                }

                break;
            case ShellFunction function:
                painter.PaintText(text, new TextSpan(function.Span.Start, Math.Min(function.Name.Length, function.Span.Length)), SemanticTokenKind.Function);
                break;
            case ShellAndOr andOr:
                foreach (var op in andOr.Operators)
                {
                    painter.PaintText(text, op.Span, SemanticTokenKind.Operator);
                }

                break;
            case ShellPipeline pipeline:
                foreach (var op in pipeline.Operators)
                {
                    painter.PaintText(text, op.Span, SemanticTokenKind.Operator);
                }

                break;
            case ShellRedirection redirection:
                painter.PaintText(text, redirection.OperatorSpan, redirection.Heredoc is null ? SemanticTokenKind.Operator : SemanticTokenKind.Macro);
                break;
            case ShellHeredocBody body:
                painter.PaintText(text, body.BodySpan, SemanticTokenKind.String);
                break;
            case ShellSingleQuoted or ShellDoubleQuoted or ShellAnsiQuoted or ShellEscape:
                painter.PaintText(text, node.Span, SemanticTokenKind.String);
                break;
            case ShellParameter or ShellArithmetic:
                painter.PaintText(text, node.Span, SemanticTokenKind.Variable);
                break;
            case ShellCommandSubstitution or ShellProcessSubstitution:
                // What stands in it gets its own colours, in a string or not.
                painter.PaintText(text, node.Span, SemanticTokenKind.Operator);
                break;
            case ShellWord { LeadingText: not null } word when word.ConstantValue is { } value && value.Length > 0 && char.IsAsciiDigit(value[0]) && value.All(char.IsAsciiDigit):
                painter.PaintText(text, word.Span, SemanticTokenKind.Number);
                break;
            case ShellList list:
                painter.Clear(text, list);
                break;
        }
    }

    private sealed record Entry(ShellDialect Dialect, ImmutableArray<SemanticToken> Tokens);

    /// <summary>Gives each character of an instruction its kind: what is painted later lies on top.</summary>
    private sealed class Painter(string text, int origin, char escape)
    {
        private readonly SemanticTokenKind[] kinds = new SemanticTokenKind[text.Length];
        private readonly bool[] starts = new bool[text.Length];

        /// <summary>Paints a span of the file.</summary>
        public void PaintSource(TextSpan span, SemanticTokenKind kind) => Paint(span.Shift(-origin), kind);

        /// <summary>Paints a span that counts from the instruction's position.</summary>
        public void Paint(TextSpan span, SemanticTokenKind kind)
        {
            var start = Math.Clamp(span.Start, 0, text.Length);
            var end = Math.Clamp(span.End, start, text.Length);
            if (kind == SemanticTokenKind.None || start == end)
            {
                return;
            }

            Fill(start, end, kind);
        }

        /// <summary>Paints a part of a text that was cut out of the instruction.</summary>
        public void PaintText(MappedText mapped, TextSpan span, SemanticTokenKind kind)
        {
            if (kind != SemanticTokenKind.None)
            {
                ForEachPiece(mapped, span, (start, end) => Paint(TextSpan.FromBounds(start, end), kind));
            }
        }

        /// <summary>Paints the variables in a word, each with its dollar sign.</summary>
        public void PaintVariables(MappedText mapped, bool hasQuotes = true)
        {
            if (mapped.Text.IndexOf('$', StringComparison.Ordinal) < 0)
            {
                return;
            }

            foreach (var name in VariableScanner.Find(mapped.Text, escape, hasQuotes))
            {
                var start = name.Start - (mapped.Text[name.Start - 1] == '{' ? 2 : 1);
                var end = name.End < mapped.Length && mapped.Text[name.End] == '}' ? name.End + 1 : name.End;
                PaintText(mapped, TextSpan.FromBounds(start, end), SemanticTokenKind.Variable);
            }
        }

        /// <summary>Takes the colour from the commands of a substitution.</summary>
        public void Clear(MappedText mapped, ShellList list)
        {
            if (list.Span.Start == 0)
            {
                return;
            }

            ForEachPiece(mapped, list.Span, (start, end) =>
            {
                for (var i = Math.Max(0, start); i < Math.Min(end, text.Length); i++)
                {
                    if (kinds[i] == SemanticTokenKind.Operator && (char.IsLetterOrDigit(text[i]) || text[i] is ' ' or '\t' or '-' or '/' or '.' or '_'))
                    {
                        kinds[i] = SemanticTokenKind.None;
                        starts[i] = true;
                    }
                }
            });
        }

        public ImmutableArray<SemanticToken> ToTokens()
        {
            var tokens = ImmutableArray.CreateBuilder<SemanticToken>();
            for (var i = 0; i < kinds.Length;)
            {
                if (kinds[i] == SemanticTokenKind.None || text[i] is '\r' or '\n')
                {
                    i++;
                    continue;
                }

                var end = i + 1;
                while (end < kinds.Length && kinds[end] == kinds[i] && !starts[end] && text[end] is not ('\r' or '\n'))
                {
                    end++;
                }

                tokens.Add(new SemanticToken(TextSpan.FromBounds(i, end), kinds[i]));
                i = end;
            }

            return tokens.ToImmutable();
        }

        private void Fill(int start, int end, SemanticTokenKind kind)
        {
            kinds.AsSpan(start, end - start).Fill(kind);
            starts.AsSpan(start, end - start).Clear();
            starts[start] = true;
            if (end < starts.Length)
            {
                starts[end] = true;
            }
        }

        private static void ForEachPiece(MappedText mapped, TextSpan span, Action<int, int> action)
        {
            if (span.IsEmpty || mapped.PieceCount == 0)
            {
                return;
            }

            for (var i = mapped.FindPiece(span.Start); i < mapped.PieceCount; i++)
            {
                var (piece, source) = mapped.GetPiece(i);
                if (piece.Start >= span.End)
                {
                    return;
                }

                var start = Math.Max(piece.Start, span.Start);
                var end = Math.Min(piece.End, span.End);
                action(source + (start - piece.Start), source + (end - piece.Start));
            }
        }
    }
}
