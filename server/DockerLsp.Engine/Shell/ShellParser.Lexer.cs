using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

public sealed partial class ShellParser
{
    private static readonly ImmutableArray<string> Operators =
        ["<<<", "<<-", "&>>", ";;&", "&&", "||", ";;", "<<", ">>", "<&", ">&", "<>", ">|", "&>", "|&", ";&", "&", "|", ";", "<", ">", "(", ")"];

    /// <summary>Skips white space, line continuations and comments; not line breaks.</summary>
    private void SkipBlanks()
    {
        while (!AtEnd)
        {
            var start = position;
            var c = text[position];
            if (c is ' ' or '\t' or '\r' && !(c == '\r' && Peek(1) == '\n'))
            {
                while (!AtEnd && (text[position] is ' ' or '\t' || (text[position] == '\r' && Peek(1) != '\n')))
                {
                    position++;
                }

                AddToken(ShellTokenKind.WhiteSpace, start);
            }
            else if (c == '\\' && Peek(1) == '\n')
            {
                position += 2;
                AddToken(ShellTokenKind.LineContinuation, start);
            }
            else if (c == '#')
            {
                while (!AtEnd && text[position] != '\n')
                {
                    position++;
                }

                AddToken(ShellTokenKind.Comment, start);
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Reads one line break, and the heredocs that begin behind it.</summary>
    private bool TryReadNewLine()
    {
        var start = position;
        if (Current == '\n')
        {
            position++;
        }
        else if (Current == '\r' && Peek(1) == '\n')
        {
            position += 2;
        }
        else
        {
            return false;
        }

        AddToken(ShellTokenKind.NewLine, start);
        FlushHeredocs();
        return true;
    }

    private void SkipNewLines()
    {
        SkipBlanks();
        while (TryReadNewLine())
        {
            SkipBlanks();
        }
    }

    private char Peek(int distance) => position + distance < end ? text[position + distance] : '\0';

    private string? PeekOperator()
    {
        if (AtEnd || text[position] is not (';' or '&' or '|' or '<' or '>' or '(' or ')'))
        {
            return null;
        }

        foreach (var op in Operators)
        {
            if (string.CompareOrdinal(text, position, op, 0, op.Length) == 0 && position + op.Length <= end && IsOperatorHere(op))
            {
                return op;
            }
        }

        return null;
    }

    private bool IsOperatorHere(string op) => op switch
    {
        "&>" or "&>>" => IsBash || dialect == ShellDialect.BusyBoxAsh,
        "|&" or ";&" or ";;&" => IsBash,
        "<<<" => IsBash,
        _ => true,
    };

    private bool TryReadOperator(out string op)
    {
        var found = PeekOperator();
        op = found ?? "";
        if (found is null)
        {
            return false;
        }

        position += found.Length;
        return true;
    }

    private bool TryReadOperatorToken(string op)
    {
        if (PeekOperator() != op)
        {
            return false;
        }

        var start = position;
        position += op.Length;
        AddToken(ShellTokenKind.Operator, start);
        return true;
    }

    /// <summary>Skips what looks like a word, without understanding it.</summary>
    private void ReadRawWord()
    {
        while (!AtEnd && !IsBlankOrOperator(text[position]))
        {
            position++;
        }
    }

    private static bool IsBlankOrOperator(char c) => c is ' ' or '\t' or '\n' or '\r' or ';' or '&' or '|' or '<' or '>' or '(' or ')';

    /// <summary>The reserved word at the current place; null where there is none.</summary>
    private string? PeekReserved()
    {
        var stop = position;
        while (stop < end && (char.IsAsciiLetterLower(text[stop]) || text[stop] is '{' or '}' or '!' or '[' or ']'))
        {
            stop++;
        }

        if (stop == position || stop - position > 8 || (stop < end && !IsBlankOrOperator(text[stop])))
        {
            return null;
        }

        var word = text[position..stop];
        return word switch
        {
            "if" or "then" or "else" or "elif" or "fi" or "for" or "while" or "until" or "do" or "done" or "case" or "esac" or "{" or "}" or "!" => word,
            "[[" or "function" or "select" or "coproc" or "time" when IsBash => word,
            "function" when dialect == ShellDialect.BusyBoxAsh => word,
            _ => null,
        };
    }

    private bool TryReadReserved(string word)
    {
        if (PeekReserved() != word)
        {
            return false;
        }

        var start = position;
        position += word.Length;
        AddToken(ShellTokenKind.ReservedWord, start);
        return true;
    }

    private void FlushHeredocs()
    {
        if (pendingHeredocs.Count == 0)
        {
            return;
        }

        var pending = pendingHeredocs.ToArray();
        pendingHeredocs.Clear();
        foreach (var heredoc in pending)
        {
            heredoc.Holder.Body = ReadHeredoc(heredoc);
        }
    }

    private ShellHeredocBody ReadHeredoc(PendingHeredoc heredoc)
    {
        var start = position;
        while (!AtEnd)
        {
            var lineStart = position;
            var lineEnd = text.IndexOf('\n', lineStart, end - lineStart);
            var next = lineEnd < 0 ? end : lineEnd + 1;
            lineEnd = lineEnd < 0 ? end : lineEnd;
            var line = text.AsSpan(lineStart, lineEnd - lineStart);
            if (heredoc.StripsTabs)
            {
                line = line.TrimStart('\t');
            }

            if (line.TrimEnd('\r').SequenceEqual(heredoc.Delimiter))
            {
                var body = TextSpan.FromBounds(start, lineStart);
                position = lineStart;
                AddToken(ShellTokenKind.HeredocBody, start);
                position = next;
                AddToken(ShellTokenKind.HeredocTerminator, lineStart);
                return new ShellHeredocBody(TextSpan.FromBounds(start, next), body, heredoc.IsLiteral, true, heredoc.IsLiteral ? [] : ParseHeredocParts(body));
            }

            position = next;
        }

        var rest = TextSpan.FromBounds(start, end);
        position = end;
        AddToken(ShellTokenKind.HeredocBody, start);
        Error(rest, $"the heredoc is not closed by `{heredoc.Delimiter}`");
        return new ShellHeredocBody(rest, rest, heredoc.IsLiteral, false, heredoc.IsLiteral ? [] : ParseHeredocParts(rest));
    }

    private ImmutableArray<ShellWordPart> ParseHeredocParts(TextSpan body)
    {
        var nested = new ShellParser(text, dialect, body.Start, body.End, tokens, errors, recordsTokens: false, depth + 1);
        return nested.ParseDoubleQuotedParts(stopAtQuote: false);
    }
}
