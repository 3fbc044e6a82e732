using System.Buffers;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.ScriptChecks;

/// <summary>
/// Tells the scripts that hold nothing to check: commands joined by <c>&amp;&amp;</c> whose words stand for themselves, of programs that
/// ShellCheck has no check for. Half of all RUN steps are such, and each spares a process.
/// </summary>
internal static class PlainScript
{
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/:=+-@,%");

    private static readonly HashSet<string> Programs = new(StringComparer.Ordinal)
    {
        "apt-get", "apt", "apk", "dnf", "microdnf", "yum", "zypper", "npm", "yarn", "pnpm", "pip", "pip3", "go", "cargo", "make", "mvn", "gradle",
        "dotnet", "bundle", "gem", "composer", "useradd", "groupadd", "adduser", "addgroup", "chown", "update-ca-certificates", "ldconfig", "node",
        "java", "poetry", "uv", "corepack", "rustup", "a2enmod", "docker-php-ext-install",
    };

    /// <summary>ShellCheck suspects a missing semicolon before them.</summary>
    private static readonly HashSet<string> ReservedWords = new(StringComparer.Ordinal)
    {
        "if", "then", "else", "elif", "fi", "for", "do", "done", "while", "until", "case", "esac", "in", "function", "select", "time",
    };

    public static bool Is(ShellScript script)
    {
        if (!script.Errors.IsEmpty || !script.Comments.IsEmpty || script.Text.Text.Contains("\\\n", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var statement in script.Body.Statements)
        {
            if (statement.Terminator == StatementTerminator.Background || statement.AndOr.Operators.Any(o => !o.IsAnd)
                || !statement.AndOr.Pipelines.All(IsPlain))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(ShellPipeline pipeline) =>
        pipeline is { IsNegated: false, IsTimed: false, Commands: [ShellSimpleCommand { Redirections: [], Assignments: [], Words: [var name, ..] words }] }
        && name is { PlainText: { } program } && Programs.Contains(program)
        && words.All(w => w is { PlainText: { } text } && !text.AsSpan().ContainsAnyExcept(PlainCharacters) && !ReservedWords.Contains(text));
}
