using System.Collections.Immutable;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Tests.Behaviour;

/// <summary>Which of the installed shells is the one that a SHELL instruction or an image names.</summary>
internal static class Shells
{
    /// <summary>The program in the scratch root, and its arguments before the script; null where it is none of ours.</summary>
    public static (string Program, ImmutableArray<string> Arguments)? Find(ImmutableArray<string> shell, ShellDialect image)
    {
        if (shell.IsEmpty)
        {
            return OfImage(image) is { } standard ? (standard, ["/bin/sh", "-c"]) : null;
        }

        var words = shell;
        if (words.Length > 1 && words[0].Split('/')[^1] == "env")
        {
            words = words.RemoveAt(0);
        }

        var name = words[0].Split('/')[^1];
        var program = name switch
        {
            "sh" => OfImage(image),
            "bash" or "dash" or "busybox" => Place(name),
            "ash" => Place("busybox"),
            _ => null,
        };
        return program is null ? null : (program, words);
    }

    /// <summary>
    /// Whether a script may leave a job behind. It may say so wrongly, of a quoted <c>&amp;</c> for example, which only means
    /// that the ends of steps are looked at more closely.
    /// </summary>
    public static bool HasBackgroundOperator(string script)
    {
        for (var i = 0; i < script.Length; i++)
        {
            if (script[i] != '&')
            {
                continue;
            }

            var before = i > 0 ? script[i - 1] : '\0';
            var after = i + 1 < script.Length ? script[i + 1] : '\0';
            if (after == '&')
            {
                i++;
            }
            else if (before is not ('>' or '<' or '|'))
            {
                // `&>` too: only bash takes it for a redirection.
                return true;
            }
        }

        return false;
    }

    private static string? OfImage(ShellDialect image) => image switch
    {
        ShellDialect.Dash => Place("dash"),
        ShellDialect.BusyBoxAsh => Place("busybox"),
        ShellDialect.Bash => Place("bash"),
        _ => null,
    };

    private static string Place(string shell) => "/.h/sh/" + shell;
}
