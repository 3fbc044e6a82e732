using System.Text;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>The two ways in which BuildKit cuts arguments into words that may hold quotes, and the simple one.</summary>
internal static class WordScanner
{
    /// <summary>The characters between which words are split (reWhitespace in BuildKit's parser.go): no other space counts.</summary>
    public static bool IsBlank(char c) => c is ' ' or '\t' or '\v' or '\f' or '\r';

    /// <summary>Leaves out white space of any kind at both ends.</summary>
    public static TextSpan Trim(string text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return TextSpan.FromBounds(start, end);
    }

    /// <summary>The offset of the first blank; the end of the span where there is none.</summary>
    public static int FindBlank(string text, TextSpan span)
    {
        var index = text.AsSpan(span.Start, span.Length).IndexOfAny(" \t\v\f\r");
        return index < 0 ? span.End : span.Start + index;
    }

    public static int SkipBlanks(string text, int position, int end)
    {
        while (position < end && IsBlank(text[position]))
        {
            position++;
        }

        return position;
    }

    /// <summary>Words between blanks, without quotes: FROM, EXPOSE, COPY, ADD, VOLUME.</summary>
    public static IEnumerable<TextSpan> SplitAtBlanks(string text, TextSpan span)
    {
        var position = span.Start;
        while (true)
        {
            position = SkipBlanks(text, position, span.End);
            if (position >= span.End)
            {
                yield break;
            }

            var end = FindBlank(text, TextSpan.FromBounds(position, span.End));
            yield return TextSpan.FromBounds(position, end);
            position = end;
        }
    }

    /// <summary>
    /// Words of ENV, LABEL and ARG (parseWords in line_parsers.go): quotes and escape characters hold blanks together and stay
    /// in the word. An escape character as the very last one belongs to no word.
    /// </summary>
    public static IEnumerable<TextSpan> SplitQuoted(string text, TextSpan span, char escape)
    {
        var position = span.Start;
        while (position < span.End)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
                continue;
            }

            var start = position;
            var end = SkipQuotedWord(text, ref position, span.End, escape);
            if (end > start)
            {
                yield return TextSpan.FromBounds(start, end);
            }
        }
    }

    /// <summary>The end of the word; the position may be one further, behind a dangling escape character.</summary>
    private static int SkipQuotedWord(string text, ref int position, int end, char escape)
    {
        var quote = '\0';
        for (; position < end; position++)
        {
            var c = text[position];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                break;
            }

            if (c == escape && quote != '\'')
            {
                position++;
                if (position == end)
                {
                    return end - 1;
                }
            }
            else if (quote == '\0')
            {
                quote = c is '\'' or '"' ? c : '\0';
            }
            else if (c == quote)
            {
                quote = '\0';
            }
        }

        return position;
    }

    /// <summary>A flag, and what it says without its quotes.</summary>
    public readonly record struct FlagWord(TextSpan Span, string Value, MappedText? Mapped);

    /// <summary>
    /// The next word if it is a flag (extractBuilderFlags in split_command.go): quotes of both kinds and escape characters are
    /// dropped, and the escape character works within single quotes, too.
    /// </summary>
    public static FlagWord? ReadFlag(MappedText logical, int position, int end, char escape)
    {
        var text = logical.Text;
        if (position + 1 >= end || text[position] != '-' || text[position + 1] != '-')
        {
            return null;
        }

        var start = position;
        var quote = '\0';
        var value = new StringBuilder();
        MappedText.Builder? mapped = null;
        for (; position < end; position++)
        {
            var c = text[position];
            if (quote == '\0' && IsFlagSpace(c))
            {
                break;
            }

            if (c == quote || (quote == '\0' && c is '\'' or '"'))
            {
                mapped ??= CopySoFar(logical, start, position);
                quote = quote == '\0' ? c : '\0';
                continue;
            }

            if (c == escape)
            {
                mapped ??= CopySoFar(logical, start, position);
                position++;
                if (position == end)
                {
                    break;
                }

                c = text[position];
            }

            value.Append(c);
            mapped?.Append([c], logical.ToSource(position));
        }

        return new FlagWord(TextSpan.FromBounds(start, position), value.ToString(), mapped?.ToMappedText());
    }

    // BuildKit looks at bytes here, so that two bytes of longer characters count as spaces, too; that oddity is left out.
    public static bool IsFlagSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    private static MappedText.Builder CopySoFar(MappedText logical, int start, int position) =>
        new MappedText.Builder().Append(logical.Slice(TextSpan.FromBounds(start, position)));
}
