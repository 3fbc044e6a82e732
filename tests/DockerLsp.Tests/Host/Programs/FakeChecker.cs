using System.Collections.Concurrent;
using System.Collections.Immutable;
using DockerLsp.Engine.ScriptChecks;
using DockerLsp.Programs;

namespace DockerLsp.Tests.Host.Programs;

/// <summary>Stands in for ShellCheck: finds fault with the first column of each script's last line.</summary>
internal sealed class FakeChecker : IScriptChecker
{
    public ConcurrentQueue<string> Checked { get; } = [];

    /// <summary>Until it ends nothing is answered.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public async Task<ImmutableArray<ScriptRemark>?> CheckAsync(ScriptToCheck script)
    {
        Checked.Enqueue(script.Text);
        await Gate;
        var line = script.Text.TrimEnd('\n').Count(c => c == '\n') + 1;
        return [new ScriptRemark(new ScriptRange(line, 1, line, 5), "warning", 2999, "Something is wrong.", [])];
    }
}
