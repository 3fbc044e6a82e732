using System.Text;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Semantics;

/// <summary>Expands variables in the way of Dockerfile instructions (Dockerfile reference, "Environment replacement").</summary>
public static class VariableExpansion
{
    /// <summary>
    /// The word with quotes removed and variables replaced; null where a variable's value is not known.
    /// </summary>
    /// <param name="word">As written.</param>
    /// <param name="escape">The file's escape character.</param>
    /// <param name="lookup">Gives found and value of a variable; a variable that is not defined is empty.</param>
    public static string? Expand(string word, char escape, Func<string, (bool IsDefined, string? Value)> lookup)
    {
        var result = new StringBuilder();
        char quote = '\0';
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            if (c == escape && quote != '\'' && i + 1 < word.Length)
            {
                // Within double quotes only these lose their escape.
                if (quote == '\0' || word[i + 1] is '"' or '$' || word[i + 1] == escape)
                {
                    result.Append(word[++i]);
                }
                else
                {
                    result.Append(c);
                }
            }
            else if (c is '"' or '\'' && (quote == '\0' || quote == c))
            {
                quote = quote == '\0' ? c : '\0';
            }
            else if (c == '$' && quote != '\'')
            {
                var end = ReadVariable(word, i, out var name, out var operation, out var argument);
                if (end < 0)
                {
                    result.Append(c);
                    continue;
                }

                var (isDefined, value) = lookup(name);
                string? expanded;
                switch (operation)
                {
                    case "":
                        expanded = isDefined ? value : "";
                        break;
                    case ":-" or "-":
                        expanded = isDefined && (operation == "-" || value is null || value.Length > 0) ? value : Expand(argument, escape, lookup);
                        break;
                    case ":+" or "+":
                        expanded = isDefined && (operation == "+" || value is null || value.Length > 0) ? Expand(argument, escape, lookup) : "";
                        break;
                    default:
                        expanded = null;
                        break;
                }

                if (expanded is null)
                {
                    return null;
                }

                result.Append(expanded);
                i = end - 1;
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    /// <summary>Reads <c>$name</c> or <c>${name…}</c> at an offset; the offset behind it, or -1 where it is no variable.</summary>
    public static int ReadVariable(string text, int start, out string name, out string operation, out string argument)
    {
        operation = argument = "";
        var i = start + 1;
        var braced = i < text.Length && text[i] == '{';
        if (braced)
        {
            i++;
        }

        var nameStart = i;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_'))
        {
            i++;
        }

        name = text[nameStart..i];
        if (name.Length == 0)
        {
            return -1;
        }

        if (!braced)
        {
            return i;
        }

        var depth = 1;
        var bodyStart = i;
        for (; i < text.Length && depth > 0; i++)
        {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
        }

        if (depth > 0)
        {
            return -1;
        }

        var body = text[bodyStart..(i - 1)];
        if (body.Length > 0)
        {
            operation = body[0] == ':' && body.Length > 1 ? body[..2] : body[..1];
            argument = body[operation.Length..];
        }

        return i;
    }

    /// <summary>
    /// What BuildKit cannot read in a word when it replaces variables: a quote that nothing closes, or <c>${…}</c> in a form that it
    /// does not know (Dockerfile reference, "Environment replacement"). The first of them; null where there is none.
    /// </summary>
    /// <param name="word">As written, or the string of an exec form: BuildKit looks for quotes in both.</param>
    /// <param name="escape">The file's escape character.</param>
    /// <param name="hasQuotes">Whether quotes mean something: in a heredoc they do not.</param>
    public static TextSpan? FindUnreadable(string word, char escape, bool hasQuotes = true)
    {
        TextSpan? bad = null;
        Skip(word, 0, '\0', escape, hasQuotes, ref bad);
        return bad;
    }

    /// <summary>The offset behind the character that ends a part of a word; -1 where there is none.</summary>
    private static int Skip(string word, int start, char stop, char escape, bool hasQuotes, ref TextSpan? bad)
    {
        var i = start;
        while (i < word.Length && bad is null)
        {
            var c = word[i];
            if (c == stop)
            {
                return i + 1;
            }

            if (c == '$')
            {
                i = SkipVariable(word, i, escape, hasQuotes, ref bad);
            }
            else if (hasQuotes && (c == '\'' ? stop != '"' : c == '"'))
            {
                var end = c == '"' ? Skip(word, i + 1, c, escape, hasQuotes, ref bad) : word.IndexOf(c, i + 1) + 1;
                if (end <= 0)
                {
                    bad ??= new TextSpan(i, 1);
                }

                i = end;
            }
            else
            {
                i += c == escape ? 2 : 1;
            }
        }

        return -1;
    }

    private static int SkipVariable(string word, int start, char escape, bool hasQuotes, ref TextSpan? bad)
    {
        var i = start + 1;
        if (i == word.Length || word[i] != '{')
        {
            return i < word.Length && word[i] == '$' ? i + 1 : i;
        }

        i++;
        var isName = false;
        for (; i < word.Length && (char.IsLetterOrDigit(word[i]) || word[i] == '_'); i++)
        {
            isName = true;
        }

        // Alone, such a character is a name.
        i += !isName && i < word.Length && "@*#?-$!".Contains(word[i], StringComparison.Ordinal) ? 1 : 0;
        var isKnown = i > start + 2 && i < word.Length;
        var operation = isKnown ? word[i++] : '\0';
        if (operation == '}')
        {
            return i;
        }

        if (operation == ':')
        {
            operation = i < word.Length && word[i] is '-' or '+' or '?' ? word[i++] : '\0';
        }

        if (operation == '/')
        {
            i = Skip(word, i < word.Length && word[i] == '/' ? i + 1 : i, '/', escape, hasQuotes, ref bad);
        }

        if (operation is '-' or '+' or '?' or '#' or '%' or '/' && i >= 0)
        {
            i = Skip(word, i, '}', escape, hasQuotes, ref bad);
        }
        else
        {
            i = -1;
        }

        if (i < 0 && bad is null)
        {
            var end = word.AsSpan(start).IndexOfAny("} \t\r\n");
            bad = new TextSpan(start, end < 0 ? word.Length - start : word[start + end] == '}' ? end + 1 : end);
        }

        return i;
    }
}
