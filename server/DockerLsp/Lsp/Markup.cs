using System.Text;
using System.Text.RegularExpressions;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Gives Markdown to clients that show it, and to the others what a person would have written without it.</summary>
internal static partial class Markup
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

            text.Append(isCode ? line : Parts().Replace(line.EndsWith("  ", StringComparison.Ordinal) ? line.TrimEnd() : line, PlainTextOf)).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string PlainTextOf(Match match) =>
        match.Groups["escaped"] is { Success: true } escaped ? escaped.Value
        : match.Groups["code"] is { Success: true } code ? code.Value.Length > 2 && code.Value[0] == ' ' && code.Value[^1] == ' ' ? code.Value[1..^1] : code.Value
        : match.Groups["address"] is { Success: true } address ? $"{Parts().Replace(match.Groups["label"].Value, PlainTextOf)} ({address.Value})"
        : "";

    // Escapes first: what is escaped marks nothing.
    [GeneratedRegex(@"\\(?<escaped>[!-/:-@\[-`{-~])|(?<ticks>`+)(?<code>.*?[^`])\k<ticks>(?!`)|\[(?<label>(?:\\.|[^\]\\])*)\]\((?<address>[^)\s]*)\)|\*\*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
