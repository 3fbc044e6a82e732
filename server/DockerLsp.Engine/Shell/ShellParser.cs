using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

/// <summary>Reads POSIX sh, dash, BusyBox ash and the bash that people write in RUN.</summary>
public static partial class ShellParser
{
    /// <summary>Parses a script. Any text gives a tree; what does not parse is in <see cref="ShellScript.Errors"/>.</summary>
    /// <exception cref="ArgumentException">The dialect is not of the POSIX family.</exception>
    public static ShellScript Parse(MappedText text, ShellDialect dialect) =>
        throw new NotImplementedException();
}
