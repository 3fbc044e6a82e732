using System.Buffers;
using System.Globalization;
using System.Text;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>Makes visible what text from a file could do to a terminal: control characters, and those that turn text around.</summary>
internal static class VisibleText
{
    /// <summary>The text with every such character spelt out; line ends and tabs too.</summary>
    public static string Of(string text)
    {
        StringBuilder? result = null;
        for (var i = PlainLength(text); i < text.Length;)
        {
            var spelling = Spell(text, i, out var length);
            if (spelling is not null)
            {
                result ??= new StringBuilder(text, 0, i, text.Length + 16);
            }

            result?.Append(spelling ?? text.Substring(i, length));
            i += length;
        }

        return result?.ToString() ?? text;
    }

    /// <summary>How many characters at the start show themselves, each in one column: most texts are such as a whole.</summary>
    public static int PlainLength(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange(' ', '~') is >= 0 and var length ? length : text.Length;

    /// <summary>What is shown for the character at a position, or null where it shows itself.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">The position of its first code unit.</param>
    /// <param name="length">How many code units it takes in the text.</param>
    public static string? Spell(string text, int position, out int length)
    {
        if (Rune.DecodeFromUtf16(text.AsSpan(position), out var rune, out length) != OperationStatus.Done)
        {
            length = 1;
            return FileText.EscapedByte(text[position]) is { } value ? $"\\x{value:x2}" : $"\\u{(int)text[position]:x4}";
        }

        if (rune.Value is >= ' ' and < 0x7F)
        {
            return null;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => rune.Value switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                <= 0xFF => $"\\x{rune.Value:x2}",
                _ => $"\\u{rune.Value:x4}",
            },
            _ => null,
        };
    }
}
