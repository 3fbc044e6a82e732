using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

/// <content>Lists, pipelines and simple commands: POSIX XCU 2.9 and 2.10.2.</content>
internal sealed partial class ShellReader
{
    private ShellList ReadListUntil(TokenKind close)
    {
        var start = position;
        var statements = ImmutableArray.CreateBuilder<ShellStatement>(1);
        while (true)
        {
            ReadStatements(statements);
            ref var next = ref Peek(WordMode.Assignment);
            if (next.Kind == close || next.Kind is TokenKind.EndOfText)
            {
                break;
            }

            Unexpected();
            var bad = Span(next.Start, next.End);
            Take(ShellTokenKind.Bad);
            statements.Add(BadStatement(bad));
        }

        return List(statements, start);
    }

    private static ShellStatement BadStatement(TextSpan span)
    {
        var pipeline = new ShellPipeline(span, false, false, [new ShellBadCommand(span)], []);
        return new ShellStatement(span, new ShellAndOr(span, [pipeline], []), StatementTerminator.None, new TextSpan(span.End, 0));
    }

    private ShellList List(ImmutableArray<ShellStatement>.Builder statements, int emptyAt)
    {
        if (statements.Count == 0)
        {
            return new ShellList(Span(emptyAt, emptyAt), []);
        }

        var last = statements[^1];
        var end = last.Terminator is StatementTerminator.Semicolon or StatementTerminator.Background ? last.TerminatorSpan.End : last.Span.End;
        return new ShellList(TextSpan.FromBounds(statements[0].Span.Start, end), statements.DrainToImmutable());
    }

    /// <summary>Reads the list of a compound command, which no shell allows to be empty.</summary>
    private ShellList ReadCompoundList()
    {
        var statements = ImmutableArray.CreateBuilder<ShellStatement>(1);
        var start = lastEnd;
        ReadStatements(statements);
        if (statements.Count == 0)
        {
            Error(Peek().Start, Peek().End, "A command is missing here");
        }

        return List(statements, start);
    }

    /// <summary>Reads statements up to a token that ends a list.</summary>
    private void ReadStatements(ImmutableArray<ShellStatement>.Builder statements)
    {
        while (true)
        {
            SkipNewLines(WordMode.Assignment);
            if (EndsList(Peek(WordMode.Assignment)))
            {
                return;
            }

            ReadStatement(statements);
        }
    }

    private static bool EndsList(in Token token) => token.Kind switch
    {
        TokenKind.EndOfText or TokenKind.CloseParenthesis => true,
        TokenKind.DoubleSemicolon or TokenKind.SemicolonAnd or TokenKind.DoubleSemicolonAnd => true,
        TokenKind.Word => token.Literal is "then" or "do" or "done" or "elif" or "else" or "esac" or "fi" or "}",
        _ => false,
    };

    private void ReadStatement(ImmutableArray<ShellStatement>.Builder statements)
    {
        var andOr = ReadAndOr();
        ref var next = ref Peek(WordMode.Assignment);
        var place = Span(next.Start, next.End);
        switch (next.Kind)
        {
            case TokenKind.Semicolon:
                Take(ShellTokenKind.Operator);
                statements.Add(new ShellStatement(andOr.Span, andOr, StatementTerminator.Semicolon, place));
                return;
            case TokenKind.Background:
                Take(ShellTokenKind.Operator);
                statements.Add(new ShellStatement(andOr.Span, andOr, StatementTerminator.Background, place));
                return;
            case TokenKind.NewLine:
                TakeNewLine();
                statements.Add(new ShellStatement(andOr.Span, andOr, StatementTerminator.NewLine, place));
                return;
            default:
                statements.Add(new ShellStatement(andOr.Span, andOr, StatementTerminator.None, new TextSpan(andOr.Span.End, 0)));
                if (!EndsList(next))
                {
                    SkipUnexpected(statements);
                }

                return;
        }
    }

    /// <summary>Takes what does not belong behind a command, up to where the next may begin.</summary>
    private void SkipUnexpected(ImmutableArray<ShellStatement>.Builder statements)
    {
        Unexpected();
        var start = Peek().Start;
        var nesting = 0;
        do
        {
            nesting += Peek().Kind switch { TokenKind.OpenParenthesis => 1, TokenKind.CloseParenthesis => -1, _ => 0 };
            Take(ShellTokenKind.Bad);
        }
        while (Peek().Kind is TokenKind.Word or TokenKind.Redirection or TokenKind.OpenParenthesis
            || (Peek().Kind is TokenKind.CloseParenthesis && nesting > 0));
        statements.Add(BadStatement(Span(start, lastEnd)));
        if (Peek().Kind is TokenKind.Semicolon or TokenKind.Background)
        {
            Take(ShellTokenKind.Operator);
        }
    }

    private void Unexpected()
    {
        ref var next = ref Peek();
        var what = next.Kind switch
        {
            TokenKind.EndOfText => "The script ends too early",
            TokenKind.NewLine => "The line ends too early",
            _ => $"{Shorten(text.AsSpan(next.Start, next.End - next.Start))} is unexpected here",
        };
        Error(next.Start, next.End, what);
    }

    private static string Shorten(ReadOnlySpan<char> word) => word.Length <= 40 ? word.ToString() : $"{word[..40]}…";

    private ShellAndOr ReadAndOr()
    {
        var pipeline = ReadPipeline();
        if (Peek().Kind is not (TokenKind.AndIf or TokenKind.OrIf))
        {
            return new ShellAndOr(pipeline.Span, [pipeline], []);
        }

        var pipelines = ImmutableArray.CreateBuilder<ShellPipeline>(2);
        var operators = ImmutableArray.CreateBuilder<ShellAndOrOperator>(1);
        pipelines.Add(pipeline);
        while (Peek().Kind is TokenKind.AndIf or TokenKind.OrIf)
        {
            operators.Add(new ShellAndOrOperator(Peek().Kind is TokenKind.AndIf, Span(Peek().Start, Peek().End)));
            Take(ShellTokenKind.Operator);
            SkipNewLines(WordMode.Assignment);
            pipelines.Add(ReadPipeline());
        }

        return new ShellAndOr(
            TextSpan.FromBounds(pipeline.Span.Start, pipelines[^1].Span.End), pipelines.DrainToImmutable(), operators.DrainToImmutable());
    }

    private ShellPipeline ReadPipeline()
    {
        // Where there is no command, the place behind what came before stands for it.
        var start = EndsList(Peek(WordMode.Assignment)) ? lastEnd : Peek().Start;
        bool isNegated = false, isTimed = false, hasPrefix = false;
        while (Peek(WordMode.Assignment) is { Kind: TokenKind.Word, Literal: "!" or "time" } && (isBash || Peek().Literal == "!"))
        {
            if (Peek().Literal == "!")
            {
                if (hasPrefix && !isBash)
                {
                    Unexpected();
                }

                isNegated = !isNegated;
                Take(ShellTokenKind.ReservedWord);
            }
            else
            {
                isTimed = true;
                Take(ShellTokenKind.ReservedWord);
                if (Peek(WordMode.Assignment).Literal == "-p")
                {
                    Take(ShellTokenKind.Word);
                }

                if (Peek(WordMode.Assignment).Literal == "--")
                {
                    Take(ShellTokenKind.Word);
                }
            }

            hasPrefix = true;
        }

        if (hasPrefix && isBash && Peek(WordMode.Assignment).Kind is TokenKind.Semicolon or TokenKind.NewLine or TokenKind.EndOfText)
        {
            var nothing = new ShellSimpleCommand(Span(lastEnd, lastEnd), [], [], []);
            return new ShellPipeline(Span(start, lastEnd), isNegated, isTimed, [nothing], []);
        }

        var command = ReadCommand(hasPrefix ? lastEnd : start);
        if (Peek().Kind is not (TokenKind.Pipe or TokenKind.PipeBoth))
        {
            var span = hasPrefix ? Span(start, Math.Max(start, lastEnd)) : command.Span;
            return new ShellPipeline(span, isNegated, isTimed, [command], []);
        }

        var commands = ImmutableArray.CreateBuilder<ShellCommand>(2);
        var operators = ImmutableArray.CreateBuilder<ShellPipeOperator>(1);
        commands.Add(command);
        while (Peek().Kind is TokenKind.Pipe or TokenKind.PipeBoth)
        {
            operators.Add(new ShellPipeOperator(Peek().Kind is TokenKind.PipeBoth, Span(Peek().Start, Peek().End)));
            Take(ShellTokenKind.Operator);
            SkipNewLines(WordMode.Assignment);
            commands.Add(ReadCommand(lastEnd));
        }

        return new ShellPipeline(Span(start, Math.Max(start, lastEnd)), isNegated, isTimed, commands.DrainToImmutable(), operators.DrainToImmutable());
    }

    /// <summary>Reads a command; where there is none, a bad one of no length stands at <paramref name="emptyAt"/>.</summary>
    private ShellCommand ReadCommand(int emptyAt)
    {
        if (!Enter())
        {
            return new ShellBadCommand(Span(emptyAt, emptyAt));
        }

        var command = ReadCommandCore(emptyAt);
        Leave();
        return command;
    }

    private ShellCommand ReadCommandCore(int emptyAt)
    {
        ref var next = ref Peek(WordMode.Assignment);
        switch (next.Kind)
        {
            case TokenKind.OpenParenthesis:
                return ReadSubshellOrArithmetic();
            case TokenKind.Redirection:
                return ReadSimpleCommand();
            case TokenKind.Word:
                break;
            default:
                Unexpected();
                return new ShellBadCommand(Span(emptyAt, emptyAt));
        }

        switch (next.Literal)
        {
            case null:
                return ReadSimpleCommand();
            case "if":
                return ReadIf();
            case "for":
                return ReadFor(false);
            case "while" or "until":
                return ReadWhile();
            case "case":
                return ReadCase();
            case "{":
                return ReadGroup();
            case "in" or "!":
            case "]]" when isBash:
                Unexpected();
                return ReadSimpleCommand();
            case "[[" when isBash:
                return ReadConditional();
            case "function" when isBashOrAsh:
                return ReadFunctionKeyword();
            case "select" when isBash:
                return ReadFor(true);
            case "coproc" when isBash:
                return ReadCoprocess();
            case "[[" or "]]" or "function" or "select" or "coproc":
                Differs(next.Start, next.End, next.Literal);
                return ReadSimpleCommand();
            case "time" when isBash:
                // Only at the start of a pipeline a reserved word; behind | a command.
                return ReadSimpleCommand();
            default:
                if (EndsList(next))
                {
                    Unexpected();
                    return new ShellBadCommand(Span(emptyAt, emptyAt));
                }

                return ReadSimpleCommand();
        }
    }

    /// <summary>The words of the simple commands being read, innermost last.</summary>
    private readonly List<ShellWord> wordStack;

    private ShellCommand ReadSimpleCommand(ShellWord? first = null, int start = -1)
    {
        start = start >= 0 ? start : Peek(WordMode.Assignment).Start;
        var wordMark = wordStack.Count;
        ImmutableArray<ShellAssignment>.Builder? assignments = null;
        ImmutableArray<ShellRedirection>.Builder? redirections = null;
        var mode = WordMode.Assignment;
        var inBrackets = false;
        if (first is not null)
        {
            wordStack.Add(first);
            mode = WordMode.None;
        }

        while (true)
        {
            ref var next = ref Peek(mode);
            if (next.Kind is TokenKind.Redirection)
            {
                (redirections ??= ImmutableArray.CreateBuilder<ShellRedirection>(1)).Add(ReadRedirection());
                mode = mode switch
                {
                    WordMode.ArrayArgument => WordMode.None,
                    WordMode.Assignment when assignments is not null => WordMode.Assignment | WordMode.NoArrays,
                    _ => mode,
                };
            }
            else if (next is { Kind: TokenKind.Word, Assignment: { } assignment })
            {
                (assignments ??= ImmutableArray.CreateBuilder<ShellAssignment>(1)).Add(assignment);
                Take(ShellTokenKind.AssignmentWord);
            }
            else if (next is { Kind: TokenKind.Word, Word: { } word })
            {
                var literal = next.Literal;
                wordStack.Add(word);
                Take(ShellTokenKind.Word);
                if ((mode & WordMode.Assignment) != 0)
                {
                    mode = TakesArrays(literal) ? WordMode.ArrayArgument : WordMode.None;
                    CheckTime(literal);
                }

                if (dialect is ShellDialect.BusyBoxAsh)
                {
                    inBrackets = literal == "[[" || (inBrackets && literal != "]]");
                }
            }
            else if (next.Kind is TokenKind.AndIf or TokenKind.OrIf && inBrackets)
            {
                // To ash, [[ is a command, and these are its arguments.
                var span = Span(next.Start, next.End);
                wordStack.Add(new ShellWord(span, next.Kind is TokenKind.AndIf ? "&&" : "||"));
                Take(ShellTokenKind.Word);
            }
            else
            {
                break;
            }
        }

        var words = TakeWords(wordMark);
        if (Peek(mode).Kind is TokenKind.OpenParenthesis && words.Length == 1 && assignments is null && redirections is null)
        {
            return ReadFunction(words[0], start);
        }

        NoteExtendedGlob(words);
        return new ShellSimpleCommand(
            Span(start, Math.Max(start, lastEnd)), assignments?.DrainToImmutable() ?? [], words, redirections?.DrainToImmutable() ?? []);
    }

    private ImmutableArray<ShellWord> TakeWords(int mark)
    {
        var count = wordStack.Count - mark;
        if (count == 0)
        {
            return [];
        }

        var words = ImmutableArray.Create(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(wordStack).Slice(mark, count));
        wordStack.RemoveRange(mark, count);
        return words;
    }

    /// <summary>The built-ins behind which bash reads <c>name=(…)</c> as an argument.</summary>
    private static bool TakesArrays(string? command) =>
        command is "alias" or "declare" or "export" or "local" or "readonly" or "typeset" or "eval" or "let";

    /// <summary>To bash, time is a reserved word: it may stand before what dash would take for arguments.</summary>
    private void CheckTime(string? command)
    {
        if (command != "time")
        {
            return;
        }

        Differs(lastEnd - command.Length, lastEnd, "time");
    }

    private static bool IsReserved(string? word) => word is "!" or "{" or "}" or "case" or "do" or "done" or "elif" or "else" or "esac" or "fi"
        or "for" or "if" or "in" or "then" or "until" or "while" or "[[" or "]]" or "function" or "select" or "time" or "coproc";

    private void NoteExtendedGlob(ImmutableArray<ShellWord> words)
    {
        if (isBash && words.Length >= 3 && words[0].ConstantValue == "shopt" && words[1].ConstantValue == "-s")
        {
            foreach (var word in words)
            {
                isExtendedGlobNext |= word.ConstantValue == "extglob";
            }
        }
    }

    private ShellRedirection ReadRedirection()
    {
        ref var next = ref Peek();
        var (start, op, descriptor, operatorSpan) = (next.Start, next.Operator, next.Descriptor, Span(next.OperatorStart, next.End));
        Take(ShellTokenKind.Operator);
        var isHeredoc = op is RedirectionOperator.Heredoc or RedirectionOperator.HeredocStripTabs;
        if (isBash && op is RedirectionOperator.DuplicateInput or RedirectionOperator.DuplicateOutput)
        {
            ReadDescriptorWord();
        }

        var mode = isHeredoc ? WordMode.Delimiter : op is RedirectionOperator.HereString ? WordMode.NoBraces | WordMode.NoGlobs : WordMode.None;
        ref var target = ref Peek(mode);
        if (target is not { Kind: TokenKind.Word, Word: { } word })
        {
            Unexpected();
            return new ShellRedirection(Span(start, lastEnd), descriptor, op, null) { OperatorSpan = operatorSpan };
        }

        var (targetStart, targetEnd) = (target.Start, target.End);
        Take(ShellTokenKind.Word);
        var redirection = new ShellRedirection(Span(start, lastEnd), descriptor, op, word) { OperatorSpan = operatorSpan };
        if (isHeredoc)
        {
            AddHeredoc(redirection, op, word, targetStart, targetEnd);
        }

        return redirection;
    }

    /// <summary>
    /// Behind <c>&gt;&amp;</c> bash takes a <c>-</c> for a token, whatever is glued to it, and a number too, even before another
    /// redirection.
    /// </summary>
    private void ReadDescriptorWord()
    {
        SkipBlanks();
        var end = position;
        if (At(end) == '-')
        {
            end++;
        }
        else
        {
            while (char.IsAsciiDigit(At(end)))
            {
                end++;
            }

            if (end == position || At(end) is not ('<' or '>'))
            {
                return;
            }
        }

        var word = new ShellWord(Span(position, end), Slice(position, end));
        token = new Token { Kind = TokenKind.Word, Start = position, OperatorStart = position, End = end, Word = word, Literal = word.PlainText };
        hasToken = true;
        position = end;
    }
}
