using System.Diagnostics;
using CsCheck;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Shell;

/// <summary>
/// The real shells say which texts are scripts. Where one rejects a text, a fix must not touch it; where it accepts one, the
/// parser should too.
/// </summary>
public sealed class ShellAgreementTests
{
    private const string Seed = "0N0XIzNsQ0O2";

    /// <summary>Where the parser is stricter on purpose: shells, script, reason.</summary>
    public static TheoryData<string, string, string> Stricter => new()
    {
        { "dash,ash", "cat <<A␊b", "A heredoc without its end is read to the end of the text. Nothing may be appended to it." },
        { "dash,ash", "$(cat <<A)␊a␊A", "The same in a command substitution." },
        { "dash,ash", "cat <<A␊$(b␊A␊)␊A", "Where such a heredoc ends is not worth knowing." },
        { "dash,ash", "case x in >) b;; esac", "They take any token for a pattern." },
        { "dash,ash,bash", "echo `a)`", "They stop reading at the parenthesis and ignore the rest." },
        { "dash,ash,bash", "echo `a; fi`", "The same with a reserved word." },
        { "bash", "echo `if a`", "bash reads backquotes only when it expands them." },
        { "bash", "cat <<A␊$(␊A", "The same with the body of a heredoc." },
        { "bash", "echo $((a) b)", "The same with $((, which turns out to hold commands." },
        { "bash", "[[ ]]", "Reported when it runs." },
        { "bash", "[[ a && ]]", "Reported when it runs." },
        { "bash", "$(time &)", "Read one way when parsed, and another when run." },
        { "bash", "for ((a;b;c) ); do e; done", "Works by accident." },
    };

    [ShellTheory]
    [InlineData("dash")]
    [InlineData("ash")]
    [InlineData("bash")]
    public void Judges_the_table_as_the_shell_does(string shell)
    {
        Assert.True(ShellSnippets.All.Count > 900);
        CheckAgreement(shell, ShellSnippets.All, static _ => true);
    }

    [ShellTheory]
    [InlineData("dash")]
    [InlineData("ash")]
    [InlineData("bash")]
    public void Judges_generated_scripts_as_the_shell_does(string shell) =>
        ShellScripts.Script(2).Array[1000].Sample(
            scripts => CheckAgreement(shell, scripts, static _ => true), seed: Seed, iter: 1, threads: 1);

    [ShellTheory]
    [InlineData("dash")]
    [InlineData("ash")]
    [InlineData("bash")]
    public void Rejects_what_the_shell_rejects_of_random_tokens(string shell) =>
        ShellScripts.Soup.Array[1000].Sample(
            scripts => CheckAgreement(shell, scripts, static accepted => !accepted), seed: Seed, iter: 1, threads: 1);

    [ShellTheory]
    [InlineData("dash")]
    [InlineData("bash")]
    public void For_an_unknown_sh_accepts_only_what_each_accepts(string shell)
    {
        var accepted = ShellSnippets.All.Where(s => Parse(s, ShellDialect.Posix).Errors.IsEmpty).ToArray();
        Assert.True(accepted.Length > 300);
        Assert.Equal([], accepted.Where(s => !RealShell.Accepts(shell, s)));
    }

    [ShellTheory]
    [MemberData(nameof(Stricter))]
    public void Is_stricter_on_purpose(string shells, string script, string reason)
    {
        script = script.Replace('␊', '\n');
        foreach (var shell in shells.Split(','))
        {
            Assert.True(RealShell.Accepts(shell, script), $"{shell} rejects it too: {reason}");
            Assert.NotEmpty(Parse(script, RealShell.Dialect(shell)).Errors);
        }
    }

    [Fact]
    public void Knows_extended_globs_behind_the_line_that_turns_them_on()
    {
        // bash -n does not run shopt, so it cannot be asked.
        Assert.Empty(Parse("shopt -s extglob\nls !(a|b)", ShellDialect.Bash).Errors);
        Assert.NotEmpty(Parse("shopt -s extglob; ls !(a|b)", ShellDialect.Bash).Errors);
    }

    private static void CheckAgreement(string shell, IEnumerable<string> scripts, Func<bool, bool> counts)
    {
        var disagreements = new List<string>();
        foreach (var script in scripts)
        {
            var accepts = RealShell.Accepts(shell, script);
            var errors = Parse(script, RealShell.Dialect(shell)).Errors;
            if (accepts != errors.IsEmpty && counts(accepts))
            {
                disagreements.Add($"{shell} {(accepts ? "accepts" : "rejects")}, {(errors.IsEmpty ? "no error" : errors[0].Message)}: {script}");
            }
        }

        Assert.True(disagreements.Count == 0, string.Join("\n\n", disagreements));
    }

    private static ShellScript Parse(string script, ShellDialect dialect) => ShellParser.Parse(MappedText.Contiguous(script, 0), dialect);
}

/// <summary>A theory about a real shell, whose name is the first argument; reported as skipped where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellTheoryAttribute : TheoryAttribute
{
    private static readonly string[] Missing = [.. new[] { "dash", "busybox", "bash" }.Where(name => !IsInstalled(name))];

    public ShellTheoryAttribute()
    {
        if (Missing.Length > 0)
        {
            Skip = $"Not installed: {string.Join(", ", Missing)}";
        }
    }

    private static bool IsInstalled(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}

internal static class RealShell
{
    public static ShellDialect Dialect(string shell) => shell switch
    {
        "dash" => ShellDialect.Dash,
        "ash" => ShellDialect.BusyBoxAsh,
        _ => ShellDialect.Bash,
    };

    /// <summary>Whether the shell reads the script without complaint. It does not run it.</summary>
    public static bool Accepts(string shell, string script)
    {
        var start = new ProcessStartInfo(shell == "ash" ? "busybox" : shell)
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string[] arguments = shell == "ash" ? ["ash", "-n", "-c", "--", script] : ["-n", "-c", "--", script];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException(shell);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        // bash tells of an error within [[ and of an endless heredoc, and leaves with 0.
        return process.ExitCode == 0 && (shell != "bash" || error.Length == 0);
    }
}
