using System.Collections.Concurrent;
using System.Collections.Immutable;
using DockerLsp.Engine;
using DockerLsp.Engine.ScriptChecks;

namespace DockerLsp.Programs;

/// <summary>Checks each script once, however often it occurs: in many files, or in many versions of one.</summary>
internal sealed class ScriptCheckCache(IScriptChecker checker)
{
    /// <summary>More than the scripts of the files that anyone has open; a long run over many files begins anew.</summary>
    private const int MaxEntries = 4096;

    private readonly ConcurrentDictionary<ScriptToCheck, Lazy<Task<ImmutableArray<ScriptRemark>?>>> results = new();

    /// <summary>What was said of a script; null where it has not been checked, is being checked, or could not be.</summary>
    public ImmutableArray<ScriptRemark>? Find(ScriptToCheck script) =>
        results.TryGetValue(script, out var known) && known is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } done } ? done.Result : null;

    /// <summary>The analysis with all that is to be said of its scripts; checks what has not been checked yet.</summary>
    public async Task<DockerfileAnalysis> CheckAsync(DockerfileAnalysis analysis)
    {
        if (results.Count > MaxEntries)
        {
            results.Clear();
        }

        // All are begun before the first is waited for.
        var running = new Dictionary<ScriptToCheck, Task<ImmutableArray<ScriptRemark>?>>();
        foreach (var script in analysis.UncheckedScripts)
        {
            running.TryAdd(script.Request, results.GetOrAdd(script.Request, request => new(() => checker.CheckAsync(request))).Value);
        }

        await Task.WhenAll(running.Values).ConfigureAwait(false);
        return analysis.WithRemarks(request => running[request].Result);
    }

    /// <summary>The analysis with what is known of its scripts so far.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="typedOnly">Whether only what was typed since the file was read is looked at.</param>
    public DockerfileAnalysis Complete(DockerfileAnalysis analysis, bool typedOnly) => analysis.WithRemarks(Find, typedOnly);
}
