namespace DockerLsp.Engine.Shell;

/// <summary>Writes text so that a shell reads it back.</summary>
public static class ShellQuoting
{
    /// <summary>
    /// A word that every shell of the POSIX family takes for exactly this text: as it is where nothing in it is special, else in
    /// single quotes (POSIX XCU 2.2.2).
    /// </summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsPlain(text))
        {
            return text;
        }

        return $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            // An equals sign would make an assignment of a word in the wrong place.
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.' or '/' or ':' or '@' or '%' or '+' or ','))
            {
                return false;
            }
        }

        return text.Length > 0 && !IsReservedWord(text);
    }

    private static bool IsReservedWord(string text) => text is "case" or "do" or "done" or "elif" or "else" or "esac" or "fi" or "for" or "if"
        or "in" or "then" or "until" or "while" or "function" or "select" or "time" or "coproc";
}
