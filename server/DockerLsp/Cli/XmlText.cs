using System.Globalization;
using System.Text;

namespace DockerLsp.Cli;

/// <summary>Text for attributes of XML: what XML or a terminal cannot take as it is, is spelt out.</summary>
internal static class XmlText
{
    public static string Of(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var character in VisibleText.Of(text))
        {
            _ = character switch
            {
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '&' => result.Append("&amp;"),
                '"' => result.Append("&quot;"),
                '\'' => result.Append("&apos;"),
                // No characters to XML 1.0.
                '\uFFFE' or '\uFFFF' => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => result.Append(character),
            };
        }

        return result.ToString();
    }
}
