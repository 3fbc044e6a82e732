namespace DockerLsp.Engine.Shell;

/// <summary>The language that a shell script is written in, that is: the program that will run it.</summary>
public enum ShellDialect
{
    /// <summary>Nothing is known: no parse, no rewrite.</summary>
    Unknown,

    /// <summary><c>/bin/sh</c> of an image whose family is not known: what dash, BusyBox ash and bash agree on.</summary>
    Posix,

    /// <summary>dash, the <c>/bin/sh</c> of Debian and Ubuntu.</summary>
    Dash,

    /// <summary>BusyBox ash, the <c>/bin/sh</c> of Alpine.</summary>
    BusyBoxAsh,

    /// <summary>bash, also when it is called sh (Fedora, RHEL and their kin).</summary>
    Bash,

    /// <summary>PowerShell: recognised and left alone.</summary>
    PowerShell,

    /// <summary>The Windows command processor: recognised and left alone.</summary>
    Cmd,
}

public static class ShellDialects
{
    /// <summary>Whether the shell parser reads this dialect.</summary>
    public static bool IsPosixFamily(this ShellDialect dialect) =>
        dialect is ShellDialect.Posix or ShellDialect.Dash or ShellDialect.BusyBoxAsh or ShellDialect.Bash;
}
