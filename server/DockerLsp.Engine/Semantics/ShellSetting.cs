using System.Collections.Immutable;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Semantics;

/// <summary>The program that runs the shell form: the image's default, or that of the last SHELL.</summary>
/// <param name="Dialect">The language that it reads.</param>
/// <param name="Arguments">The words of SHELL; empty for the default.</param>
public sealed record ShellSetting(ShellDialect Dialect, ImmutableArray<string> Arguments)
{
    /// <summary>Whether SHELL turns on <c>-e</c>.</summary>
    public bool HasErrExit { get; } = Arguments.Skip(1).Any(a => a.Length > 1 && a[0] == '-' && a[1] != '-' && a.Contains('e', StringComparison.Ordinal))
        || HasOption(Arguments, "errexit");

    /// <summary>Whether SHELL turns on <c>-o pipefail</c>.</summary>
    public bool HasPipeFail { get; } = HasOption(Arguments, "pipefail");

    /// <summary>What the builder puts before a shell form: the words of SHELL, or of its default (Dockerfile reference, SHELL).</summary>
    public ImmutableArray<string> CommandPrefix => !Arguments.IsEmpty ? Arguments
        : Dialect is ShellDialect.PowerShell or ShellDialect.Cmd ? ["cmd", "/S", "/C"]
        : ["/bin/sh", "-c"];

    public static ShellSetting Default(ShellDialect dialect) => new(dialect, []);

    /// <summary>The setting of a SHELL instruction.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="imageShell">What <c>/bin/sh</c> is in the image.</param>
    public static ShellSetting Of(ImmutableArray<string> arguments, ShellDialect imageShell)
    {
        if (arguments.IsEmpty)
        {
            return new ShellSetting(ShellDialect.Unknown, arguments);
        }

        // `SHELL ["/usr/bin/env", "bash", "-c"]` runs its argument.
        var words = arguments.SkipWhile((word, i) => i < arguments.Length - 1 && BaseName(word) is "env").ToArray();
        var dialect = BaseName(words[0]) switch
        {
            "sh" => imageShell is ShellDialect.Unknown or ShellDialect.Cmd ? ShellDialect.Posix : imageShell,
            "bash" => ShellDialect.Bash,
            "dash" => ShellDialect.Dash,
            "ash" => ShellDialect.BusyBoxAsh,
            "busybox" when words.Length > 1 && words[1] is "sh" or "ash" => ShellDialect.BusyBoxAsh,
            "pwsh" or "powershell" => ShellDialect.PowerShell,
            "cmd" => ShellDialect.Cmd,
            _ => ShellDialect.Unknown,
        };
        // What does not end in -c does not run its argument as a script.
        var runsScript = !dialect.IsPosixFamily()
            || words.Any(w => w.Length > 1 && w[0] == '-' && w[1] != '-' && w.EndsWith('c'));
        return new ShellSetting(runsScript ? dialect : ShellDialect.Unknown, arguments);
    }

    public bool Equals(ShellSetting? other) => other is not null && Dialect == other.Dialect && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Dialect, Arguments.Length);

    private static string BaseName(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4].ToLowerInvariant() : name;
    }

    private static bool HasOption(ImmutableArray<string> arguments, string option)
    {
        for (var i = 1; i + 1 < arguments.Length; i++)
        {
            if (arguments[i].Length > 1 && arguments[i][0] == '-' && arguments[i].EndsWith('o') && arguments[i + 1] == option)
            {
                return true;
            }
        }

        return false;
    }
}
