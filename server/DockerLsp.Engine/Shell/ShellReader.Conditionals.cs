using System.Collections.Immutable;

namespace DockerLsp.Engine.Shell;

/// <content>bash's <c>[[ … ]]</c>: bash manual 3.2.5.2 and 6.4.</content>
internal sealed partial class ShellReader
{
    private ShellConditional ReadConditional()
    {
        var start = Peek().Start;
        Take(ShellTokenKind.ReservedWord);
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        ReadDisjunction(words);
        if (!isConditionalBroken && Peek().Literal != "]]")
        {
            BreakConditional();
        }

        // After an error, on to the end of the brackets or of the line.
        while (isConditionalBroken && Peek().Literal != "]]" && Peek().Kind is not (TokenKind.EndOfText or TokenKind.NewLine))
        {
            Take(ShellTokenKind.Bad);
        }

        isConditionalBroken = false;
        if (Peek().Literal == "]]")
        {
            Take(ShellTokenKind.ReservedWord);
        }

        var redirections = ReadRedirections();
        return new ShellConditional(Span(start, lastEnd), words.ToImmutable(), redirections);
    }

    private bool isConditionalBroken;

    private void BreakConditional()
    {
        if (!isConditionalBroken)
        {
            Unexpected();
            isConditionalBroken = true;
        }
    }

    private void ReadDisjunction(ImmutableArray<ShellWord>.Builder words)
    {
        if (!Enter())
        {
            return;
        }

        // Whether && binds closer makes no difference to what is accepted.
        while (true)
        {
            ReadTerm(words);
            SkipNewLinesIfWhole();
            if (isConditionalBroken || Peek().Kind is not (TokenKind.AndIf or TokenKind.OrIf))
            {
                break;
            }

            TakeConditionalOperator(words);
        }

        Leave();
    }

    private void SkipNewLinesIfWhole()
    {
        if (!isConditionalBroken)
        {
            SkipNewLines(WordMode.None);
        }
    }

    private void TakeConditionalOperator(ImmutableArray<ShellWord>.Builder words)
    {
        ref var next = ref Peek();
        words.Add(new ShellWord(Span(next.Start, next.End), Slice(next.Start, next.End)));
        Take(ShellTokenKind.Operator);
    }

    private bool TakeConditionalWord(ImmutableArray<ShellWord>.Builder words, WordMode mode)
    {
        if (Peek(mode) is not { Kind: TokenKind.Word, Word: { } word, Literal: not "]]" })
        {
            BreakConditional();
            return false;
        }

        words.Add(word);
        Take(ShellTokenKind.Word);
        return true;
    }

    private void ReadTerm(ImmutableArray<ShellWord>.Builder words)
    {
        const WordMode plain = WordMode.NoBraces | WordMode.NoGlobs;
        SkipNewLines(plain);
        while (Peek(plain).Literal == "!")
        {
            TakeConditionalWord(words, plain);
            SkipNewLines(plain);
        }

        if (Peek(plain).Kind is TokenKind.OpenParenthesis)
        {
            TakeConditionalOperator(words);
            ReadDisjunction(words);
            if (isConditionalBroken)
            {
                return;
            }

            if (Peek().Kind is TokenKind.CloseParenthesis)
            {
                TakeConditionalOperator(words);
            }
            else
            {
                BreakConditional();
            }

            return;
        }

        var first = Peek(plain).Literal;
        if (!TakeConditionalWord(words, plain))
        {
            return;
        }

        if (first is ['-', var letter] && IsUnaryTest(letter))
        {
            TakeConditionalWord(words, plain);
            return;
        }

        ref var next = ref Peek(plain);
        switch (next.Kind)
        {
            case TokenKind.Redirection when next.Descriptor is null && next.Operator is RedirectionOperator.Input or RedirectionOperator.Output:
                TakeConditionalOperator(words);
                TakeConditionalWord(words, plain);
                return;
            case TokenKind.AndIf or TokenKind.OrIf or TokenKind.CloseParenthesis:
                return;
            case TokenKind.Word when next.Literal == "]]":
                return;
            case TokenKind.Word when next.Literal is "=" or "==" or "!=":
                TakeConditionalWord(words, plain);
                TakeConditionalWord(words, WordMode.NoBraces | WordMode.Pattern);
                return;
            case TokenKind.Word when next.Literal == "=~":
                TakeConditionalWord(words, plain);
                TakeConditionalWord(words, WordMode.NoBraces | WordMode.NoGlobs | WordMode.Regex);
                return;
            case TokenKind.Word when next.Literal is "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge" or "-nt" or "-ot" or "-ef":
                TakeConditionalWord(words, plain);
                TakeConditionalWord(words, plain);
                return;
            default:
                BreakConditional();
                return;
        }
    }

    private static bool IsUnaryTest(char letter) => "abcdefghknoprstuvwxzGLNORS".Contains(letter, StringComparison.Ordinal);
}
