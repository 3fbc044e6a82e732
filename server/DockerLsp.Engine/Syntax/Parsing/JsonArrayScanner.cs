using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>
/// Reads a JSON array as strictly as Go's encoding/json does, since BuildKit takes whatever that rejects as a shell form
/// (parseJSON in its line_parsers.go). Strings of the outermost array are kept, everything else only checked.
/// </summary>
internal sealed class JsonArrayScanner(string text, int start, int end)
{
    // Go gives up beyond this depth; a stack of our own keeps hostile nesting from using up the thread's.
    private const int MaximumDepth = 10_000;

    private readonly List<JsonPart> parts = [];
    private int position = start;

    /// <summary>What the outermost array holds: brackets, commas, strings and other values, in order.</summary>
    public IReadOnlyList<JsonPart> Parts => parts;

    /// <summary>Whether a value of the outermost array is not a string; BuildKit then rejects the instruction.</summary>
    public bool HasOtherValues { get; private set; }

    /// <summary>Reads the text; false where it is not one valid JSON array.</summary>
    public bool TryRead()
    {
        if (position >= end || text[position] != '[')
        {
            return false;
        }

        Add(SyntaxKind.OpenBracket, position, ++position);
        if (!ReadOuterValues())
        {
            return false;
        }

        SkipWhiteSpace();
        return position == end;
    }

    /// <summary>The value of a string that stands at the span, quotes included; every character knows its place.</summary>
    public static MappedText Decode(MappedText logical, TextSpan span)
    {
        var inner = new TextSpan(span.Start + 1, span.Length - 2);
        var text = logical.Text;
        if (text.AsSpan(inner.Start, inner.Length).IndexOf('\\') < 0)
        {
            return logical.Slice(inner);
        }

        var builder = new MappedText.Builder();
        for (var i = inner.Start; i < inner.End;)
        {
            if (text[i] != '\\')
            {
                builder.Append(text.AsSpan(i, 1), logical.ToSource(i));
                i++;
                continue;
            }

            var (value, width) = DecodeEscape(text, i, inner.End);
            builder.Append([value], logical.ToSource(i));
            i += width;
        }

        return builder.ToMappedText();
    }

    private static (char Value, int Width) DecodeEscape(string text, int at, int end)
    {
        if (text[at + 1] != 'u')
        {
            return (text[at + 1] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other }, 2);
        }

        var value = HexAt(text, at);
        if (char.IsLowSurrogate(value))
        {
            var pairs = at >= 6 && text[at - 6] == '\\' && text[at - 5] == 'u' && char.IsHighSurrogate(HexAt(text, at - 6));
            return (pairs ? value : '\uFFFD', 6);
        }

        if (char.IsHighSurrogate(value))
        {
            var pairs = at + 12 <= end && text[at + 6] == '\\' && text[at + 7] == 'u' && char.IsLowSurrogate(HexAt(text, at + 6));
            return (pairs ? value : '\uFFFD', 6);
        }

        return (value, 6);
    }

    private static char HexAt(string text, int at)
    {
        var value = 0;
        for (var i = at + 2; i < at + 6; i++)
        {
            if (!char.IsAsciiHexDigit(text[i]))
            {
                return '\0';
            }

            value = (value * 16) + Convert.ToInt32(text.Substring(i, 1), 16);
        }

        return (char)value;
    }

    private bool ReadOuterValues()
    {
        SkipWhiteSpace();
        if (position < end && text[position] == ']')
        {
            Add(SyntaxKind.CloseBracket, position, ++position);
            return true;
        }

        while (true)
        {
            SkipWhiteSpace();
            var valueStart = position;
            var isString = position < end && text[position] == '"';
            if (!SkipValue())
            {
                return false;
            }

            HasOtherValues |= !isString;
            Add(isString ? SyntaxKind.JsonString : SyntaxKind.JsonOther, valueStart, position);
            SkipWhiteSpace();
            if (position >= end)
            {
                return false;
            }

            var c = text[position];
            if (c is not (',' or ']'))
            {
                return false;
            }

            Add(c == ',' ? SyntaxKind.Comma : SyntaxKind.CloseBracket, position, ++position);
            if (c == ']')
            {
                return true;
            }
        }
    }

    private void Add(SyntaxKind kind, int from, int to) => parts.Add(new JsonPart(kind, TextSpan.FromBounds(from, to)));

    private void SkipWhiteSpace()
    {
        while (position < end && text[position] is ' ' or '\t' or '\r' or '\n')
        {
            position++;
        }
    }

    /// <summary>Skips one value of any kind; the stack holds the closing bracket of each container that is open.</summary>
    private bool SkipValue()
    {
        var open = new Stack<char>();
        while (true)
        {
            SkipWhiteSpace();
            if (position >= end)
            {
                return false;
            }

            if (text[position] is '[' or '{')
            {
                var isObject = text[position] == '{';
                position++;
                if (open.Count + 1 >= MaximumDepth)
                {
                    return false;
                }

                SkipWhiteSpace();
                if (position < end && text[position] == (isObject ? '}' : ']'))
                {
                    position++;
                }
                else
                {
                    open.Push(isObject ? '}' : ']');
                    if (isObject && !SkipName())
                    {
                        return false;
                    }

                    continue;
                }
            }
            else if (!SkipScalar())
            {
                return false;
            }

            if (!CloseContainers(open))
            {
                return false;
            }

            if (open.Count == 0)
            {
                return true;
            }
        }
    }

    /// <summary>Behind a value: closes what closes here, or moves over the comma (and name) to the next value.</summary>
    private bool CloseContainers(Stack<char> open)
    {
        while (open.Count > 0)
        {
            SkipWhiteSpace();
            if (position >= end)
            {
                return false;
            }

            if (text[position] == open.Peek())
            {
                open.Pop();
                position++;
                continue;
            }

            if (text[position] != ',')
            {
                return false;
            }

            position++;
            return open.Peek() == ']' || SkipName();
        }

        return true;
    }

    private bool SkipName()
    {
        SkipWhiteSpace();
        if (position >= end || text[position] != '"' || !SkipString())
        {
            return false;
        }

        SkipWhiteSpace();
        if (position >= end || text[position] != ':')
        {
            return false;
        }

        position++;
        return true;
    }

    private bool SkipScalar() => text[position] switch
    {
        '"' => SkipString(),
        't' => SkipWord("true"),
        'f' => SkipWord("false"),
        'n' => SkipWord("null"),
        _ => SkipNumber(),
    };

    private bool SkipWord(string word)
    {
        if (!text.AsSpan(position, end - position).StartsWith(word, StringComparison.Ordinal))
        {
            return false;
        }

        position += word.Length;
        return true;
    }

    private bool SkipString()
    {
        for (position++; position < end; position++)
        {
            var c = text[position];
            if (c == '"')
            {
                position++;
                return true;
            }

            if (c < ' ')
            {
                return false;
            }

            if (c == '\\' && !SkipEscape())
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Moves to the last character of an escape sequence.</summary>
    private bool SkipEscape()
    {
        position++;
        if (position >= end)
        {
            return false;
        }

        if (text[position] != 'u')
        {
            return "\"\\/bfnrt".Contains(text[position], StringComparison.Ordinal);
        }

        for (var i = 0; i < 4; i++)
        {
            position++;
            if (position >= end || !char.IsAsciiHexDigit(text[position]))
            {
                return false;
            }
        }

        return true;
    }

    private bool SkipNumber()
    {
        if (text[position] == '-')
        {
            position++;
        }

        if (position < end && text[position] == '0')
        {
            position++;
        }
        else if (!SkipDigits())
        {
            return false;
        }

        if (position < end && text[position] == '.')
        {
            position++;
            if (!SkipDigits())
            {
                return false;
            }
        }

        if (position < end && text[position] is 'e' or 'E')
        {
            position++;
            if (position < end && text[position] is '+' or '-')
            {
                position++;
            }

            return SkipDigits();
        }

        return true;
    }

    private bool SkipDigits()
    {
        var from = position;
        while (position < end && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        return position > from;
    }
}

/// <param name="Kind">Bracket, comma, string or other value.</param>
/// <param name="Span">Where it stands in the logical line.</param>
internal readonly record struct JsonPart(SyntaxKind Kind, TextSpan Span);
