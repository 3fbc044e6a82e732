using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

/// <summary>Reads POSIX sh, dash, BusyBox ash and the bash that people write in RUN.</summary>
public static class ShellParser
{
    /// <summary>Parses a script. Any text gives a tree; what does not parse is in <see cref="ShellScript.Errors"/>.</summary>
    /// <exception cref="ArgumentException">The dialect is not of the POSIX family.</exception>
    public static ShellScript Parse(MappedText text, ShellDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!dialect.IsPosixFamily())
        {
            throw new ArgumentException("Only the shells of the POSIX family can be parsed.", nameof(dialect));
        }

        var reader = new ShellReader(text.Text, dialect, keepsTokens: false);
        var body = reader.ReadScript();
        return new ShellScript(text, dialect, body, reader.Tokens, reader.Errors);
    }
}
