using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

public sealed partial class ShellParser
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private enum WordMode
    {
        Plain,

        /// <summary>Behind the <c>=</c> of an assignment: no braces, tildes behind colons.</summary>
        AssignmentValue,

        /// <summary>Within <c>${x:-…}</c>: ends at <c>}</c>, white space belongs to it.</summary>
        Parameter,

        /// <summary>Within <c>[[ … ]]</c>: parentheses and bars may be part of a pattern.</summary>
        Conditional,
    }

    private bool IsWordHere(string word)
    {
        return string.CompareOrdinal(text, position, word, 0, word.Length) == 0 && position + word.Length <= end
            && (position + word.Length == end || IsBlankOrOperator(text[position + word.Length]));
    }

    private string ReadName()
    {
        var start = position;
        while (!AtEnd && NameCharacters.Contains(text[position]))
        {
            position++;
        }

        return text[start..position];
    }

    /// <summary>Reads one word; null where none begins here.</summary>
    private ShellWord? ParseWord(bool inConditional = false)
    {
        var start = position;
        var parts = ParseWordParts(inConditional ? WordMode.Conditional : WordMode.Plain);
        if (position == start)
        {
            return null;
        }

        AddToken(ShellTokenKind.Word, start);
        return new ShellWord(TextSpan.FromBounds(start, position), parts);
    }

    private ImmutableArray<ShellWordPart> ParseWordParts(WordMode mode)
    {
        var parts = ImmutableArray.CreateBuilder<ShellWordPart>();
        var literalStart = position;
        var wordStart = position;

        void EndLiteral()
        {
            if (position > literalStart)
            {
                parts.Add(new ShellLiteral(TextSpan.FromBounds(literalStart, position), text[literalStart..position]));
            }
        }

        while (!AtEnd)
        {
            var c = text[position];
            if (mode == WordMode.Parameter)
            {
                if (c == '}')
                {
                    break;
                }
            }
            else if (IsBlankOrOperator(c))
            {
                if (IsBash && c is '<' or '>' && Peek(1) == '(' && mode != WordMode.Conditional)
                {
                    EndLiteral();
                    parts.Add(ParseProcessSubstitution());
                    literalStart = position;
                    continue;
                }

                if (IsBash && c == '(' && position > wordStart && text[position - 1] is '@' or '?' or '*' or '+' or '!' && text.IndexOf(')', position, end - position) >= 0 && mode != WordMode.AssignmentValue)
                {
                    // extglob, or a pattern of [[ … ]]: kept as written.
                    SkipPattern();
                    continue;
                }

                if (mode == WordMode.Conditional && c is '(' or '|' && position > wordStart && !(c == '|' && Peek(1) == '|'))
                {
                    if (c == '(')
                    {
                        SkipPattern();
                    }
                    else
                    {
                        position++;
                    }

                    continue;
                }

                break;
            }

            ShellWordPart? part;
            var partStart = position;
            switch (c)
            {
                case '\\':
                    EndLiteral();
                    if (position + 1 >= end)
                    {
                        position++;
                        parts.Add(new ShellLiteral(TextSpan.FromBounds(partStart, position), "\\"));
                    }
                    else if (text[position + 1] == '\n')
                    {
                        position += 2;
                        parts.Add(new ShellEscape(TextSpan.FromBounds(partStart, position), ""));
                    }
                    else
                    {
                        position += 2;
                        parts.Add(new ShellEscape(TextSpan.FromBounds(partStart, position), text[(partStart + 1)..position]));
                    }

                    literalStart = position;
                    continue;
                case '\'':
                    EndLiteral();
                    parts.Add(ParseSingleQuoted());
                    literalStart = position;
                    continue;
                case '"':
                    EndLiteral();
                    parts.Add(ParseDoubleQuoted(partStart));
                    literalStart = position;
                    continue;
                case '`':
                    EndLiteral();
                    parts.Add(ParseBackquoted());
                    literalStart = position;
                    continue;
                case '$':
                    EndLiteral();
                    part = ParseDollar(inQuotes: false);
                    if (part is null)
                    {
                        literalStart = partStart;
                        position = partStart + 1;
                    }
                    else
                    {
                        parts.Add(part);
                        literalStart = position;
                    }

                    continue;
                case '*' or '?':
                    EndLiteral();
                    position++;
                    parts.Add(new ShellGlob(TextSpan.FromBounds(partStart, position), text[partStart..position]));
                    literalStart = position;
                    continue;
                case '[' when FindBracketEnd() is var close and > 0:
                    EndLiteral();
                    position = close + 1;
                    parts.Add(new ShellGlob(TextSpan.FromBounds(partStart, position), text[partStart..position]));
                    literalStart = position;
                    continue;
                case '~' when position == wordStart && mode != WordMode.Parameter:
                    position++;
                    while (!AtEnd && (NameCharacters.Contains(text[position]) || text[position] is '-' or '.'))
                    {
                        position++;
                    }

                    parts.Add(new ShellTilde(TextSpan.FromBounds(partStart, position), text[partStart..position]));
                    literalStart = position;
                    continue;
                case '{' when mode == WordMode.Plain && FindBraceEnd() is var close and > 0:
                    EndLiteral();
                    position = close + 1;
                    parts.Add(new ShellBrace(TextSpan.FromBounds(partStart, position), text[partStart..position]));
                    literalStart = position;
                    continue;
            }

            position++;
        }

        EndLiteral();
        return parts.ToImmutable();
    }

    private void SkipPattern()
    {
        var level = 0;
        do
        {
            level += text[position] == '(' ? 1 : text[position] == ')' ? -1 : 0;
            position++;
        }
        while (!AtEnd && level > 0 && text[position] != '\n');
    }

    /// <summary>The end of <c>[…]</c> as a pattern, or -1: without an end it is plain text.</summary>
    private int FindBracketEnd()
    {
        var i = position + 1;
        if (i < end && text[i] is '!' or '^')
        {
            i++;
        }

        if (i < end && text[i] == ']')
        {
            i++;
        }

        for (; i < end && !IsBlankOrOperator(text[i]) && text[i] is not ('$' or '"' or '\'' or '`' or '\\' or '/' or '}'); i++)
        {
            if (text[i] == '[' && i + 1 < end && text[i + 1] == ':')
            {
                var close = text.IndexOf(":]", i + 2, end - i - 2, StringComparison.Ordinal);
                if (close < 0)
                {
                    return -1;
                }

                i = close + 1;
                continue;
            }

            if (text[i] == ']')
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The end of braces that bash expands (a comma or <c>..</c> inside, no white space), or -1.</summary>
    private int FindBraceEnd()
    {
        var level = 0;
        var expands = false;
        for (var i = position; i < end && !IsBlankOrOperator(text[i]) && text[i] is not ('$' or '"' or '\'' or '`' or '\\'); i++)
        {
            switch (text[i])
            {
                case '{':
                    level++;
                    break;
                case '}' when --level == 0:
                    return expands ? i : -1;
                case ',' when level >= 1:
                    expands = true;
                    break;
                case '.' when level >= 1 && i + 1 < end && text[i + 1] == '.' && i > position + 1:
                    expands = true;
                    break;
            }
        }

        return -1;
    }

    private ShellSingleQuoted ParseSingleQuoted()
    {
        var start = position;
        var close = text.IndexOf('\'', start + 1, end - start - 1);
        if (close < 0)
        {
            Error(new TextSpan(start, 1), "`'` is not closed");
            position = end;
            return new ShellSingleQuoted(TextSpan.FromBounds(start, end), text[(start + 1)..end]);
        }

        position = close + 1;
        return new ShellSingleQuoted(TextSpan.FromBounds(start, position), text[(start + 1)..close]);
    }

    private ShellDoubleQuoted ParseDoubleQuoted(int start)
    {
        position++;
        var parts = ParseDoubleQuotedParts(stopAtQuote: true);
        if (AtEnd)
        {
            Error(new TextSpan(start, 1), "`\"` is not closed");
        }
        else
        {
            position++;
        }

        return new ShellDoubleQuoted(TextSpan.FromBounds(start, position), parts);
    }

    private ImmutableArray<ShellWordPart> ParseDoubleQuotedParts(bool stopAtQuote)
    {
        var parts = ImmutableArray.CreateBuilder<ShellWordPart>();
        var literalStart = position;

        void EndLiteral()
        {
            if (position > literalStart)
            {
                parts.Add(new ShellLiteral(TextSpan.FromBounds(literalStart, position), text[literalStart..position]));
            }
        }

        while (!AtEnd)
        {
            var c = text[position];
            if (c == '"' && stopAtQuote)
            {
                break;
            }

            var start = position;
            if (c == '\\' && position + 1 < end && (text[position + 1] is '$' or '`' or '\\' or '\n' || (text[position + 1] == '"' && stopAtQuote)))
            {
                EndLiteral();
                position += 2;
                parts.Add(new ShellEscape(TextSpan.FromBounds(start, position), text[start + 1] == '\n' ? "" : text[(start + 1)..position]));
                literalStart = position;
                continue;
            }

            if (c is '`' or '$')
            {
                EndLiteral();
                var part = c == '`' ? ParseBackquoted() : ParseDollar(inQuotes: true);
                if (part is null)
                {
                    literalStart = start;
                    position = start + 1;
                }
                else
                {
                    parts.Add(part);
                    literalStart = position;
                }

                continue;
            }

            position++;
        }

        EndLiteral();
        return parts.ToImmutable();
    }

    private ShellCommandSubstitution ParseBackquoted()
    {
        var start = position;
        var i = start + 1;
        var escaped = false;
        while (i < end && text[i] != '`')
        {
            if (text[i] == '\\' && i + 1 < end)
            {
                escaped |= text[i + 1] is '`' or '\\' or '$';
                i++;
            }

            i++;
        }

        if (i >= end)
        {
            Error(new TextSpan(start, 1), "a backquote is not closed");
            position = end;
            return new ShellCommandSubstitution(TextSpan.FromBounds(start, end), true, new ShellList(new TextSpan(end, 0), []));
        }

        position = i + 1;
        // With escapes inside, the text that the shell reads is another one: its tree would have wrong places.
        var body = escaped ? new ShellList(TextSpan.FromBounds(start + 1, i), []) : ParseNested(start + 1, i);
        return new ShellCommandSubstitution(TextSpan.FromBounds(start, position), true, body);
    }

    private ShellList ParseNested(int start, int stop)
    {
        if (depth >= MaxDepth)
        {
            Error(new TextSpan(start, Math.Min(20, stop - start)), "this is nested too deeply to be read");
            return new ShellList(TextSpan.FromBounds(start, stop), []);
        }

        var nested = new ShellParser(text, dialect, start, stop, tokens, errors, recordsTokens: false, depth + 1);
        return nested.ParseScript();
    }

    /// <summary>Reads what a dollar begins; null where it stands for itself.</summary>
    private ShellWordPart? ParseDollar(bool inQuotes)
    {
        var start = position;
        var next = Peek(1);
        switch (next)
        {
            case '(':
                if (Peek(2) == '(' && FindArithmeticEnd(position + 3) is var close and >= 0)
                {
                    position = close + 2;
                    return new ShellArithmetic(TextSpan.FromBounds(start, position), text[(start + 3)..close]);
                }

                return ParseCommandSubstitution();
            case '{':
                return ParseBracedParameter();
            case '\'' when !inQuotes && (IsBash || dialect == ShellDialect.BusyBoxAsh):
                return ParseAnsiQuoted();
            case '"' when !inQuotes && IsBash:
                position++;
                return ParseDoubleQuoted(start);
            case '@' or '*' or '#' or '?' or '-' or '$' or '!' or >= '0' and <= '9':
                position += 2;
                return new ShellParameter(TextSpan.FromBounds(start, position), next.ToString(), "", null);
            default:
                if (!char.IsAsciiLetter(next) && next != '_')
                {
                    return null;
                }

                position++;
                var name = ReadName();
                return new ShellParameter(TextSpan.FromBounds(start, position), name, "", null);
        }
    }

    private ShellCommandSubstitution ParseCommandSubstitution()
    {
        var start = position;
        position += 2;
        var body = ParseInParentheses(start);
        return new ShellCommandSubstitution(TextSpan.FromBounds(start, position), false, body);
    }

    private ShellProcessSubstitution ParseProcessSubstitution()
    {
        var start = position;
        var isInput = Current == '<';
        position += 2;
        var body = ParseInParentheses(start);
        return new ShellProcessSubstitution(TextSpan.FromBounds(start, position), isInput, body);
    }

    private ShellList ParseInParentheses(int start)
    {
        if (depth >= MaxDepth)
        {
            Error(new TextSpan(start, Math.Min(20, end - start)), "this is nested too deeply to be read");
            position = end;
            return new ShellList(TextSpan.FromBounds(start, end), []);
        }

        var nested = new ShellParser(text, dialect, position, end, tokens, errors, recordsTokens: false, depth + 1);
        var body = nested.ParseList(ListEnd.CloseParenthesis);
        nested.FlushHeredocsIfAtEnd();
        position = nested.position;
        if (!AtEnd && Current == ')')
        {
            position++;
        }
        else
        {
            Error(new TextSpan(start, Math.Min(2, end - start)), "`(` is not closed");
            position = end;
        }

        return body;
    }

    private void FlushHeredocsIfAtEnd()
    {
        if (pendingHeredocs.Count > 0 && Current != ')')
        {
            FlushHeredocs();
        }
    }

    private ShellAnsiQuoted ParseAnsiQuoted()
    {
        var start = position;
        var value = new StringBuilder();
        position += 2;
        while (!AtEnd && Current != '\'')
        {
            if (Current == '\\' && position + 1 < end)
            {
                value.Append(text[position + 1] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var c => c });
                position += 2;
                continue;
            }

            value.Append(Current);
            position++;
        }

        if (AtEnd)
        {
            Error(new TextSpan(start, 2), "`'` is not closed");
        }
        else
        {
            position++;
        }

        return new ShellAnsiQuoted(TextSpan.FromBounds(start, position), value.ToString());
    }

    private ShellParameter ParseBracedParameter()
    {
        var start = position;
        position += 2;
        var operation = new StringBuilder();
        if (Current is '#' or '!' && Peek(1) != '}' && (NameCharacters.Contains(Peek(1)) || Peek(1) is '@' or '*' or '?' or '#' or '-' or '!'))
        {
            operation.Append(Current);
            position++;
        }

        var nameStart = position;
        if (Current is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            position++;
        }
        else
        {
            ReadName();
        }

        var name = text[nameStart..position];
        if (Current == '[')
        {
            var close = text.IndexOf(']', position, end - position);
            if (close >= 0)
            {
                if (!IsBash)
                {
                    Error(TextSpan.FromBounds(start, close + 1), "only bash has arrays");
                }

                operation.Append(text, position, close + 1 - position);
                position = close + 1;
            }
        }

        ShellWord? argument = null;
        if (!AtEnd && Current != '}')
        {
            foreach (var op in (ReadOnlySpan<string>)[":-", ":=", ":?", ":+", "##", "%%", "//", "/#", "/%", "^^", ",,", "-", "=", "?", "+", "#", "%", "/", "^", ",", ":", "@"])
            {
                if (string.CompareOrdinal(text, position, op, 0, op.Length) == 0)
                {
                    operation.Append(op);
                    position += op.Length;
                    break;
                }
            }

            if (operation.Length == 0 || name.Length == 0)
            {
                Error(new TextSpan(start, Math.Min(2, end - start)), "`${…}` is not written as the shell expects");
            }

            var argumentStart = position;
            if (depth >= MaxDepth)
            {
                Error(new TextSpan(start, Math.Min(20, end - start)), "this is nested too deeply to be read");
                position = end;
            }
            else
            {
                depth++;
                var parts = ParseWordParts(WordMode.Parameter);
                depth--;
                argument = new ShellWord(TextSpan.FromBounds(argumentStart, position), parts);
            }
        }
        else if (name.Length == 0)
        {
            Error(new TextSpan(start, Math.Min(2, end - start)), "`${…}` is not written as the shell expects");
        }

        if (Current == '}' && !AtEnd)
        {
            position++;
        }
        else
        {
            Error(new TextSpan(start, Math.Min(2, end - start)), "`${` is not closed");
        }

        return new ShellParameter(TextSpan.FromBounds(start, position), name, operation.ToString(), argument);
    }

    /// <summary>The place of the <c>))</c> that ends an arithmetic expression beginning at an offset, or -1.</summary>
    private int FindArithmeticEnd(int start)
    {
        var level = 0;
        for (var i = start; i < end; i++)
        {
            switch (text[i])
            {
                case '(':
                    level++;
                    break;
                case ')' when level > 0:
                    level--;
                    break;
                case ')':
                    return i + 1 < end && text[i + 1] == ')' ? i : -1;
                case '\n':
                    return -1;
            }
        }

        return -1;
    }
}
