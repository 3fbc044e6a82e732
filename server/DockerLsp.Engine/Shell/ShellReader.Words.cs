using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

/// <content>Words: POSIX XCU 2.2 (quoting), 2.3 (tokens).</content>
internal sealed partial class ShellReader
{
    /// <summary>The pieces of the words being read, innermost last. A piece without a node is literal text.</summary>
    private readonly List<Piece> pieces;

    /// <summary>Where unquoted characters stand that make globs, braces and tildes of literal text.</summary>
    private readonly List<int> marks;

    /// <summary>Whether <c>shopt -s extglob</c> stands on an earlier line, or on this one: bash reads a line before it runs it.</summary>
    private bool isExtendedGlob;
    private bool isExtendedGlobNext;

    private readonly record struct Piece(int Start, int End, ShellWordPart? Node);

    private void ReadWordToken(int start, WordMode mode)
    {
        quiet++;
        int pieceMark = pieces.Count, markMark = marks.Count;
        ShellAssignment? assignment = null;
        ShellWord? word = null;
        var literalStart = start;
        var isAssignmentPlace = (mode & (WordMode.Assignment | WordMode.ArrayArgument | WordMode.Element)) != 0;
        if (isAssignmentPlace && TryReadAssignmentPrefix(start, mode, out var prefix, out literalStart))
        {
            if ((mode & WordMode.Assignment) != 0)
            {
                assignment = ReadAssignmentValue(start, prefix, (mode & WordMode.NoArrays) == 0);
            }
            else if (isBash && (mode & WordMode.ArrayArgument) != 0 && At(position) == '(')
            {
                Flush(literalStart);
                ReadArrayPiece();
                literalStart = position;
            }
        }

        if (assignment is null)
        {
            ReadPieces(literalStart, mode);
            word = FinishWord(Span(start, position), pieceMark, markMark, mode);
        }

        quiet--;
        token = new Token { Kind = TokenKind.Word, Start = start, OperatorStart = start, End = position, Word = word, Assignment = assignment };
        token.Literal = word?.PlainText;
    }

    private readonly record struct AssignmentPrefix(string Name, ShellWord? Subscript, bool IsAppend);

    /// <summary>
    /// Reads <c>name=</c>, and in bash <c>name+=</c> and <c>name[…]=</c>. Where there is none, <see cref="position"/> may be behind
    /// a subscript that is no assignment's, which bash reads to its bracket all the same; its pieces are kept, and the literal text
    /// goes on from <paramref name="literalStart"/>.
    /// </summary>
    private bool TryReadAssignmentPrefix(int start, WordMode mode, out AssignmentPrefix prefix, out int literalStart)
    {
        prefix = default;
        literalStart = start;
        var isElement = (mode & WordMode.Element) != 0;
        var end = start;
        while (IsNameCharacter(At(end)) && (end > start || IsNameStart(text[start])))
        {
            end = SkipContinuations(end + 1);
        }

        if (end == start && !(isElement && text[start] == '['))
        {
            return false;
        }

        var nameEnd = end;
        var isAssignment = (mode & WordMode.Assignment) != 0;
        ShellWord? subscript = null;
        if (At(end) == '[' && (isElement ? end == start : isAssignment) && (mode & WordMode.NoArrays) == 0)
        {
            if (!isBash)
            {
                if (IsSubscriptAssignment(end))
                {
                    Differs(start, end + 1, "name[…]=");
                }

                return false;
            }

            int pieceMark = pieces.Count, markMark = marks.Count;
            pieces.Add(new Piece(start, end + 1, null));
            position = end + 1;
            literalStart = ReadBalanced('[', ']', start) ? position - 1 : position;
            end = position;
            var isFollowed = At(end) == '=' || (At(end) == '+' && At(SkipContinuations(end + 1)) == '=');
            if (!isAssignment || !isFollowed)
            {
                if (pieces.FindIndex(pieceMark, static piece => piece.Node is not null) < 0)
                {
                    pieces.RemoveRange(pieceMark, pieces.Count - pieceMark);
                    literalStart = start;
                }

                return false;
            }

            subscript = FinishWord(Span(nameEnd + 1, end - 1), pieceMark + 1, markMark, WordMode.NoBraces | WordMode.NoGlobs);
            pieces.RemoveAt(pieceMark);
        }

        var isAppend = At(end) == '+' && At(SkipContinuations(end + 1)) == '=';
        if (isAppend && !isBash)
        {
            if (isAssignment)
            {
                Differs(start, end, "+=");
            }

            return false;
        }

        if (!isAppend && At(end) != '=')
        {
            return false;
        }

        position = isAppend ? SkipContinuations(end + 1) + 1 : end + 1;
        prefix = new AssignmentPrefix(Slice(start, nameEnd), subscript, isAppend);
        return true;
    }

    /// <summary>Whether, to bash, an element would be assigned or the bracket be missing. Only the unknown sh needs to know.</summary>
    private bool IsSubscriptAssignment(int open)
    {
        if (dialect is not ShellDialect.Posix)
        {
            return false;
        }

        const int longest = 256;
        for (var i = open + 1; i < limit && i < open + longest; i++)
        {
            if (text[i] == ']')
            {
                return At(i + 1) is '=' or '+';
            }
        }

        // bash would look for the bracket behind the end of the word.
        return true;
    }

    private ShellAssignment ReadAssignmentValue(int start, AssignmentPrefix prefix, bool allowsArray)
    {
        int pieceMark = pieces.Count, markMark = marks.Count;
        var valueStart = position;
        var isArray = prefix.Subscript is not null;
        if (isBash && allowsArray && At(position) == '(')
        {
            ReadArrayPiece();
            isArray = true;
        }

        const WordMode valueMode = WordMode.NoBraces | WordMode.NoGlobs | WordMode.Assignment;
        ReadPieces(position, valueMode);
        var value = pieces.Count == pieceMark ? null : FinishWord(Span(valueStart, position), pieceMark, markMark, valueMode);
        return new ShellAssignment(Span(start, position), prefix.Name, prefix.Subscript, prefix.IsAppend, value, isArray);
    }

    /// <summary>Reads bash's <c>(…)</c> behind <c>name=</c>.</summary>
    private void ReadArrayPiece()
    {
        var start = position;
        if (!Enter())
        {
            return;
        }

        var scope = OpenScope(false);
        position++;
        var elements = ImmutableArray.CreateBuilder<ShellWord>();
        while (true)
        {
            ref var next = ref Peek(WordMode.Element);
            if (next.Kind is TokenKind.NewLine)
            {
                TakeNewLine();
            }
            else if (next is { Kind: TokenKind.Word, Word: { } word })
            {
                elements.Add(word);
                Take(ShellTokenKind.Word);
            }
            else if (next.Kind is TokenKind.CloseParenthesis)
            {
                Take(ShellTokenKind.Operator);
                break;
            }
            else if (next.Kind is TokenKind.EndOfText)
            {
                Error(start, position, "The array is not closed");
                break;
            }
            else
            {
                Unexpected();
                Take(ShellTokenKind.Bad);
            }
        }

        CloseScope(scope);
        Leave();
        pieces.Add(new Piece(start, position, new ShellArrayLiteral(Span(start, position), elements.ToImmutable())));
    }

    /// <summary>Reads the pieces of a word from <see cref="position"/> on; its literal text began at <paramref name="literalStart"/>.</summary>
    private void ReadPieces(int literalStart, WordMode mode)
    {
        // Above 0 within the parentheses of a pattern, where blanks and operators are text.
        var group = 0;
        var groupStart = 0;
        var groupPieces = 0;
        while (position < limit)
        {
            var c = text[position];
            switch (c)
            {
                case ' ' or '\t' or '\n' or ';' or '&' when group == 0:
                case '|' when group == 0 && (mode & WordMode.Regex) == 0:
                case ')' when group == 0:
                    goto done;
                case '<' or '>' when group == 0:
                    if (!IsProcessSubstitution(position))
                    {
                        goto done;
                    }

                    Flush(literalStart);
                    ReadProcessSubstitution();
                    literalStart = position;
                    break;
                case '(' when group > 0:
                    group++;
                    position++;
                    break;
                case '(':
                    var isRegex = (mode & WordMode.Regex) != 0;
                    if (!isRegex && !IsPatternGroup(literalStart, mode))
                    {
                        goto done;
                    }

                    group = 1;
                    if (isRegex)
                    {
                        groupStart = -1;
                    }
                    else
                    {
                        groupStart = position - 1;
                        if (marks is [.., var mark] && mark == groupStart)
                        {
                            marks.RemoveAt(marks.Count - 1);
                        }

                        if (groupStart > literalStart)
                        {
                            pieces.Add(new Piece(literalStart, groupStart, null));
                        }

                        literalStart = groupStart;
                        groupPieces = pieces.Count;
                    }

                    position++;
                    break;
                case ')':
                    position++;
                    if (--group == 0 && groupStart >= 0 && pieces.Count == groupPieces)
                    {
                        pieces.Add(new Piece(groupStart, position, new ShellGlob(Span(groupStart, position), Slice(groupStart, position))));
                        literalStart = position;
                    }

                    break;
                case '\'':
                    Flush(literalStart);
                    ReadSingleQuoted(position);
                    literalStart = position;
                    break;
                case '"':
                    Flush(literalStart);
                    ReadDoubleQuoted(position, position);
                    literalStart = position;
                    break;
                case '`' when (mode & WordMode.Delimiter) != 0 && !isBash:
                    position++;
                    break;
                case '`':
                    Flush(literalStart);
                    ReadBackquoted(false);
                    literalStart = position;
                    break;
                case '$' when (mode & WordMode.Delimiter) != 0 && !isBash && !IsAnsiQuote(position):
                    if (At(position + 1) is '\'' or '"')
                    {
                        Differs(position, position + 2, "$ before a quote");
                    }

                    position++;
                    break;
                case '$':
                    literalStart = ReadDollarPiece(literalStart, false);
                    break;
                case '\\':
                    var next = SkipContinuations(position);
                    if (next > position)
                    {
                        if (group == 0 && (next >= limit || IsBreak(text[next])))
                        {
                            // The word ends here; white space keeps what joins nothing.
                            goto done;
                        }

                        position = next;
                        break;
                    }

                    if (position + 1 >= limit)
                    {
                        position++;
                        break;
                    }

                    Flush(literalStart);
                    pieces.Add(new Piece(position, position + 2, new ShellEscape(Span(position, position + 2), text[position + 1].ToString())));
                    position += 2;
                    literalStart = position;
                    break;
                case '*' or '?' or '[' or ']' or '{' or '}' or ',' or '~':
                    if (group == 0)
                    {
                        marks.Add(position);
                    }

                    position++;
                    break;
                default:
                    position++;
                    break;
            }
        }

        if (group > 0)
        {
            Error(Math.Max(groupStart, 0), position, "The pattern is not closed");
        }

    done:
        Flush(literalStart);
    }

    private static bool IsBreak(char c) => c is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>';

    /// <summary>Whether the parenthesis at <see cref="position"/> belongs to <c>?(</c>, <c>*(</c>, <c>+(</c>, <c>@(</c> or <c>!(</c>.</summary>
    private bool IsPatternGroup(int literalStart, WordMode mode)
    {
        if (!isBash || position == literalStart || text[position - 1] is not ('?' or '*' or '+' or '@' or '!'))
        {
            return false;
        }

        if (isExtendedGlob || (mode & WordMode.Pattern) != 0)
        {
            return true;
        }

        // name@() is a function to bash as long as the option is off.
        if (At(position + 1) == ')' || (mode & WordMode.Assignment) != 0)
        {
            return false;
        }

        Error(position - 1, position + 1, "Patterns such as @(…) need shopt -s extglob on an earlier line");
        return true;
    }

    private void Flush(int literalStart)
    {
        if (position > literalStart)
        {
            pieces.Add(new Piece(literalStart, position, null));
        }
    }

    /// <summary>
    /// Reads to the bracket that closes, with the quotes and expansions between; <see cref="position"/> is behind the opening one.
    /// False where none closes.
    /// </summary>
    private bool ReadBalanced(char open, char close, int errorStart)
    {
        var nesting = 1;
        var literalStart = position;
        while (position < limit)
        {
            var c = text[position];
            if (c == close)
            {
                if (--nesting == 0)
                {
                    Flush(literalStart);
                    position++;
                    return true;
                }

                position++;
            }
            else if (c == open)
            {
                nesting++;
                position++;
            }
            else
            {
                switch (c)
                {
                    case '\'':
                        Flush(literalStart);
                        ReadSingleQuoted(position);
                        literalStart = position;
                        break;
                    case '"':
                        Flush(literalStart);
                        ReadDoubleQuoted(position, position);
                        literalStart = position;
                        break;
                    case '`':
                        Flush(literalStart);
                        ReadBackquoted(false);
                        literalStart = position;
                        break;
                    case '$':
                        literalStart = ReadDollarPiece(literalStart, false);
                        break;
                    case '\\':
                        position = Math.Min(limit, position + 2);
                        break;
                    default:
                        position++;
                        break;
                }
            }
        }

        Flush(literalStart);
        Error(errorStart, position, $"{close} is missing");
        return false;
    }

    /// <summary>Makes a word from the pieces that were read since the marks, which it takes off.</summary>
    private ShellWord FinishWord(TextSpan span, int pieceMark, int markMark, WordMode mode)
    {
        if (marks.Count == markMark && pieces.Count == pieceMark + 1 && pieces[pieceMark] is { Node: null } only && Span(only.Start, only.End) == span)
        {
            pieces.RemoveAt(pieceMark);
            return new ShellWord(span, Slice(only.Start, only.End));
        }

        return new ShellWord(span, Finish(pieceMark, markMark, mode));
    }

    /// <summary>Makes the parts of a word from the pieces that were read since the marks, which it takes off.</summary>
    private ImmutableArray<ShellWordPart> Finish(int pieceMark, int markMark, WordMode mode)
    {
        if (marks.Count > markMark)
        {
            return FinishMarked(pieceMark, markMark, mode);
        }

        var count = pieces.Count - pieceMark;
        if (count == 0)
        {
            return [];
        }

        var parts = new ShellWordPart[count];
        for (var i = 0; i < count; i++)
        {
            var piece = pieces[pieceMark + i];
            parts[i] = piece.Node ?? Literal(piece.Start, piece.End);
        }

        pieces.RemoveRange(pieceMark, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(parts);
    }

    private ShellLiteral Literal(int start, int end) => new(Span(start, end), Slice(start, end));
}
