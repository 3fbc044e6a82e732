using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using DockerLsp.Engine.ScriptChecks;

namespace DockerLsp.Programs;

/// <summary>
/// Runs ShellCheck: its script on standard input, no configuration file (<c>--norc</c>), outside the workspace. As many at a time
/// as there are processors, or half as many where somebody may type meanwhile; what was asked for last is checked first.
/// </summary>
/// <param name="path">The program's absolute path.</param>
/// <param name="log">Told once, when it does not work.</param>
/// <param name="whenFree">Ends when nobody types; given where it is to give way to whoever else wants a processor.</param>
internal sealed class ShellCheckProgram(string path, Action<string> log, Func<Task>? whenFree = null) : IScriptChecker
{
    /// <summary>ShellCheck's exit status for an option that it does not know.</summary>
    private const int BadOption = 4;

    private const string BusyBox = "busybox";

    private const int MaxAnswer = 8 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly NewestFirst slots = new(whenFree is not null ? Math.Max(1, Environment.ProcessorCount / 2) : Environment.ProcessorCount);
    private volatile bool lacksBusyBox;
    private volatile bool isBroken;
    private int hasComplained;

    /// <summary>ShellCheck where it is installed; null otherwise.</summary>
    /// <param name="searchPath">The value of <c>PATH</c>.</param>
    /// <param name="workspace">The folders whose programs are not run.</param>
    /// <param name="log">Told once, when it does not work.</param>
    /// <param name="whenFree">Ends when nobody types; given where it is to give way to whoever else wants a processor.</param>
    public static ShellCheckProgram? Find(string? searchPath, IEnumerable<string> workspace, Action<string> log, Func<Task>? whenFree = null) =>
        ProgramSearch.Find("shellcheck", searchPath, workspace) is { } path ? new ShellCheckProgram(path, log, whenFree) : null;

    public async Task<ImmutableArray<ScriptRemark>?> CheckAsync(ScriptToCheck script)
    {
        if (isBroken)
        {
            return null;
        }

        await slots.EnterAsync().ConfigureAwait(false);
        try
        {
            if (whenFree is not null)
            {
                await whenFree().ConfigureAwait(false);
            }

            using var timeout = new CancellationTokenSource(Patience);
            var shell = NameOf(script.Language);
            var (status, answer) = await RunAsync(script, shell, timeout.Token).ConfigureAwait(false);
            if (status == BadOption && shell == BusyBox)
            {
                // Before 0.10 ash was read as dash. Others that run beside this one find that out for themselves.
                lacksBusyBox = true;
                (status, answer) = await RunAsync(script, NameOf(script.Language), timeout.Token).ConfigureAwait(false);
            }

            if (status is 0 or 1)
            {
                return ShellCheckAnswer.Read(answer);
            }

            isBroken |= status == BadOption;
            Complain($"it ended with status {status}");
        }
        catch (OperationCanceledException)
        {
            Complain("a script took it too long");
        }
        catch (Win32Exception exception)
        {
            isBroken = true;
            Complain(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or JsonException or InvalidOperationException)
        {
            Complain(exception.Message);
        }
        finally
        {
            slots.Leave();
        }

        return null;
    }

    private async Task<(int Status, string Answer)> RunAsync(ScriptToCheck script, string shell, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(path);
        foreach (var argument in (string[])["--norc", "--format=json1", "--color=never", $"--shell={shell}",
            $"--exclude={string.Join(',', script.IgnoredCodes.Select(code => $"SC{code}"))}", "-"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("SHELLCHECK_OPTS");
        // Haskell reads and writes in the encoding of the locale.
        start.Environment["LC_ALL"] = "C.UTF-8";
        var (status, answer) = await ProgramRun.RunAsync(start, script.Text, MaxAnswer, cancellationToken, givesWay: whenFree is not null).ConfigureAwait(false);
        return (status, Encoding.UTF8.GetString(answer));
    }

    private string NameOf(ScriptLanguage language) => language switch
    {
        ScriptLanguage.Dash => "dash",
        ScriptLanguage.BusyBox => lacksBusyBox ? "dash" : BusyBox,
        ScriptLanguage.Bash => "bash",
        ScriptLanguage.Ksh => "ksh",
        _ => "sh",
    };

    private void Complain(string reason)
    {
        if (Interlocked.Exchange(ref hasComplained, 1) == 0)
        {
            log($"ShellCheck ({path}) does not work here: {reason}; some of its findings are missing");
        }
    }
}
