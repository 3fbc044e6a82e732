using System.Collections.Immutable;
using System.Globalization;

namespace DockerLsp.Tests.Behaviour;

/// <summary>A call that the test makes fail.</summary>
/// <param name="Ordinal">Which of the calls with these arguments, from 0; all of them where it is negative.</param>
/// <param name="Hash">Of its arguments.</param>
internal readonly record struct ChosenFailure(int Ordinal, ulong Hash)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ordinal} {Hash:x16}");
}

/// <summary>What one step did.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Events">What its commands left in the log.</param>
/// <param name="Complaints">What the shell complained of.</param>
/// <param name="State">The files that the next step finds.</param>
internal sealed record StepOutcome(BuildEnd End, ImmutableArray<BuildEvent> Events, ImmutableArray<Complaint> Complaints, ScratchState State)
{
    /// <summary>How often each call was made, by the hash of its arguments.</summary>
    public IReadOnlyDictionary<ulong, int> Calls { get; } = Events.OfType<CommandCalled>().GroupBy(c => c.Hash).ToDictionary(g => g.Key, g => g.Count());
}

/// <summary>
/// Runs steps, each only once: a step that starts with the same files, the same environment and the same failures does the
/// same. What an original and its fixes have in common, and what comes before and after a failure, is not run again.
/// </summary>
internal sealed class StepRunner
{
    private readonly Dictionary<string, StepOutcome> known = new(StringComparer.Ordinal);

    /// <summary>How many steps were executed.</summary>
    public int Executed { get; private set; }

    /// <summary>The files from which builds start.</summary>
    public ScratchState Prepare(Jail jail, IEnumerable<string> fixture) => Known(jail, ScratchState.Empty, [.. fixture]).State;

    /// <param name="jail">Where to run it.</param>
    /// <param name="state">The files that it finds.</param>
    /// <param name="words">The step, in the driver's words.</param>
    /// <param name="failures">What is still to fail; those that came to pass are taken out.</param>
    /// <param name="again">Runs it even if it is known.</param>
    public StepOutcome Run(Jail jail, ScratchState state, IReadOnlyList<string> words, List<ChosenFailure> failures, bool again)
    {
        var outcome = again ? Execute(jail, state, WithFailures(words, failures)) : Known(jail, state, words);
        if (!again && failures.Any(f => outcome.Calls.GetValueOrDefault(f.Hash) > Math.Max(f.Ordinal, 0)))
        {
            outcome = Known(jail, state, WithFailures(words, failures));
        }

        for (var i = failures.Count - 1; i >= 0; i--)
        {
            var (ordinal, hash) = failures[i];
            if (ordinal < 0)
            {
                continue;
            }

            var left = ordinal - outcome.Calls.GetValueOrDefault(hash);
            if (left < 0)
            {
                failures.RemoveAt(i);
            }
            else
            {
                failures[i] = new ChosenFailure(left, hash);
            }
        }

        return outcome;
    }

    private static string[] WithFailures(IReadOnlyList<string> words, List<ChosenFailure> failures) =>
        [.. failures.SelectMany(f => new[] { "fail", f.ToString() }), .. words];

    private StepOutcome Known(Jail jail, ScratchState state, IReadOnlyList<string> words)
    {
        var key = string.Join('\0', [state.Key, .. words]);
        return known.TryGetValue(key, out var outcome) ? outcome : known[key] = Execute(jail, state, words);
    }

    private StepOutcome Execute(Jail jail, ScratchState state, IReadOnlyList<string> words)
    {
        Executed++;
        return jail.Run(state, words);
    }
}
