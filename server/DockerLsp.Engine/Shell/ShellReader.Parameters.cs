namespace DockerLsp.Engine.Shell;

/// <content><c>${…}</c>: POSIX XCU 2.6.2, bash manual 3.5.3.</content>
internal sealed partial class ShellReader
{
    /// <summary>Reads <c>${…}</c>; <see cref="position"/> is behind the brace.</summary>
    private void ReadBraced(int start, bool isQuoted)
    {
        if (!Enter())
        {
            return;
        }

        var at = SkipContinuations(position);
        bool isLength = false, isIndirect = false;
        var next = SkipContinuations(at + 1);
        if (At(at) == '#' && IsLengthOperand(next))
        {
            isLength = true;
            at = next;
        }
        else if (At(at) == '!' && isBash && (IsNameCharacter(At(next)) || At(next) is '@' or '*' or '#'))
        {
            isIndirect = true;
            at = next;
        }

        var name = ReadParameterName(ref at);
        position = at;
        ShellWord? subscript = null;
        if (isBash && At(at) == '[' && name.Length > 0)
        {
            int pieceMark = pieces.Count, markMark = marks.Count;
            position = at + 1;
            var end = ReadBalanced('[', ']', start) ? position - 1 : position;
            subscript = FinishWord(Span(at + 1, end), pieceMark, markMark, WordMode.NoBraces | WordMode.NoGlobs);
        }

        var operation = isLength ? "" : ReadParameterOperator(name);
        ShellWord? argument = null;
        if (operation.Length > 0 || At(position) != '}')
        {
            argument = ReadParameterArgument(start, isQuoted && !IsPatternOperator(operation));
        }

        if (argument is not null && operation.Length == 0)
        {
            // What no shell can expand, though all of them read it.
            operation = "?bad";
        }

        if (position < limit)
        {
            position++;
        }
        else
        {
            Error(start, limit, "} is missing");
        }

        var node = new ShellParameter(Span(start, position), name, operation, argument)
        {
            IsBraced = true,
            IsLength = isLength,
            IsIndirect = isIndirect,
            Subscript = subscript,
        };
        pieces.Add(new Piece(start, position, node));
        Leave();
    }

    /// <summary>Whether a <c>#</c> before the offset asks for a length, and is not the parameter <c>#</c> itself.</summary>
    private bool IsLengthOperand(int next)
    {
        var c = At(next);
        return IsNameCharacter(c) || (IsSpecialParameter(c) && At(SkipContinuations(next + 1)) == '}');
    }

    private string ReadParameterName(ref int at)
    {
        var start = at;
        var c = At(at);
        if (IsNameStart(c))
        {
            var end = at;
            while (IsNameCharacter(At(at)))
            {
                end = at + 1;
                at = SkipContinuations(end);
            }

            return Slice(start, end);
        }

        if (char.IsAsciiDigit(c))
        {
            do
            {
                at++;
            }
            while (char.IsAsciiDigit(At(at)));
            return text[start..at];
        }

        if (IsSpecialParameter(c) && !(isBash && c == '$' && At(SkipContinuations(at + 1)) is '(' or '{'))
        {
            at = SkipContinuations(at + 1);
            if (c == '$' && At(at) is '(' or '{')
            {
                Differs(start, at + 1, "${$( and ${${");
            }

            return c.ToString();
        }

        if (!isBash && c != '}' && at < limit)
        {
            // dash and ash take the character, whatever it is, and complain when it is expanded.
            CheckSwallowed(at);
            at++;
        }

        return "";
    }

    /// <summary>Reads the operator, and goes behind it.</summary>
    private string ReadParameterOperator(string name)
    {
        var start = position;
        var c = At(start);
        if (start >= limit || c == '}' || name.Length == 0)
        {
            return "";
        }

        var next = SkipContinuations(start + 1);
        var second = At(next);
        switch (c)
        {
            case ':' when second is '-' or '=' or '?' or '+':
                position = next + 1;
                return string.Concat(":", second.ToString());
            case ':' when !isBash && second == '}':
                // dash and ash take this brace for the operator and look for another.
                position = next + 1;
                return ":";
            case ':' when dialect is ShellDialect.Dash or ShellDialect.Posix:
                CheckSwallowed(next);
                position = Math.Min(limit, next + 1);
                return ":";
            case '%' or '#' when second == c:
            case '^' or ',' when second == c && isBash:
            case '/' when second == '/' && isBashOrAsh:
                position = next + 1;
                return string.Concat(c.ToString(), second.ToString());
            case ':' or '-' or '=' or '?' or '+' or '%' or '#':
            case '/' when isBashOrAsh:
            case '^' or ',' or '@' or '*' when isBash:
                position = start + 1;
                return c.ToString();
            default:
                if (isBash)
                {
                    return "";
                }

                // Taken by dash and ash, even if it is a quote.
                CheckSwallowed(start);
                position = start + 1;
                return c.ToString();
        }
    }

    private void CheckSwallowed(int at)
    {
        if (At(at) is '\'' or '"' or '`' or '$' or '\\')
        {
            Differs(at, at + 1, "a quote in place of an operator");
        }
    }

    /// <summary>Operators whose word is a pattern, in which single quotes quote even within double quotes.</summary>
    private bool IsPatternOperator(string operation) =>
        operation.Length > 0 && (operation[0] is '#' or '%' || (operation[0] == '/' && isBashOrAsh));

    private ShellWord ReadParameterArgument(int errorStart, bool isQuoted)
    {
        var start = position;
        int pieceMark = pieces.Count, markMark = marks.Count;
        var literalStart = position;
        while (position < limit && text[position] != '}')
        {
            switch (text[position])
            {
                case '\'' when !isQuoted:
                    Flush(literalStart);
                    ReadSingleQuoted(position);
                    literalStart = position;
                    break;
                case '\'' when isBash:
                    // The quotes are text, and yet they must pair and hide a brace. Expansions between them count.
                    position++;
                    Flush(literalStart);
                    literalStart = ReadQuotedPieces('\'', errorStart) ? position - 1 : position;
                    break;
                case '\'':
                    Differs(position, position + 1, "a single quote in \"${…}\"");
                    position++;
                    break;
                case '"':
                    Flush(literalStart);
                    ReadDoubleQuoted(position, position);
                    literalStart = position;
                    break;
                case '$':
                    literalStart = ReadDollarPiece(literalStart, isQuoted);
                    break;
                case '`':
                    Flush(literalStart);
                    ReadBackquoted(isQuoted);
                    literalStart = position;
                    break;
                case '\\' when At(position + 1) == '\n':
                    position += 2;
                    break;
                case '\\' when position + 1 < limit && (!isQuoted || text[position + 1] is '$' or '`' or '"' or '\\' or '}'):
                    literalStart = AddEscape(literalStart);
                    break;
                case '\\':
                    position = Math.Min(limit, position + 2);
                    break;
                default:
                    position++;
                    break;
            }
        }

        Flush(literalStart);
        return FinishWord(Span(start, position), pieceMark, markMark, WordMode.None);
    }
}
