namespace DockerLsp.Engine.Shell;

/// <content>Tokens outside of words.</content>
internal sealed partial class ShellReader
{
    private Token token;
    private bool hasToken;

    private enum TokenKind
    {
        EndOfText,
        NewLine,
        Word,
        Redirection,
        Semicolon,
        Background,
        AndIf,
        OrIf,
        Pipe,
        PipeBoth,
        OpenParenthesis,
        CloseParenthesis,
        DoubleSemicolon,
        SemicolonAnd,
        DoubleSemicolonAnd,
    }

    /// <summary>What the grammar allows a word to be at its place.</summary>
    [Flags]
    private enum WordMode
    {
        None = 0,

        /// <summary><c>name=value</c> is an assignment.</summary>
        Assignment = 1,

        /// <summary><c>name=(…)</c> is allowed in a word, as behind bash's declare.</summary>
        ArrayArgument = 2,

        /// <summary>Braces are not expanded.</summary>
        NoBraces = 4,

        /// <summary>Nor is <c>*</c>: assignments, the subject of case.</summary>
        NoGlobs = 8,

        /// <summary>A pattern of bash's <c>[[</c>, where <c>@(…)</c> is always on.</summary>
        Pattern = 16,

        /// <summary>Behind bash's <c>=~</c>.</summary>
        Regex = 32,

        /// <summary>A heredoc's delimiter, where nothing is expanded.</summary>
        Delimiter = 64,

        /// <summary>An element of an array, which may start with a subscript.</summary>
        Element = 128,

        /// <summary>Arrays and subscripts are not looked for: bash forgets them behind a redirection that follows an assignment.</summary>
        NoArrays = 256,
    }

    private ref Token Peek(WordMode mode = WordMode.None)
    {
        if (!hasToken)
        {
            SkipBlanks();
            ReadToken(mode);
            hasToken = true;
        }

        return ref token;
    }

    /// <summary>Takes the token that was peeked at.</summary>
    private void Take(ShellTokenKind kind)
    {
        hasToken = false;
        if (token.Kind is TokenKind.EndOfText)
        {
            return;
        }

        lastEnd = token.End;
        if (token.Kind is TokenKind.Redirection && token.OperatorStart > token.Start && kind is ShellTokenKind.Operator)
        {
            AddToken(ShellTokenKind.IoNumber, token.Start, token.OperatorStart);
            AddToken(ShellTokenKind.Operator, token.OperatorStart, token.End);
            return;
        }

        AddToken(kind, token.Start, token.End);
    }

    /// <summary>Takes a line break, and behind it the bodies of the heredocs that its line announced (POSIX XCU 2.7.4).</summary>
    private void TakeNewLine()
    {
        Take(ShellTokenKind.NewLine);
        isExtendedGlob |= isExtendedGlobNext;
        ReadHeredocs();
    }

    private void SkipNewLines(WordMode mode)
    {
        while (Peek(mode).Kind is TokenKind.NewLine)
        {
            TakeNewLine();
        }
    }

    /// <summary>Skips white space, comments and continuations.</summary>
    private void SkipBlanks()
    {
        while (position < limit)
        {
            var start = position;
            switch (text[position])
            {
                case ' ' or '\t':
                    do
                    {
                        position++;
                    }
                    while (At(position) is ' ' or '\t');
                    AddToken(ShellTokenKind.WhiteSpace, start, position);
                    break;
                case '\\' when At(position + 1) == '\n':
                    position += 2;
                    AddToken(ShellTokenKind.LineContinuation, start, position);
                    break;
                case '#':
                    var length = text.AsSpan(position, limit - position).IndexOf('\n');
                    position = length < 0 ? limit : position + length;
                    AddToken(ShellTokenKind.Comment, start, position);
                    break;
                default:
                    return;
            }
        }
    }

    private void ReadToken(WordMode mode)
    {
        var start = position;
        if (start >= limit)
        {
            token = new Token { Kind = TokenKind.EndOfText, Start = limit, End = limit };
            return;
        }

        switch (text[start])
        {
            case '(' or '|' when (mode & WordMode.Regex) != 0:
                break;
            case '\n':
                SetOperator(TokenKind.NewLine, start, start + 1);
                return;
            case ';':
                ReadSemicolon(start);
                return;
            case '&':
                ReadAmpersand(start);
                return;
            case '|':
                var afterPipe = SkipContinuations(start + 1);
                if (At(afterPipe) == '|')
                {
                    SetOperator(TokenKind.OrIf, start, afterPipe + 1);
                }
                else if (isBash && At(afterPipe) == '&')
                {
                    SetOperator(TokenKind.PipeBoth, start, afterPipe + 1);
                }
                else
                {
                    SetOperator(TokenKind.Pipe, start, start + 1);
                }

                return;
            case '(':
                SetOperator(TokenKind.OpenParenthesis, start, start + 1);
                return;
            case ')':
                SetOperator(TokenKind.CloseParenthesis, start, start + 1);
                return;
            case '<' or '>':
                if (!IsProcessSubstitution(start))
                {
                    ReadRedirectionOperator(start, start, null);
                    return;
                }

                break;
            case >= '0' and <= '9':
                if (TryReadDescriptor(start))
                {
                    return;
                }

                break;
            case '{' when TryReadNamedDescriptor(start):
                return;
            default:
                break;
        }

        ReadWordToken(start, mode);
    }

    private void SetOperator(TokenKind kind, int start, int end)
    {
        token = new Token { Kind = kind, Start = start, OperatorStart = start, End = end };
        position = end;
    }

    private void ReadSemicolon(int start)
    {
        var next = SkipContinuations(start + 1);
        if (At(next) == ';')
        {
            var third = SkipContinuations(next + 1);
            if (isBash && At(third) == '&')
            {
                SetOperator(TokenKind.DoubleSemicolonAnd, start, third + 1);
            }
            else
            {
                SetOperator(TokenKind.DoubleSemicolon, start, next + 1);
            }
        }
        else if (isBash && At(next) == '&')
        {
            SetOperator(TokenKind.SemicolonAnd, start, next + 1);
        }
        else
        {
            SetOperator(TokenKind.Semicolon, start, start + 1);
        }
    }

    private void ReadAmpersand(int start)
    {
        var next = SkipContinuations(start + 1);
        if (At(next) == '&')
        {
            SetOperator(TokenKind.AndIf, start, next + 1);
            return;
        }

        if (At(next) == '>')
        {
            if (isBashOrAsh)
            {
                var third = SkipContinuations(next + 1);
                var appends = isBash && At(third) == '>';
                SetOperator(TokenKind.Redirection, start, appends ? third + 1 : next + 1);
                token.Operator = appends ? RedirectionOperator.AppendOutputAndError : RedirectionOperator.OutputAndError;
                return;
            }

            Differs(start, next + 1, "&>");
        }

        SetOperator(TokenKind.Background, start, start + 1);
    }

    private void ReadRedirectionOperator(int start, int operatorStart, string? descriptor)
    {
        var second = SkipContinuations(operatorStart + 1);
        var third = SkipContinuations(second + 1);
        var (op, end) = (text[operatorStart], At(second), At(third)) switch
        {
            ('<', '<', '<') when isBash => (RedirectionOperator.HereString, third + 1),
            ('<', '<', '-') => (RedirectionOperator.HeredocStripTabs, third + 1),
            ('<', '<', _) => (RedirectionOperator.Heredoc, second + 1),
            ('<', '&', _) => (RedirectionOperator.DuplicateInput, second + 1),
            ('<', '>', _) => (RedirectionOperator.ReadWrite, second + 1),
            ('<', _, _) => (RedirectionOperator.Input, operatorStart + 1),
            (_, '>', _) => (RedirectionOperator.Append, second + 1),
            (_, '|', _) => (RedirectionOperator.Clobber, second + 1),
            (_, '&', _) => (RedirectionOperator.DuplicateOutput, second + 1),
            _ => (RedirectionOperator.Output, operatorStart + 1),
        };
        token = new Token
        {
            Kind = TokenKind.Redirection,
            Start = start,
            OperatorStart = operatorStart,
            End = end,
            Operator = op,
            Descriptor = descriptor,
        };
        position = end;
    }

    /// <summary>dash takes one digit before <c>&lt;</c> for a descriptor, ash nine, bash any number that it can count to.</summary>
    private bool TryReadDescriptor(int start)
    {
        var end = start + 1;
        while (At(end) is >= '0' and <= '9')
        {
            end++;
        }

        var next = SkipContinuations(end);
        var length = end - start;
        if (dialect is ShellDialect.BusyBoxAsh && At(next) == '&' && At(SkipContinuations(next + 1)) == '>' && length <= 9)
        {
            // ash takes &> for one character, and 1&> for a redirection with a descriptor.
            ReadAmpersand(next);
            token.Start = start;
            token.Descriptor = text[start..end];
            return true;
        }

        if (At(next) is not ('<' or '>') || IsProcessSubstitution(next))
        {
            return false;
        }

        if (length > 1 && dialect is ShellDialect.Posix)
        {
            Differs(start, end, "a descriptor of several digits");
        }

        var most = dialect switch { ShellDialect.Dash or ShellDialect.Posix => 1, ShellDialect.BusyBoxAsh => 9, _ => 18 };
        if (length > most)
        {
            return false;
        }

        ReadRedirectionOperator(start, next, text[start..end]);
        return true;
    }

    private bool TryReadNamedDescriptor(int start)
    {
        if (!IsNameStart(At(start + 1)) || (!isBash && dialect is not ShellDialect.Posix))
        {
            return false;
        }

        var end = start + 2;
        while (IsNameCharacter(At(end)))
        {
            end++;
        }

        if (At(end) != '}')
        {
            return false;
        }

        var next = SkipContinuations(end + 1);
        if (At(next) is not ('<' or '>') || IsProcessSubstitution(next))
        {
            return false;
        }

        if (!isBash)
        {
            Differs(start, end + 1, "{name} before a redirection");
            return false;
        }

        ReadRedirectionOperator(start, next, text[start..(end + 1)]);
        return true;
    }

    private bool IsProcessSubstitution(int offset) =>
        isBashOrAsh && At(offset) is '<' or '>' && At(SkipContinuations(offset + 1)) == '(';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>A name in the sense of POSIX XBD 3.216.</summary>
    private static bool IsName(string? word)
    {
        if (string.IsNullOrEmpty(word) || !IsNameStart(word[0]))
        {
            return false;
        }

        foreach (var c in word)
        {
            if (!IsNameCharacter(c))
            {
                return false;
            }
        }

        return true;
    }

    private struct Token
    {
        public TokenKind Kind;
        public int Start;

        /// <summary>Where the operator of a redirection stands, behind its descriptor.</summary>
        public int OperatorStart;
        public int End;
        public RedirectionOperator Operator;
        public string? Descriptor;
        public ShellWord? Word;
        public ShellAssignment? Assignment;

        /// <summary>The text of a word without quotes and expansions, which alone may be a reserved word.</summary>
        public string? Literal;
    }
}
