using System.Collections.Immutable;

namespace DockerLsp.Engine.Shell;

/// <content>Globs, braces and tildes: what the unquoted literal text of a word holds besides itself.</content>
internal sealed partial class ShellReader
{
    private enum SpecialKind
    {
        Glob,
        Tilde,
        Brace,
    }

    private readonly record struct Special(int Start, int End, SpecialKind Kind);

    private ImmutableArray<ShellWordPart> FinishMarked(int pieceMark, int markMark, WordMode mode)
    {
        var specials = new List<Special>();
        if ((mode & WordMode.Delimiter) == 0)
        {
            FindTildes(pieceMark, mode, specials);
            if ((mode & WordMode.NoBraces) == 0)
            {
                FindBraces(markMark, specials);
            }

            if ((mode & WordMode.NoGlobs) == 0)
            {
                FindGlobs(pieceMark, markMark, specials);
            }
        }

        marks.RemoveRange(markMark, marks.Count - markMark);
        // Outer before inner where two begin at one place; a glob and a brace never do.
        specials.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        int piece = pieceMark, special = 0;
        if (pieces.Count == pieceMark)
        {
            return [];
        }

        var parts = Emit(pieces[pieceMark].Start, pieces[^1].End, ref piece, ref special, specials, 0);
        pieces.RemoveRange(pieceMark, pieces.Count - pieceMark);
        return parts;
    }

    private ImmutableArray<ShellWordPart> Emit(int start, int end, ref int piece, ref int special, List<Special> specials, int nesting)
    {
        var parts = ImmutableArray.CreateBuilder<ShellWordPart>();
        while (start < end)
        {
            var current = pieces[piece];
            if (current.End <= start)
            {
                piece++;
            }
            else if (current.Node is { } node)
            {
                parts.Add(node);
                start = current.End;
                piece++;
            }
            else if (special < specials.Count && specials[special].Start == start)
            {
                var found = specials[special++];
                if (found.Kind is SpecialKind.Brace)
                {
                    // The bound on the depth holds here too; what is deeper stays literal.
                    if (nesting < MaximumDepth)
                    {
                        var inner = Emit(start, found.End, ref piece, ref special, specials, nesting + 1);
                        parts.Add(new ShellBrace(Span(start, found.End), new ShellTextSlice(text, start, found.End), inner));
                        start = found.End;
                    }

                    continue;
                }

                var value = Slice(start, found.End);
                parts.Add(found.Kind is SpecialKind.Glob ? new ShellGlob(Span(start, found.End), value) : new ShellTilde(Span(start, found.End), value));
                start = found.End;
            }
            else
            {
                var stop = Math.Min(end, current.End);
                if (special < specials.Count)
                {
                    stop = Math.Min(stop, specials[special].Start);
                }

                parts.Add(Literal(start, stop));
                start = stop;
            }
        }

        return parts.ToImmutable();
    }

    /// <summary>A tilde at the start of a word, or in an assignment behind <c>=</c> and <c>:</c> (POSIX XCU 2.6.1).</summary>
    private void FindTildes(int pieceMark, WordMode mode, List<Special> specials)
    {
        for (var i = pieceMark; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.Node is not null)
            {
                continue;
            }

            for (var at = piece.Start; at < piece.End; at++)
            {
                if (text[at] == '~' && (i == pieceMark && at == piece.Start || (IsAssignment(mode) && at > piece.Start && text[at - 1] == ':')))
                {
                    var end = at + 1;
                    while (end < piece.End && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '_' or '-' or '+'))
                    {
                        end++;
                    }

                    var isWhole = end == piece.End ? i == pieces.Count - 1 : text[end] == '/' || (IsAssignment(mode) && text[end] == ':');
                    if (isWhole)
                    {
                        specials.Add(new Special(at, end, SpecialKind.Tilde));
                    }
                }
                else if (!IsAssignment(mode))
                {
                    return;
                }
            }

            if (!IsAssignment(mode))
            {
                return;
            }
        }
    }

    private static bool IsAssignment(WordMode mode) => (mode & WordMode.Assignment) != 0 && (mode & WordMode.NoGlobs) != 0;

    /// <summary>
    /// Braces around a comma of their own level, or around two numbers or letters with two dots between (bash manual, Brace
    /// Expansion).
    /// </summary>
    private void FindBraces(int markMark, List<Special> specials)
    {
        var open = new Stack<(int Start, bool HasComma)>();
        for (var i = markMark; i < marks.Count; i++)
        {
            var at = marks[i];
            switch (text[at])
            {
                case '{':
                    open.Push((at, false));
                    break;
                case ',' when open.Count > 0:
                    var (start, _) = open.Pop();
                    open.Push((start, true));
                    break;
                case '}' when open.Count > 0:
                    var (from, hasComma) = open.Pop();
                    if (hasComma || IsSequence(text.AsSpan(from + 1, at - from - 1)))
                    {
                        specials.Add(new Special(from, at + 1, SpecialKind.Brace));
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private static bool IsSequence(ReadOnlySpan<char> inner)
    {
        var first = inner.IndexOf("..", StringComparison.Ordinal);
        if (first <= 0)
        {
            return false;
        }

        var from = inner[..first];
        var to = inner[(first + 2)..];
        var second = to.IndexOf("..", StringComparison.Ordinal);
        if (second >= 0)
        {
            if (!IsInteger(to[(second + 2)..]))
            {
                return false;
            }

            to = to[..second];
        }

        return (IsInteger(from) && IsInteger(to))
            || (from.Length == 1 && to.Length == 1 && char.IsAsciiLetter(from[0]) && char.IsAsciiLetter(to[0]));
    }

    private static bool IsInteger(ReadOnlySpan<char> number)
    {
        if (number is ['-' or '+', .. var rest])
        {
            number = rest;
        }

        foreach (var c in number)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return number.Length > 0;
    }

    private void FindGlobs(int pieceMark, int markMark, List<Special> specials)
    {
        // Where braces begin and end: a bracket expression does not reach across.
        var borders = new List<int>();
        foreach (var special in specials)
        {
            if (special.Kind is SpecialKind.Brace)
            {
                borders.Add(special.Start);
                borders.Add(special.End - 1);
            }
        }

        borders.Sort();
        int piece = pieceMark, close = markMark, border = 0;
        for (var i = markMark; i < marks.Count; i++)
        {
            var at = marks[i];
            switch (text[at])
            {
                case '*' or '?':
                    specials.Add(new Special(at, at + 1, SpecialKind.Glob));
                    break;
                case '[':
                    // The first ] may stand right behind the opening, also behind the ! of a negation.
                    var inside = at + 1 + (At(at + 1) is '!' or '^' ? 1 : 0);
                    close = Math.Max(close, i + 1);
                    while (close < marks.Count && (text[marks[close]] != ']' || marks[close] <= inside))
                    {
                        close++;
                    }

                    if (close >= marks.Count)
                    {
                        break;
                    }

                    var end = marks[close] + 1;
                    while (pieces[piece].End <= at)
                    {
                        piece++;
                    }

                    while (border < borders.Count && borders[border] < at)
                    {
                        border++;
                    }

                    if (pieces[piece].End >= end && (border >= borders.Count || borders[border] >= end))
                    {
                        specials.Add(new Special(at, end, SpecialKind.Glob));
                        i = close;
                    }
                    else
                    {
                        // The closing one stays for a bracket further in, which would hold it otherwise.
                        specials.Add(new Special(at, at + 1, SpecialKind.Glob));
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
