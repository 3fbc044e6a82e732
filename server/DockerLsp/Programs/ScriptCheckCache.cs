using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DockerLsp.Engine;
using DockerLsp.Engine.ScriptChecks;

namespace DockerLsp.Programs;

/// <summary>Checks each script once, however often it occurs: in many files, or in many versions of one.</summary>
internal sealed class ScriptCheckCache(IScriptChecker checker)
{
    /// <summary>More than the scripts of the files that most have open.</summary>
    private const int MaxEntries = 4096;

    /// <summary>Nobody waits longer to see that something is going on; each round is twice as long as the one before it, because it costs a look at all that is still waited for.</summary>
    private static readonly TimeSpan FirstRound = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ScriptToCheck, Lazy<Task<ImmutableArray<ScriptRemark>?>>> results = new();

    /// <summary>What was said of a script; null where it has not been checked, is being checked, or could not be.</summary>
    public ImmutableArray<ScriptRemark>? Find(ScriptToCheck script) =>
        results.TryGetValue(script, out var known) && known.IsValueCreated ? ResultOf(known.Value) : null;

    /// <summary>The analysis with all that is to be said of its scripts; checks what has not been checked yet.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="cancellationToken">Ends the waiting; what has been begun is finished, for whoever asks next.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<DockerfileAnalysis> CheckAsync(DockerfileAnalysis analysis, CancellationToken cancellationToken = default)
    {
        var running = Begin(analysis);

        // One after the other, so that nothing is left with those that nobody waits for any more.
        foreach (var result in running.Values)
        {
            await result.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return analysis.WithRemarks(request => running[request].Result);
    }

    /// <summary>The same for who looks on: now and then what is known so far, at last all of it.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<DockerfileAnalysis> CheckInRoundsAsync(DockerfileAnalysis analysis, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var running = Begin(analysis);
        var (begun, round) = (time.GetTimestamp(), FirstRound);
        foreach (var result in running.Values)
        {
            while (!result.IsCompleted)
            {
                var left = round - time.GetElapsedTime(begun);
                await ((Task)result.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
                if (!result.IsCompleted)
                {
                    analysis = analysis.WithRemarks(request => ResultOf(running[request]));
                    yield return analysis;
                    (begun, round) = (time.GetTimestamp(), round * 2);
                }
            }
        }

        yield return analysis.WithRemarks(request => running[request].Result);
    }

    /// <summary>The analysis with what is known of its scripts so far.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="typedOnly">Whether only what was typed since the file was read is looked at.</param>
    public DockerfileAnalysis Complete(DockerfileAnalysis analysis, bool typedOnly) => analysis.WithRemarks(Find, typedOnly);

    private static ImmutableArray<ScriptRemark>? ResultOf(Task<ImmutableArray<ScriptRemark>?> check) => check.IsCompletedSuccessfully ? check.Result : null;

    /// <summary>Has all be checked of which nothing is known.</summary>
    private Dictionary<ScriptToCheck, Task<ImmutableArray<ScriptRemark>?>> Begin(DockerfileAnalysis analysis)
    {
        var running = new Dictionary<ScriptToCheck, Task<ImmutableArray<ScriptRemark>?>>();
        // Who comes last is served first, and a file is looked at from its beginning.
        foreach (var script in Enumerable.Reverse(analysis.UncheckedScripts))
        {
            running.TryAdd(script.Request, results.GetOrAdd(script.Request, request => new(() => checker.CheckAsync(request))).Value);
        }

        if (results.Count > MaxEntries)
        {
            ForgetOthers(running);
        }

        return running;
    }

    /// <summary>Makes room. What is being checked stays: to begin it again would be worse.</summary>
    private void ForgetOthers(Dictionary<ScriptToCheck, Task<ImmutableArray<ScriptRemark>?>> wanted)
    {
        foreach (var (script, result) in results)
        {
            if (!wanted.ContainsKey(script) && result is { IsValueCreated: true, Value.IsCompleted: true })
            {
                results.TryRemove(script, out _);
            }
        }
    }
}
