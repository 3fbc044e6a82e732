using System.Text;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Files;

/// <summary>Fills variables into the texts of Compose and Bake files.</summary>
internal static class TextTemplate
{
    private const int MaxDepth = 8;

    /// <summary>Variables of variables can multiply a text; one that is longer than this has no value.</summary>
    private const int MaxLength = 1 << 20;

    /// <summary>
    /// As Compose does (Compose file reference, "Interpolation"): <c>$NAME</c>, <c>${NAME}</c> with <c>:-</c>, <c>-</c>, <c>:?</c>,
    /// <c>?</c>, <c>:+</c> or <c>+</c>, and <c>$$</c> for a dollar sign.
    /// </summary>
    /// <param name="text">As written.</param>
    /// <param name="variables">Their values.</param>
    /// <param name="missing">The variable that has no value.</param>
    /// <returns>The text; null where a variable has no value.</returns>
    public static string? FillCompose(string text, Func<string, string?> variables, out string missing) => FillCompose(text, variables, 0, out missing);

    private static string? FillCompose(string text, Func<string, string?> variables, int depth, out string missing)
    {
        missing = "";
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            if (text[i + 1] == '$')
            {
                result.Append('$');
                i++;
                continue;
            }

            var end = VariableExpansion.ReadVariable(text, i, out var name, out var operation, out var alternative);
            if (end < 0 && text[i + 1] == '{')
            {
                // No variable, or nothing that ends it: Compose stops here.
                missing = text[i..Math.Min(text.Length, i + 20)];
                return null;
            }

            if (end < 0)
            {
                result.Append('$');
                continue;
            }

            var value = variables(name);
            var isSet = operation is [':', ..] ? !string.IsNullOrEmpty(value) : value is not null;
            var filled = operation switch
            {
                "" or ":?" or "?" => isSet ? value : null,
                ":-" or "-" => isSet ? value : depth < MaxDepth ? FillCompose(alternative, variables, depth + 1, out missing) : null,
                ":+" or "+" => !isSet ? "" : depth < MaxDepth ? FillCompose(alternative, variables, depth + 1, out missing) : null,
                _ => null,
            };
            if (filled is null || result.Length + filled.Length > MaxLength)
            {
                missing = missing.Length > 0 ? missing : name;
                return null;
            }

            result.Append(filled);
            i = end - 1;
        }

        return result.ToString();
    }

    /// <summary>As Bake does: an expression in <c>${…}</c>; <c>$${</c> for what is to stay. Directives (<c>%{if …}</c>) have no value here.</summary>
    /// <param name="text">As written.</param>
    /// <param name="scope">What expressions may name.</param>
    /// <param name="missing">What has no value.</param>
    /// <returns>The text; null where something has no value.</returns>
    public static string? FillBake(string text, HclScope scope, out string missing)
    {
        missing = "";
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var rest = text.AsSpan(i);
            if (rest.StartsWith("$${") || rest.StartsWith("%%{"))
            {
                result.Append(rest[1..3]);
                i += 2;
                continue;
            }

            if (!rest.StartsWith("${") && !rest.StartsWith("%{"))
            {
                result.Append(text[i]);
                continue;
            }

            var end = EndOfBraces(text, i + 1, text.Length);
            var name = text[(i + 2)..Math.Max(i + 2, end - 1)].Trim();
            try
            {
                var value = text[i] == '%' ? throw new HclException(name) : HclValue.Text(scope.Evaluate(name));
                result.Append(result.Length + value.Length > MaxLength ? throw new HclException(name) : value);
                i = end - 1;
            }
            catch (HclException exception)
            {
                missing = exception.Missing;
                return null;
            }
        }

        return result.ToString();
    }

    /// <summary>The offset behind the brace that closes the one at an offset, or the limit; texts in quotes may hold braces of their own.</summary>
    public static int EndOfBraces(string text, int start, int limit)
    {
        var depth = 0;
        var isQuoted = false;
        for (var i = start; i < limit; i++)
        {
            switch (text[i])
            {
                case '\\' when isQuoted:
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '{' when !isQuoted:
                    depth++;
                    break;
                case '}' when !isQuoted:
                    if (--depth == 0)
                    {
                        return i + 1;
                    }

                    break;
            }
        }

        return limit;
    }
}
