using System.Collections.Immutable;

namespace DockerLsp.Engine.Shell;

/// <content>Compound commands and functions: POSIX XCU 2.9.4 and 2.9.5, bash manual 3.2.5 and 3.3.</content>
internal sealed partial class ShellReader
{
    private bool Expect(string word)
    {
        ref var next = ref Peek(WordMode.Assignment);
        if (next.Kind is TokenKind.Word && next.Literal == word)
        {
            Take(ShellTokenKind.ReservedWord);
            return true;
        }

        Error(next.Start, next.End, $"{word} is missing here");
        return false;
    }

    private ImmutableArray<ShellRedirection> ReadRedirections()
    {
        if (Peek(WordMode.Assignment).Kind is not TokenKind.Redirection)
        {
            return [];
        }

        var redirections = ImmutableArray.CreateBuilder<ShellRedirection>();
        while (Peek(WordMode.Assignment).Kind is TokenKind.Redirection)
        {
            redirections.Add(ReadRedirection());
        }

        if (Peek(WordMode.Assignment).Kind is TokenKind.Word)
        {
            // Behind a redirection the shells know no reserved word.
            Unexpected();
        }

        return redirections.ToImmutable();
    }

    private ShellList EmptyList() => new(Span(lastEnd, lastEnd), []);

    private ShellCommand ReadSubshellOrArithmetic()
    {
        var start = Peek().Start;
        var open = Peek().End;
        var second = SkipContinuations(open);
        if (At(second) == '(')
        {
            Differs(start, second + 1, "((");
            if (isBash && TryReadDoubleParentheses(start, second + 1) is { } arithmetic)
            {
                var redirections = ReadRedirections();
                return new ShellArithmeticCommand(Span(start, lastEnd), arithmetic.Expression, arithmetic.Parts, redirections);
            }
        }

        Take(ShellTokenKind.Operator);
        var body = ReadListUntil(TokenKind.CloseParenthesis);
        if (body.Statements.IsEmpty)
        {
            Error(start, lastEnd, "A command is missing here");
        }

        if (Peek().Kind is TokenKind.CloseParenthesis)
        {
            Take(ShellTokenKind.Operator);
        }
        else
        {
            Error(start, start + 1, ") is missing");
        }

        var behind = ReadRedirections();
        return new ShellSubshell(Span(start, lastEnd), body, behind);
    }

    /// <summary>Reads <c>((…))</c> whose first parenthesis is the token at hand; null where they turn out to be those of subshells.</summary>
    private ShellArithmetic? TryReadDoubleParentheses(int start, int inside)
    {
        var saved = token;
        hasToken = false;
        position = inside;
        quiet++;
        var isArithmetic = TryReadArithmetic(start, out var expressionEnd, out var parts);
        quiet--;
        if (!isArithmetic)
        {
            if (At(expressionEnd + 1) == '\n')
            {
                // bash gives up here, though it reads the same text with a blank before the line break.
                Error(expressionEnd, expressionEnd + 1, ") before a line break does not end ((");
            }

            token = saved;
            hasToken = true;
            position = saved.End;
            return null;
        }

        AddToken(ShellTokenKind.Operator, start, inside);
        AddToken(ShellTokenKind.Word, inside, expressionEnd);
        AddToken(ShellTokenKind.Operator, expressionEnd, position);
        lastEnd = position;
        return new ShellArithmetic(Span(start, position), new ShellTextSlice(text, inside, Math.Max(inside, expressionEnd)), parts);
    }

    private ShellGroup ReadGroup()
    {
        var start = Peek().Start;
        Take(ShellTokenKind.ReservedWord);
        var body = ReadCompoundList();
        Expect("}");
        var redirections = ReadRedirections();
        return new ShellGroup(Span(start, lastEnd), body, redirections);
    }

    private ShellIf ReadIf()
    {
        var start = Peek().Start;
        var clauses = ImmutableArray.CreateBuilder<ShellIfClause>();
        ShellList? elseBody = null;
        do
        {
            var clauseStart = Peek().Start;
            Take(ShellTokenKind.ReservedWord);
            var condition = ReadCompoundList();
            var body = Expect("then") ? ReadCompoundList() : EmptyList();
            clauses.Add(new ShellIfClause(Span(clauseStart, lastEnd), condition, body));
        }
        while (Peek(WordMode.Assignment).Literal == "elif");
        if (Peek(WordMode.Assignment).Literal == "else")
        {
            Take(ShellTokenKind.ReservedWord);
            elseBody = ReadCompoundList();
        }

        Expect("fi");
        var redirections = ReadRedirections();
        return new ShellIf(Span(start, lastEnd), clauses.ToImmutable(), elseBody, redirections);
    }

    private ShellWhile ReadWhile()
    {
        var start = Peek().Start;
        var isUntil = Peek().Literal == "until";
        Take(ShellTokenKind.ReservedWord);
        var condition = ReadCompoundList();
        var body = ReadDoGroup(false);
        var redirections = ReadRedirections();
        return new ShellWhile(Span(start, lastEnd), isUntil, condition, body, redirections);
    }

    /// <summary>Reads <c>do … done</c>; behind for, bash takes braces too.</summary>
    private ShellList ReadDoGroup(bool allowsBraces)
    {
        if (allowsBraces && isBash && Peek(WordMode.Assignment).Literal == "{")
        {
            Take(ShellTokenKind.ReservedWord);
            var group = ReadCompoundList();
            Expect("}");
            return group;
        }

        if (!Expect("do"))
        {
            return EmptyList();
        }

        var body = ReadCompoundList();
        Expect("done");
        return body;
    }

    private ShellFor ReadFor(bool isSelect)
    {
        var start = Peek().Start;
        Take(ShellTokenKind.ReservedWord);
        ref var next = ref Peek();
        if (isBash && !isSelect && next.Kind is TokenKind.OpenParenthesis && At(SkipContinuations(next.End)) == '(')
        {
            return ReadArithmeticFor(start, next.Start, SkipContinuations(next.End) + 1);
        }

        string? variable = null;
        if (next.Kind is TokenKind.Word)
        {
            variable = next.Literal ?? text[next.Start..next.End];
            if (!isBash && !IsName(next.Literal))
            {
                Error(next.Start, next.End, $"{Shorten(variable)} is no name for a variable");
            }

            Take(ShellTokenKind.Word);
        }
        else
        {
            Unexpected();
        }

        var words = ImmutableArray<ShellWord>.Empty;
        var hasNewLine = Peek(WordMode.Assignment).Kind is TokenKind.NewLine;
        SkipNewLines(WordMode.Assignment);
        var hasIn = Peek(WordMode.Assignment).Literal == "in";
        var isSeparated = hasNewLine || hasIn;
        if (hasIn)
        {
            Take(ShellTokenKind.ReservedWord);
            words = ReadForWords();
        }
        else if (Peek(WordMode.Assignment).Kind is TokenKind.Semicolon)
        {
            if (hasNewLine)
            {
                if (isBash)
                {
                    Unexpected();
                }

                Differs(Peek().Start, Peek().End, "; on a line of its own");
            }

            Take(ShellTokenKind.Operator);
            isSeparated = true;
        }

        SkipNewLines(WordMode.Assignment);
        var body = ReadDoGroup(isSeparated);
        var redirections = ReadRedirections();
        return new ShellFor(Span(start, lastEnd), isSelect, variable, null, words, hasIn, body, redirections);
    }

    private ImmutableArray<ShellWord> ReadForWords()
    {
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        while (Peek() is { Kind: TokenKind.Word, Word: { } word })
        {
            words.Add(word);
            Take(ShellTokenKind.Word);
        }

        if (Peek().Kind is TokenKind.Semicolon)
        {
            Take(ShellTokenKind.Operator);
        }
        else if (Peek().Kind is not TokenKind.NewLine)
        {
            Unexpected();
        }

        return words.ToImmutable();
    }

    private ShellFor ReadArithmeticFor(int start, int open, int inside)
    {
        var header = TryReadDoubleParentheses(open, inside);
        if (header is null)
        {
            Error(open, inside, "Three expressions are expected between (( and ))");
            SkipBalanced();
        }
        else if (header.Parts.IsEmpty && header.Expression.AsSpan().Count(';') != 2)
        {
            Error(open, lastEnd, "Three expressions are expected between (( and ))");
        }

        if (Peek(WordMode.Assignment).Kind is TokenKind.Semicolon)
        {
            Take(ShellTokenKind.Operator);
        }

        SkipNewLines(WordMode.Assignment);
        var body = ReadDoGroup(true);
        var redirections = ReadRedirections();
        return new ShellFor(Span(start, lastEnd), false, null, header, [], false, body, redirections);
    }

    private void SkipBalanced()
    {
        var nesting = 0;
        do
        {
            nesting += Peek().Kind switch { TokenKind.OpenParenthesis => 1, TokenKind.CloseParenthesis => -1, _ => 0 };
            Take(ShellTokenKind.Bad);
        }
        while (nesting > 0 && Peek().Kind is not TokenKind.EndOfText);
    }

    private ShellCommand ReadCase()
    {
        var start = Peek().Start;
        Take(ShellTokenKind.ReservedWord);
        if (Peek(WordMode.NoBraces | WordMode.NoGlobs) is not { Kind: TokenKind.Word, Word: { } subject })
        {
            Unexpected();
            return new ShellBadCommand(Span(start, lastEnd));
        }

        Take(ShellTokenKind.Word);
        SkipNewLines(WordMode.Assignment);
        var items = ImmutableArray.CreateBuilder<ShellCaseItem>();
        if (Expect("in"))
        {
            ReadCaseItems(items);
        }

        var redirections = ReadRedirections();
        return new ShellCase(Span(start, lastEnd), subject, items.ToImmutable(), redirections);
    }

    private void ReadCaseItems(ImmutableArray<ShellCaseItem>.Builder items)
    {
        while (true)
        {
            SkipNewLines(WordMode.NoBraces);
            if (Peek(WordMode.NoBraces).Literal == "esac")
            {
                Take(ShellTokenKind.ReservedWord);
                return;
            }

            var start = Peek().Start;
            if (ReadPatterns() is not { } patterns)
            {
                return;
            }

            var statements = ImmutableArray.CreateBuilder<ShellStatement>();
            var bodyStart = lastEnd;
            ReadStatements(statements);
            var body = List(statements, bodyStart);
            var end = Math.Max(lastEnd, bodyStart);
            ref var next = ref Peek(WordMode.Assignment);
            var terminator = next.Kind switch
            {
                TokenKind.DoubleSemicolon => CaseTerminator.Break,
                TokenKind.SemicolonAnd => CaseTerminator.FallThrough,
                TokenKind.DoubleSemicolonAnd => CaseTerminator.Continue,
                _ => CaseTerminator.None,
            };
            items.Add(new ShellCaseItem(Span(start, end), patterns, body, terminator));
            if (terminator is not CaseTerminator.None)
            {
                Take(ShellTokenKind.Operator);
            }
            else
            {
                Expect("esac");
                return;
            }
        }
    }

    private ImmutableArray<ShellWord>? ReadPatterns()
    {
        if (Peek(WordMode.NoBraces).Kind is TokenKind.OpenParenthesis)
        {
            Take(ShellTokenKind.Operator);
        }

        var patterns = ImmutableArray.CreateBuilder<ShellWord>();
        while (true)
        {
            if (Peek(WordMode.NoBraces) is not { Kind: TokenKind.Word, Word: { } pattern })
            {
                Unexpected();
                return null;
            }

            patterns.Add(pattern);
            Take(ShellTokenKind.Word);
            if (Peek(WordMode.NoBraces).Kind is not TokenKind.Pipe)
            {
                break;
            }

            Take(ShellTokenKind.Operator);
        }

        if (Peek(WordMode.NoBraces).Kind is not TokenKind.CloseParenthesis)
        {
            Unexpected();
            return null;
        }

        Take(ShellTokenKind.Operator);
        return patterns.ToImmutable();
    }

    /// <summary>Reads <c>() body</c> behind a name.</summary>
    private ShellCommand ReadFunction(ShellWord word, int start)
    {
        var nameEnd = lastEnd;
        Take(ShellTokenKind.Operator);
        if (Peek().Kind is not TokenKind.CloseParenthesis)
        {
            Unexpected();
            return new ShellBadCommand(Span(start, lastEnd));
        }

        Take(ShellTokenKind.Operator);
        CheckFunctionName(word, start, nameEnd);
        return ReadFunctionBody(start, text[start..nameEnd], !isBash);
    }

    private ShellFunction ReadFunctionBody(int start, string name, bool allowsSimple)
    {
        SkipNewLines(WordMode.Assignment);
        var bodyStart = Peek(WordMode.Assignment).Start;
        var body = ReadCommand(lastEnd);
        if (body is ShellSimpleCommand or ShellFunction or ShellCoprocess)
        {
            if (!allowsSimple)
            {
                Error(bodyStart, Math.Max(bodyStart, lastEnd), "The body of a function must be a compound command");
            }

            Differs(bodyStart, bodyStart, "a function whose body is a simple command");
        }

        return new ShellFunction(Span(start, Math.Max(start, lastEnd)), name, body);
    }

    /// <summary>dash and ash want a name, and not that of a special built-in; bash takes any word.</summary>
    private void CheckFunctionName(ShellWord word, int start, int end)
    {
        if (!isBash && (!(word.PlainText is { } name && IsName(name)) || IsSpecialToParser(name)))
        {
            Error(start, end, $"{Shorten(text.AsSpan(start, end - start))} is no name for a function");
        }
    }

    private bool IsSpecialToParser(string name) =>
        ShellFacts.IsSpecialBuiltin(name) || name == "local" || (name == "source" && dialect is ShellDialect.BusyBoxAsh);

    /// <summary>Reads <c>function name body</c>, which bash and ash know.</summary>
    private ShellCommand ReadFunctionKeyword()
    {
        var start = Peek().Start;
        Take(ShellTokenKind.ReservedWord);
        if (Peek() is not { Kind: TokenKind.Word, Word: { } word })
        {
            Unexpected();
            return new ShellBadCommand(Span(start, lastEnd));
        }

        var nameStart = Peek().Start;
        Take(ShellTokenKind.Word);
        var nameEnd = lastEnd;
        CheckFunctionName(word, nameStart, nameEnd);
        if (!isBash)
        {
            SkipNewLines(WordMode.Assignment);
        }

        var hasParentheses = Peek().Kind is TokenKind.OpenParenthesis && (!isBash || IsEmptyParentheses(Peek().End));
        if (hasParentheses)
        {
            Take(ShellTokenKind.Operator);
            if (Peek().Kind is not TokenKind.CloseParenthesis)
            {
                Unexpected();
                return new ShellBadCommand(Span(start, lastEnd));
            }

            Take(ShellTokenKind.Operator);
        }

        return ReadFunctionBody(
            start, text[nameStart..nameEnd], !isBash && (hasParentheses || Peek(WordMode.Assignment).Literal == "[["));
    }

    private bool IsEmptyParentheses(int inside)
    {
        while (At(inside) is ' ' or '\t')
        {
            inside++;
        }

        return At(inside) == ')';
    }

    /// <summary>Reads bash's <c>coproc [name] command</c>; a name stands only before a compound command.</summary>
    private ShellCoprocess ReadCoprocess()
    {
        var start = Peek().Start;
        Take(ShellTokenKind.ReservedWord);
        string? name = null;
        ShellCommand body;
        if (Peek(WordMode.Assignment) is { Kind: TokenKind.Word, Word: { } word } next && !IsReserved(next.Literal))
        {
            Take(ShellTokenKind.Word);
            if (Peek().Kind is TokenKind.OpenParenthesis || IsReserved(Peek().Literal))
            {
                name = next.Literal ?? text[next.Start..next.End];
                body = ReadCoprocessBody();
            }
            else
            {
                body = ReadSimpleCommand(word, next.Start);
            }
        }
        else
        {
            body = ReadCoprocessBody();
        }

        return new ShellCoprocess(Span(start, Math.Max(start, lastEnd)), name, body);
    }

    private ShellCommand ReadCoprocessBody()
    {
        if (Peek(WordMode.Assignment).Literal is "function" or "coproc")
        {
            Unexpected();
        }

        return ReadCommand(lastEnd);
    }
}
