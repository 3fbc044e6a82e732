using System.Text;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Gives Markdown to clients that show it, and to the others what a person would have written without it.</summary>
internal static class Markup
{
    public static MarkupContent Create(ClientFeatures client, string markdown) =>
        client.ShowsMarkdown ? new MarkupContent("markdown", markdown) : new MarkupContent("plaintext", ToPlainText(markdown));

    /// <summary>The text without emphasis, code marks and escapes; links with their address behind them.</summary>
    public static string ToPlainText(string markdown)
    {
        var text = new StringBuilder();
        var isCode = false;
        foreach (var line in markdown.Split('\n'))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
                continue;
            }

            if (isCode)
            {
                text.Append(line);
            }
            else
            {
                // Two blanks at its end break a line, which it does here anyway.
                Append(text, line.TrimEnd(' '));
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Append(StringBuilder text, string line)
    {
        var closing = FindClosingTicks(line);
        var brackets = FindNext(line, ']');
        var parentheses = FindNext(line, ')');
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length && char.IsAscii(line[i + 1]) && !char.IsAsciiLetterOrDigit(line[i + 1]) && line[i + 1] > ' ')
            {
                text.Append(line[++i]);
            }
            else if (line[i] == '`' && closing.TryGetValue(i, out var ticks))
            {
                var code = line.AsSpan((i + ticks.Count)..ticks.End);
                text.Append(code is [' ', .. var inner, ' '] && inner.ContainsAnyExcept(' ') ? inner : code);
                i = ticks.End + ticks.Count - 1;
            }
            else if (line[i] == '[' && brackets[i] is var bracket and >= 0 && bracket + 1 < line.Length && line[bracket + 1] == '(' && parentheses[bracket] is var end and >= 0)
            {
                Append(text, line[(i + 1)..bracket]);
                text.Append(" (").Append(line, bracket + 2, end - bracket - 2).Append(')');
                i = end;
            }
            else if (line[i] == '*' && i + 1 < line.Length && line[i + 1] == '*')
            {
                i++;
            }
            else
            {
                text.Append(line[i]);
            }
        }
    }

    /// <summary>For each run of backticks the next one of its length, which closes it: found once, because a line may hold many.</summary>
    private static Dictionary<int, (int End, int Count)> FindClosingTicks(string line)
    {
        var closing = new Dictionary<int, (int End, int Count)>();
        var last = new Dictionary<int, int>();
        for (var end = line.Length; end > 0;)
        {
            if (line[end - 1] != '`')
            {
                end--;
                continue;
            }

            var start = end - 1;
            while (start > 0 && line[start - 1] == '`')
            {
                start--;
            }

            if (last.TryGetValue(end - start, out var next))
            {
                closing[start] = (next, end - start);
            }

            last[end - start] = start;
            end = start;
        }

        return closing;
    }

    /// <summary>For each place the next one of a character that no backslash escapes, or -1.</summary>
    private static int[] FindNext(string line, char wanted)
    {
        var next = new int[line.Length];
        var found = -1;
        for (var i = line.Length - 1; i >= 0; i--)
        {
            next[i] = found;
            if (line[i] == wanted && (i == 0 || line[i - 1] != '\\'))
            {
                found = i;
            }
        }

        return next;
    }
}
