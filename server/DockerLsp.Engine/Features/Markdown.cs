namespace DockerLsp.Engine.Features;

/// <summary>Puts text from a file into Markdown without letting it become markup.</summary>
public static class Markdown
{
    private const int MaxLength = 80;

    /// <summary>A code span: nothing in it is markup (CommonMark, 6.1).</summary>
    public static string Code(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        if (line.Length > MaxLength)
        {
            var end = MaxLength - 1;
            line = line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)] + "…";
        }

        if (line.Length == 0)
        {
            return "` `";
        }

        var longest = 0;
        var run = 0;
        foreach (var c in line)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return longest == 0 ? $"{fence}{line}{fence}" : $"{fence} {line} {fence}";
    }

    /// <summary>Plain words: what Markdown or HTML could read as markup is escaped.</summary>
    public static string Escape(string text)
    {
        var result = new System.Text.StringBuilder(text.Length);
        var inCode = false;
        foreach (var c in text)
        {
            if (c == '`')
            {
                // Messages quote the file in code spans, which stay.
                inCode = !inCode;
                result.Append(c);
            }
            else if (!inCode && c is '\\' or '*' or '_' or '{' or '}' or '[' or ']' or '<' or '>' or '#' or '|' or '!' or '~' or '&')
            {
                result.Append('\\').Append(c);
            }
            else
            {
                result.Append(char.IsControl(c) ? ' ' : c);
            }
        }

        return inCode ? result.Append('`').ToString() : result.ToString();
    }
}
