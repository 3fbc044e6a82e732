using System.Text;

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
}
