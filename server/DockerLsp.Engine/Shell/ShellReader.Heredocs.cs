using System.Collections.Immutable;
using System.Text;

namespace DockerLsp.Engine.Shell;

/// <content>Here-documents: POSIX XCU 2.7.4.</content>
internal sealed partial class ShellReader
{
    /// <summary>Heredocs whose lines have not come yet, those of outer commands first.</summary>
    private readonly List<PendingHeredoc> pending;

    /// <summary>Those before it belong to commands around the command substitution that is being read.</summary>
    private int pendingBase;

    private readonly record struct PendingHeredoc(ShellRedirection Redirection, string Delimiter, bool IsLiteral, bool StripTabs);

    private readonly record struct Scope(bool HasOwnHeredocs, int PendingBase, int LastEnd);

    /// <summary>Begins to read commands within a word.</summary>
    private Scope OpenScope(bool hasOwnHeredocs)
    {
        var scope = new Scope(hasOwnHeredocs, pendingBase, lastEnd);
        if (hasOwnHeredocs)
        {
            pendingBase = pending.Count;
        }

        hasToken = false;
        return scope;
    }

    private void CloseScope(Scope scope)
    {
        if (hasToken)
        {
            position = token.Start;
            hasToken = false;
        }

        if (scope.HasOwnHeredocs)
        {
            DropHeredocs();
            pendingBase = scope.PendingBase;
        }

        lastEnd = scope.LastEnd;
    }

    /// <summary>Reports the heredocs whose lines never come.</summary>
    private void DropHeredocs()
    {
        for (var i = pendingBase; i < pending.Count; i++)
        {
            var heredoc = pending[i];
            heredoc.Redirection.Heredoc = new ShellHeredocBody(Span(position, position), Span(position, position), heredoc.IsLiteral, false, []);
            Error(position, position, UnterminatedHeredoc(heredoc.Delimiter));
        }

        pending.RemoveRange(pendingBase, pending.Count - pendingBase);
    }

    private static string UnterminatedHeredoc(string delimiter) => $"The here-document has no end: the line {delimiter} is missing";

    private void AddHeredoc(ShellRedirection redirection, RedirectionOperator op, ShellWord target, int start, int end)
    {
        // What bash would expand elsewhere stands for itself in a delimiter.
        var delimiter = target.ConstantValue ?? Slice(start, end);
        if (delimiter.Contains('\n', StringComparison.Ordinal) && dialect is not (ShellDialect.Dash or ShellDialect.BusyBoxAsh))
        {
            Error(start, end, "The delimiter of a here-document cannot hold a line break");
        }

        pending.Add(new PendingHeredoc(redirection, delimiter, target.IsQuoted, op is RedirectionOperator.HeredocStripTabs));
    }

    private void ReadHeredocs()
    {
        // The bodies may hold command substitutions with heredocs of their own, which come and go above these.
        var end = pending.Count;
        for (var i = pendingBase; i < end && !isAborted; i++)
        {
            ReadHeredoc(pending[i]);
        }

        if (end > pendingBase)
        {
            pending.RemoveRange(pendingBase, end - pendingBase);
        }
    }

    private void ReadHeredoc(PendingHeredoc heredoc)
    {
        var start = position;
        quiet++;
        int pieceMark = pieces.Count, markMark = marks.Count;
        bool isTerminated;
        int bodyEnd, terminatorEnd;
        if (heredoc.IsLiteral || isBash || dialect is ShellDialect.Posix)
        {
            isTerminated = FindTerminator(heredoc, out bodyEnd, out terminatorEnd);
            if (!heredoc.IsLiteral && !isAborted)
            {
                var oldLimit = Narrow(bodyEnd);
                while (position < limit)
                {
                    ReadHeredocLine();
                }

                RestoreLimit(oldLimit);
            }
        }
        else
        {
            // dash and ash look for the delimiter only where no command substitution is open.
            FindTerminator(heredoc, out var plainEnd, out _);
            isTerminated = false;
            bodyEnd = terminatorEnd = limit;
            while (position < limit)
            {
                if (IsTerminator(heredoc, position, out var lineEnd))
                {
                    isTerminated = true;
                    bodyEnd = position;
                    terminatorEnd = lineEnd;
                    break;
                }

                ReadHeredocLine();
            }

            if (bodyEnd > plainEnd)
            {
                Error(plainEnd, bodyEnd, "The here-document's delimiter stands within an expansion");
            }
        }

        var parts = TakeNodes(pieceMark, markMark);
        quiet--;
        position = terminatorEnd;
        heredoc.Redirection.Heredoc = new ShellHeredocBody(
            Span(start, terminatorEnd), Span(start, bodyEnd), heredoc.IsLiteral, isTerminated, parts);
        AddToken(ShellTokenKind.HeredocBody, start, bodyEnd);
        AddToken(ShellTokenKind.HeredocTerminator, bodyEnd, terminatorEnd);
        if (!isTerminated)
        {
            Error(start, terminatorEnd, UnterminatedHeredoc(heredoc.Delimiter));
        }
        else if (At(position) == '\n')
        {
            position++;
            AddToken(ShellTokenKind.NewLine, terminatorEnd, position);
        }
    }

    /// <summary>Whether the line at the offset is the delimiter and nothing else.</summary>
    private bool IsTerminator(PendingHeredoc heredoc, int at, out int end)
    {
        if (heredoc.StripTabs)
        {
            while (At(at) == '\t')
            {
                at++;
            }
        }

        end = at + heredoc.Delimiter.Length;
        return end <= limit
            && (end == limit || text[end] == '\n')
            && text.AsSpan(at, heredoc.Delimiter.Length).SequenceEqual(heredoc.Delimiter);
    }

    /// <summary>bash's way: the delimiter is looked for first, in lines joined by backslashes unless it was quoted.</summary>
    private bool FindTerminator(PendingHeredoc heredoc, out int bodyEnd, out int terminatorEnd)
    {
        var line = position;
        while (line < limit)
        {
            if (IsTerminator(heredoc, line, out terminatorEnd))
            {
                bodyEnd = line;
                return true;
            }

            var end = LineEnd(line);
            if (!heredoc.IsLiteral && EndsInContinuation(line, end))
            {
                var first = line;
                var joined = new StringBuilder();
                while (EndsInContinuation(line, end) && end < limit)
                {
                    joined.Append(text, line, end - line - 1);
                    line = end + 1;
                    end = LineEnd(line);
                }

                joined.Append(text, line, end - line);
                var whole = joined.ToString();
                if ((heredoc.StripTabs ? whole.TrimStart('\t') : whole) == heredoc.Delimiter)
                {
                    Differs(first, end, "a delimiter that is broken over lines");
                    bodyEnd = first;
                    terminatorEnd = end;
                    return true;
                }
            }

            line = Math.Min(limit, end + 1);
        }

        bodyEnd = terminatorEnd = limit;
        return false;
    }

    private int LineEnd(int line)
    {
        var length = text.AsSpan(line, limit - line).IndexOf('\n');
        return length < 0 ? limit : line + length;
    }

    private bool EndsInContinuation(int line, int end)
    {
        var count = 0;
        while (end - 1 - count >= line && text[end - 1 - count] == '\\')
        {
            count++;
        }

        return count % 2 == 1;
    }

    /// <summary>Reads the expansions of a line, which an escape or an expansion may carry over line breaks.</summary>
    private void ReadHeredocLine()
    {
        while (position < limit)
        {
            switch (text[position])
            {
                case '\n':
                    position++;
                    return;
                case '\\':
                    position = Math.Min(limit, position + 2);
                    break;
                case '$':
                    ReadDollarPiece(position, true);
                    break;
                case '`':
                    ReadBackquoted(true);
                    break;
                default:
                    position++;
                    break;
            }
        }
    }
}
