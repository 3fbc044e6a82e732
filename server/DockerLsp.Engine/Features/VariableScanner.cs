using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Finds the names of variables in words, also in words that are still being typed.</summary>
internal static class VariableScanner
{
    /// <summary>The spans of the names in a text, without dollar signs and braces; those within <c>${A:-$B}</c> included.</summary>
    /// <param name="text">The text as written.</param>
    /// <param name="escape">The file's escape character.</param>
    /// <param name="hasQuotes">Whether quotes mean something in it; in a heredoc they do not.</param>
    public static IEnumerable<TextSpan> Find(string text, char escape, bool hasQuotes = true)
    {
        var inSingleQuotes = false;
        var inDoubleQuotes = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == escape && !inSingleQuotes)
            {
                i++;
            }
            else if (hasQuotes && c == '\'' && !inDoubleQuotes)
            {
                inSingleQuotes = !inSingleQuotes;
            }
            else if (hasQuotes && c == '"' && !inSingleQuotes)
            {
                inDoubleQuotes = !inDoubleQuotes;
            }
            else if (c == '$' && !inSingleQuotes)
            {
                var start = i + 1 < text.Length && text[i + 1] == '{' ? i + 2 : i + 1;
                var end = EndOfName(text, start);
                if (end > start)
                {
                    yield return TextSpan.FromBounds(start, end);
                    i = end - 1;
                }
            }
        }
    }

    /// <summary>The offset behind a name that begins at an offset; the offset itself where none does.</summary>
    public static int EndOfName(string text, int start)
    {
        if (start >= text.Length || !IsNameStart(text[start]))
        {
            return start;
        }

        var end = start + 1;
        while (end < text.Length && IsNamePart(text[end]))
        {
            end++;
        }

        return end;
    }

    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    public static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>Whether a text is the name of a variable.</summary>
    public static bool IsName(string text) => text.Length > 0 && EndOfName(text, 0) == text.Length;
}
