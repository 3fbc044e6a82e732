using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DockerLsp.Engine.Shell;

/// <content>Quotes and expansions: POSIX XCU 2.2 and 2.6, bash manual 3.1.2 and 3.5.</content>
internal sealed partial class ShellReader
{
    private static bool IsSpecialParameter(char c) => c is '@' or '*' or '#' or '?' or '-' or '$' or '!';

    private bool IsAnsiQuote(int dollar) => isBashOrAsh && At(SkipContinuations(dollar + 1)) == '\'';

    /// <summary>
    /// Reads what a dollar sign begins as a piece. Where it begins nothing it is literal text. Gives the offset from which literal
    /// text goes on.
    /// </summary>
    private int ReadDollarPiece(int literalStart, bool isQuoted)
    {
        var start = position;
        var next = SkipContinuations(start + 1);
        var c = At(next);
        if (c == '(')
        {
            Flush(literalStart);
            ReadParenthesized(start, next);
        }
        else if (c == '{')
        {
            Flush(literalStart);
            position = next + 1;
            ReadBraced(start, isQuoted);
        }
        else if (IsNameStart(c))
        {
            Flush(literalStart);
            var end = SkipContinuations(next + 1);
            var last = next + 1;
            while (IsNameCharacter(At(end)))
            {
                last = end + 1;
                end = SkipContinuations(last);
            }

            position = last;
            AddParameter(start, Slice(next, last));
        }
        else if (IsSpecialParameter(c) || char.IsAsciiDigit(c))
        {
            Flush(literalStart);
            position = next + 1;
            AddParameter(start, c.ToString());
        }
        else if (c == '[' && isBash)
        {
            Flush(literalStart);
            position = next + 1;
            ReadBracketArithmetic(start);
        }
        else if (c == '\'' && !isQuoted && isBashOrAsh)
        {
            Flush(literalStart);
            ReadAnsiQuoted(start, next);
        }
        else if (c == '"' && !isQuoted && isBash)
        {
            Flush(literalStart);
            ReadDoubleQuoted(start, next);
        }
        else
        {
            if ((c is '\'' or '"' && !isQuoted) || c == '[')
            {
                Differs(start, next + 1, c == '[' ? "$[" : "$ before a quote");
            }

            position++;
            return literalStart;
        }

        return position;
    }

    private void AddParameter(int start, string name) =>
        pieces.Add(new Piece(start, position, new ShellParameter(Span(start, position), name, "", null)));

    private void ReadSingleQuoted(int start)
    {
        var length = text.AsSpan(start + 1, limit - start - 1).IndexOf('\'');
        var end = length < 0 ? limit : start + 1 + length;
        if (length < 0)
        {
            Error(start, limit, "The single quote is not closed");
        }

        position = length < 0 ? limit : end + 1;
        pieces.Add(new Piece(start, position, new ShellSingleQuoted(Span(start, position), text[(start + 1)..end])));
    }

    private void ReadDoubleQuoted(int start, int quote)
    {
        position = quote + 1;
        if (!Enter())
        {
            return;
        }

        int pieceMark = pieces.Count, markMark = marks.Count;
        ReadQuotedPieces('"', start);
        var parts = Finish(pieceMark, markMark, WordMode.None);
        pieces.Add(new Piece(start, position, new ShellDoubleQuoted(Span(start, position), parts)));
        Leave();
    }

    /// <summary>Reads as between double quotes to the terminator, and behind it; false where there is none.</summary>
    private bool ReadQuotedPieces(char terminator, int errorStart)
    {
        var literalStart = position;
        while (position < limit)
        {
            var c = text[position];
            if (c == terminator)
            {
                Flush(literalStart);
                position++;
                return true;
            }

            switch (c)
            {
                case '$':
                    literalStart = ReadDollarPiece(literalStart, true);
                    break;
                case '`':
                    Flush(literalStart);
                    ReadBackquoted(true);
                    literalStart = position;
                    break;
                case '\\' when At(position + 1) is '$' or '`' or '"' or '\\':
                    literalStart = AddEscape(literalStart);
                    break;
                case '\\' when terminator == '"':
                    position = Math.Min(limit, position + 2);
                    break;
                default:
                    position++;
                    break;
            }
        }

        Flush(literalStart);
        Error(errorStart, limit, terminator == '"' ? "The double quote is not closed" : "The single quote is not closed");
        return false;
    }

    private int AddEscape(int literalStart)
    {
        Flush(literalStart);
        pieces.Add(new Piece(position, position + 2, new ShellEscape(Span(position, position + 2), text[position + 1].ToString())));
        position += 2;
        return position;
    }

    private void ReadAnsiQuoted(int start, int quote)
    {
        var value = new StringBuilder();
        var at = quote + 1;
        while (at < limit && text[at] != '\'')
        {
            if (text[at] == '\\' && at + 1 < limit)
            {
                at = AppendAnsiEscape(at + 1, value);
            }
            else
            {
                value.Append(text[at++]);
            }
        }

        if (at >= limit)
        {
            Error(start, limit, "The quote is not closed");
        }

        position = Math.Min(limit, at + 1);
        pieces.Add(new Piece(start, position, new ShellAnsiQuoted(Span(start, position), value.ToString())));
    }

    /// <summary>Appends what the escape whose letter stands at the offset means (bash manual, ANSI-C Quoting); gives the offset behind it.</summary>
    private int AppendAnsiEscape(int at, StringBuilder value)
    {
        var letter = text[at];
        switch (letter)
        {
            case 'x':
                return AppendCode(at + 1, 2, 16, value, at);
            case 'u' when isBash:
                return AppendCode(at + 1, 4, 16, value, at);
            case 'U' when isBash:
                return AppendCode(at + 1, 8, 16, value, at);
            case >= '0' and <= '7':
                return AppendCode(at, 3, 8, value, at);
            case 'c' when isBash && at + 1 < limit && text[at + 1] != '\'':
                value.Append((char)(text[at + 1] & 0x1f));
                return at + 2;
            default:
                var index = "abeEfnrtv\\'\"?".IndexOf(letter, StringComparison.Ordinal);
                if (index >= 0)
                {
                    value.Append("\a\b\u001b\u001b\f\n\r\t\v\\'\"?"[index]);
                }
                else
                {
                    value.Append('\\').Append(letter);
                }

                return at + 1;
        }
    }

    private int AppendCode(int from, int most, int radix, StringBuilder value, int letter)
    {
        var end = from;
        while (end < limit && end - from < most && (radix == 16 ? char.IsAsciiHexDigit(text[end]) : text[end] is >= '0' and <= '7'))
        {
            end++;
        }

        if (end == from)
        {
            value.Append('\\').Append(text[letter]);
            return letter + 1;
        }

        var digits = text.AsSpan(from, end - from);
        var code = 0u;
        foreach (var digit in digits)
        {
            code = (code * (uint)radix) + uint.Parse([digit], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        if (Rune.IsValid(code))
        {
            value.Append(new Rune(code).ToString());
        }

        return end;
    }

    /// <summary>Reads <c>$((…))</c> or <c>$(…)</c>.</summary>
    private void ReadParenthesized(int start, int open)
    {
        if (!Enter())
        {
            return;
        }

        var second = SkipContinuations(open + 1);
        if (At(second) == '(')
        {
            position = second + 1;
            if (TryReadArithmetic(start, out var expressionEnd, out var parts))
            {
                var expression = new ShellTextSlice(text, Math.Min(second + 1, expressionEnd), expressionEnd);
                pieces.Add(new Piece(start, position, new ShellArithmetic(Span(start, position), expression, parts)));
                Leave();
                return;
            }
        }

        position = open + 1;
        var body = ReadParenthesizedList(start, "The command substitution is not closed");
        pieces.Add(new Piece(start, position, new ShellCommandSubstitution(Span(start, position), false, body)));
        Leave();
    }

    private ShellList ReadParenthesizedList(int start, string message)
    {
        quiet++;
        var scope = OpenScope(true);
        var body = ReadListUntil(TokenKind.CloseParenthesis);
        if (Peek().Kind is TokenKind.CloseParenthesis)
        {
            Take(ShellTokenKind.Operator);
        }
        else
        {
            Error(start, limit, message);
        }

        CloseScope(scope);
        quiet--;
        return body;
    }

    /// <summary>
    /// Reads an arithmetic expression to behind its <c>))</c>. A single parenthesis of too many is text to dash and ash, while to
    /// bash it shows that the parentheses were those of commands: then false, and all is as before but for the position.
    /// </summary>
    /// <remarks>
    /// Each false means reading the text again, at each level of nesting. The budget keeps a hostile text from making that quadratic.
    /// </remarks>
    private bool TryReadArithmetic(int start, out int expressionEnd, out ImmutableArray<ShellWordPart> parts)
    {
        int pieceMark = pieces.Count, markMark = marks.Count, errorMark = errors.Count, pendingMark = pending.Count;
        var nesting = 0;
        expressionEnd = position;
        while (position < limit)
        {
            switch (text[position])
            {
                case '(':
                    nesting++;
                    position++;
                    break;
                case ')' when nesting > 0:
                    nesting--;
                    position++;
                    break;
                case ')':
                    expressionEnd = position;
                    var second = SkipContinuations(position + 1);
                    if (At(second) == ')')
                    {
                        position = second + 1;
                        parts = TakeNodes(pieceMark, markMark);
                        return true;
                    }

                    if (isBash)
                    {
                        secondReadings -= position - start;
                        if (secondReadings < 0 && !isAborted)
                        {
                            Abort("Too many parentheses that may be arithmetic or commands");
                        }

                        if (isAborted)
                        {
                            parts = TakeNodes(pieceMark, markMark);
                            return true;
                        }

                        errors.RemoveRange(errorMark, errors.Count - errorMark);
                        pending.RemoveRange(pendingMark, pending.Count - pendingMark);
                        TakeNodes(pieceMark, markMark);
                        parts = [];
                        return false;
                    }

                    Differs(position, position + 1, "a single ) in $((");
                    position++;
                    break;
                case '$':
                    ReadDollarPiece(position, true);
                    break;
                case '`':
                    ReadBackquoted(true);
                    break;
                case '\'' when isBash:
                    ReadSingleQuoted(position);
                    break;
                case '"' when isBash:
                    ReadDoubleQuoted(position, position);
                    break;
                case '\'' or '"':
                    Differs(position, position + 1, "a quote in $((");
                    position++;
                    break;
                case '\\':
                    position = Math.Min(limit, position + 2);
                    break;
                default:
                    position++;
                    break;
            }
        }

        expressionEnd = Math.Max(expressionEnd, position);
        Error(start, limit, "The arithmetic expression is not closed");
        parts = TakeNodes(pieceMark, markMark);
        return true;
    }

    /// <summary>bash's old <c>$[…]</c>.</summary>
    private void ReadBracketArithmetic(int start)
    {
        if (!Enter())
        {
            return;
        }

        int pieceMark = pieces.Count, markMark = marks.Count;
        var expressionStart = position;
        var expressionEnd = ReadBalanced('[', ']', start) ? position - 1 : position;
        var expression = new ShellTextSlice(text, expressionStart, expressionEnd);
        var parts = TakeNodes(pieceMark, markMark);
        pieces.Add(new Piece(start, position, new ShellArithmetic(Span(start, position), expression, parts)));
        Leave();
    }

    /// <summary>Takes the pieces since the mark off, and gives those that are not literal text.</summary>
    private ImmutableArray<ShellWordPart> TakeNodes(int pieceMark, int markMark)
    {
        var nodes = ImmutableArray<ShellWordPart>.Empty;
        for (var i = pieceMark; i < pieces.Count; i++)
        {
            if (pieces[i].Node is { } node)
            {
                var builder = ImmutableArray.CreateBuilder<ShellWordPart>();
                for (builder.Add(node), i++; i < pieces.Count; i++)
                {
                    if (pieces[i].Node is { } other)
                    {
                        builder.Add(other);
                    }
                }

                nodes = builder.ToImmutable();
            }
        }

        pieces.RemoveRange(pieceMark, pieces.Count - pieceMark);
        marks.RemoveRange(markMark, marks.Count - markMark);
        return nodes;
    }

    private void ReadProcessSubstitution()
    {
        var start = position;
        if (!Enter())
        {
            return;
        }

        position = SkipContinuations(start + 1) + 1;
        var body = ReadParenthesizedList(start, "The process substitution is not closed");
        pieces.Add(new Piece(start, position, new ShellProcessSubstitution(Span(start, position), text[start] == '<', body)));
        Leave();
    }

    /// <summary>
    /// Reads <c>`…`</c>. The shell takes some backslashes away before it reads the body (POSIX XCU 2.6.3): where there are any, the
    /// body is read from a text without them, with spans that still count in this one.
    /// </summary>
    private void ReadBackquoted(bool isQuoted)
    {
        var start = position;
        var end = start + 1;
        var escapes = 0;
        while (end < limit && text[end] != '`')
        {
            if (text[end] == '\\' && end + 1 < limit)
            {
                if (IsBackquoteEscape(text[end + 1], isQuoted))
                {
                    escapes++;
                }

                end++;
            }

            end++;
        }

        end = Math.Min(end, limit);
        if (end >= limit)
        {
            Error(start, limit, "The backquote is not closed");
        }

        var close = Math.Min(limit, end + 1);
        if (!Enter())
        {
            return;
        }

        quiet++;
        ShellList body;
        if (escapes == 0)
        {
            var scope = OpenScope(true);
            var oldLimit = Narrow(end);
            position = start + 1;
            body = ReadListUntil(TokenKind.EndOfText);
            CloseScope(scope);
            RestoreLimit(oldLimit);
            position = isAborted ? position : close;
        }
        else
        {
            body = ReadEscapedBackquotes(start + 1, end, escapes, isQuoted);
            position = isAborted ? limit : close;
        }

        quiet--;
        Leave();
        pieces.Add(new Piece(start, position, new ShellCommandSubstitution(Span(start, position), true, body) { HasInnerEscapes = escapes > 0 }));
    }

    private static bool IsBackquoteEscape(char c, bool isQuoted) => c is '$' or '`' or '\\' or '\n' || (c == '"' && isQuoted);

    private ShellList ReadEscapedBackquotes(int start, int end, int escapes, bool isQuoted)
    {
        var plain = new StringBuilder(end - start);
        var places = new int[end - start - escapes + 1];
        for (var i = start; i < end; i++)
        {
            var at = i;
            if (text[i] == '\\' && i + 1 < end && IsBackquoteEscape(text[i + 1], isQuoted))
            {
                i++;
                if (text[i] == '\n')
                {
                    continue;
                }
            }

            places[plain.Length] = map is null ? at : map[at];
            plain.Append(text[i]);
        }

        places[plain.Length] = map is null ? end : map[end];
        var inner = new ShellReader(plain.ToString(), dialect, places, errors, depth) { quiet = 1, isAborted = isAborted };
        var body = inner.ReadScript();
        isAborted |= inner.isAborted;
        return body;
    }
}
