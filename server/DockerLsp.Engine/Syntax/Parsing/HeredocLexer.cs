using System.Text;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>
/// Finds the heredocs that a logical line opens, with BuildKit's own idea of words (shell/lex.go, heredocsFromLine in
/// parser.go). That is neither the shell's idea nor a tidy one: the escape character is always the backslash, a quote that
/// is not closed anywhere in the line means that there are no heredocs at all, and operators end no word.
/// </summary>
internal sealed class HeredocLexer
{
    private const char EndOfText = '\uFFFF';

    private readonly string text;
    private readonly int end;
    private readonly bool keepsQuotes;
    private bool keepsEscapes;
    private int position;

    // One buffer for all levels of ${…}, as in BuildKit: a nested word empties the outer one.
    private readonly StringBuilder word = new();
    private int wordStart;
    private int wordEnd;

    private HeredocLexer(string text, int start, int end, bool keepsQuotes, bool keepsEscapes)
    {
        this.text = text;
        this.end = end;
        this.keepsQuotes = keepsQuotes;
        this.keepsEscapes = keepsEscapes;
        position = start;
    }

    private readonly record struct Word(string Text, TextSpan Span);

    /// <param name="Delimiter">Without its quotes.</param>
    /// <param name="IsQuoted">Whether a quote was removed from it.</param>
    /// <param name="StripsTabs">Whether it was <c>&lt;&lt;-</c>.</param>
    /// <param name="FileDescriptor">The number in front.</param>
    /// <param name="Span">All of it, the number included.</param>
    internal readonly record struct Opening(string Delimiter, bool IsQuoted, bool StripsTabs, int? FileDescriptor, TextSpan Span);

    /// <summary>The heredocs that the line opens, in order.</summary>
    public static List<Opening> Find(string line)
    {
        var found = new List<Opening>();
        var words = new HeredocLexer(line, 0, line.Length, keepsQuotes: true, keepsEscapes: true).ReadWords();
        if (words is null)
        {
            return found;
        }

        foreach (var word in words)
        {
            if (TryReadOpening(word.Text, word.Span) is { } opening)
            {
                found.Add(opening);
            }
        }

        return found;
    }

    /// <summary>Reads a word as the opening of a heredoc: digits, <c>&lt;&lt;</c>, a dash, blanks, and a delimiter without <c>&lt;</c>.</summary>
    public static Opening? TryReadOpening(string word, TextSpan span)
    {
        var i = 0;
        while (i < word.Length && char.IsAsciiDigit(word[i]))
        {
            i++;
        }

        var digits = i;
        if (!word.AsSpan(i).StartsWith("<<", StringComparison.Ordinal))
        {
            return null;
        }

        i += 2;
        var stripsTabs = i < word.Length && word[i] == '-';
        if (stripsTabs)
        {
            i++;
        }

        while (i < word.Length && word[i] is ' ' or '\t' or '\r' or '\n' or '\f')
        {
            i++;
        }

        if (i == word.Length || word.AsSpan(i).Contains('<'))
        {
            return null;
        }

        var plain = new HeredocLexer(word, i, word.Length, keepsQuotes: false, keepsEscapes: false).ReadWords();
        if (plain is not [var delimiter])
        {
            return null;
        }

        var raw = new HeredocLexer(word, i, word.Length, keepsQuotes: true, keepsEscapes: false).ReadWords();
        var isQuoted = raw is not [var quoted] || CountQuotes(quoted.Text) != CountQuotes(delimiter.Text);
        int? descriptor = digits > 0 && int.TryParse(word.AsSpan(0, digits), out var number) ? number : null;
        return new Opening(delimiter.Text, isQuoted, stripsTabs, descriptor, span);
    }

    private static int CountQuotes(string text) => text.AsSpan().Count('\'') + text.AsSpan().Count('"');

    /// <summary>All words; null where the text cannot be read.</summary>
    private List<Word>? ReadWords()
    {
        var words = new List<Word>();
        return ReadUntil(EndOfText, keepsEscapes, words, depth: 0) is null ? null : words;
    }

    private char Peek() => position < end ? text[position] : EndOfText;

    private char Next() => position < end ? text[position++] : EndOfText;

    private bool AtEnd => position >= end;

    /// <summary>Reads up to the stop character; the text read, or null on an error.</summary>
    private string? ReadUntil(char stop, bool keepEscapes, List<Word>? words, int depth)
    {
        // BuildKit would recurse as deep as the text asks; nobody nests expansions like that, and a stack is finite.
        if (depth > 200)
        {
            return null;
        }

        var outerKeepsEscapes = keepsEscapes;
        keepsEscapes = keepEscapes;
        try
        {
            return ReadUntil(stop, words, depth);
        }
        finally
        {
            keepsEscapes = outerKeepsEscapes;
        }
    }

    private string? ReadUntil(char stop, List<Word>? words, int depth)
    {
        var result = words is null ? new StringBuilder() : null;
        word.Clear();
        var inWord = false;
        while (!AtEnd)
        {
            var at = position;
            var c = Peek();
            if (words is null && c == stop)
            {
                position++;
                word.Clear();
                return result?.ToString();
            }

            var piece = c switch
            {
                '$' => ReadDollar(depth),
                '<' => ReadLess(),
                '\'' => ReadSingleQuoted(),
                '"' => ReadDoubleQuoted(depth),
                _ => string.Empty,
            };
            if (piece is null)
            {
                return null;
            }

            if (c is '$' or '<' or '\'' or '"')
            {
                result?.Append(piece);
                AddPiece(piece, at, c == '$', words, ref inWord);
            }
            else
            {
                AddPlain(words, result, ref inWord);
            }
        }

        if (words is null)
        {
            return null;
        }

        Flush(words);
        return string.Empty;
    }

    /// <summary>Adds what a special character stands for; only an expansion is split at its blanks.</summary>
    private void AddPiece(string piece, int at, bool splits, List<Word>? words, ref bool inWord)
    {
        if (words is null)
        {
            // Of a nested word only its text is used; but its being there has emptied the buffer.
            return;
        }

        if (!splits)
        {
            Append(piece, at, position);
            inWord = true;
            return;
        }

        for (var i = 0; i < piece.Length; i++)
        {
            AddSplitting(piece[i], Math.Min(at + i, position - 1), words, ref inWord);
        }

        if (word.Length > 0)
        {
            wordEnd = position;
        }
    }

    private void AddPlain(List<Word>? words, StringBuilder? result, ref bool inWord)
    {
        var at = position;
        var c = Next();
        if (c != '\\')
        {
            result?.Append(c);
            if (words is not null)
            {
                AddSplitting(c, at, words, ref inWord);
            }

            return;
        }

        if (keepsEscapes)
        {
            result?.Append(c);
            Append("\\", at, at + 1);
            inWord = true;
        }

        if (AtEnd)
        {
            return;
        }

        c = Next();
        result?.Append(c);
        Append(c.ToString(), at, position);
        inWord = true;
    }

    private void AddSplitting(char c, int at, List<Word> words, ref bool inWord)
    {
        if (!char.IsWhiteSpace(c))
        {
            Append(c.ToString(), at, at + 1);
            inWord = true;
        }
        else if (inWord && word.Length > 0)
        {
            Flush(words);
            inWord = false;
        }
    }

    private void Append(string piece, int from, int to)
    {
        if (word.Length == 0)
        {
            wordStart = from;
        }

        word.Append(piece);
        wordEnd = to;
    }

    private void Flush(List<Word> words)
    {
        if (word.Length > 0)
        {
            words.Add(new Word(word.ToString(), TextSpan.FromBounds(wordStart, wordEnd)));
            word.Clear();
        }
    }

    private string? ReadSingleQuoted()
    {
        var from = position;
        var close = text.AsSpan(from + 1, end - from - 1).IndexOf('\'');
        if (close < 0)
        {
            return null;
        }

        position = from + close + 2;
        return keepsQuotes ? text[from..position] : text.Substring(from + 1, close);
    }

    private string? ReadDoubleQuoted(int depth)
    {
        var result = new StringBuilder();
        position++;
        if (keepsQuotes)
        {
            result.Append('"');
        }

        while (!AtEnd)
        {
            var c = Peek();
            if (c == '$')
            {
                if (ReadDollar(depth) is not { } value)
                {
                    return null;
                }

                result.Append(value);
                continue;
            }

            position++;
            if (c == '"')
            {
                return keepsQuotes ? result.Append('"').ToString() : result.ToString();
            }

            if (c == '\\')
            {
                if (keepsEscapes)
                {
                    result.Append(c);
                }

                if (AtEnd)
                {
                    return null;
                }

                if (Peek() is '"' or '$' or '\\')
                {
                    c = Next();
                }
            }

            result.Append(c);
        }

        return null;
    }

    private string ReadLess()
    {
        var from = position++;
        if (Peek() != '<')
        {
            return "<";
        }

        position++;
        while (Peek() is '\t' or '\r' or ' ')
        {
            position++;
        }

        return text[from..position];
    }

    /// <summary>An expansion; nothing is set here, so it stands for itself, once it has been read.</summary>
    private string? ReadDollar(int depth)
    {
        position++;
        if (Peek() != '{')
        {
            return "$" + ReadName();
        }

        position++;
        if (AtEnd || Peek() is '{' or '}' or ':')
        {
            return null;
        }

        var name = ReadName();
        if (AtEnd)
        {
            return null;
        }

        var c = Next();
        var operation = c.ToString();
        switch (c)
        {
            case '}':
                return $"${{{name}}}";
            case '/':
                return ReadReplacement(name, depth);
            case ':':
                c = Next();
                operation += c;
                if (c is '#' or '%')
                {
                    return null;
                }

                break;
            case '+' or '-' or '?' or '#' or '%':
                break;
            default:
                return null;
        }

        var value = ReadUntil('}', c is '#' or '%', words: null, depth + 1);
        return value is null ? null : $"${{{name}{operation}{value}}}";
    }

    private string? ReadReplacement(string name, int depth)
    {
        if (Peek() == '/')
        {
            position++;
        }

        return ReadUntil('/', keepEscapes: true, words: null, depth + 1) is { } pattern
            && ReadUntil('}', keepEscapes: true, words: null, depth + 1) is { } replacement
            ? $"${{{name}/{pattern}/{replacement}}}"
            : null;
    }

    private string ReadName()
    {
        var from = position;
        if (AtEnd)
        {
            return string.Empty;
        }

        if (char.IsDigit(Peek()))
        {
            while (!AtEnd && char.IsDigit(Peek()))
            {
                position++;
            }
        }
        else if (Peek() is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            position++;
        }
        else
        {
            while (!AtEnd && (char.IsLetterOrDigit(Peek()) || Peek() == '_'))
            {
                position++;
            }
        }

        return text[from..position];
    }
}
