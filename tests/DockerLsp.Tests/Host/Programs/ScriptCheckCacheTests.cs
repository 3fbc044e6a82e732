using System.Collections.Immutable;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.ScriptChecks;
using DockerLsp.Engine.Text;
using DockerLsp.Programs;

namespace DockerLsp.Tests.Host.Programs;

public class ScriptCheckCacheTests
{
    private static readonly DockerfileAnalysis Analysis =
        DockerfileAnalysis.Create(SourceText.From("FROM debian:12\nRUN cd /a; echo $A\nRUN cd /b; echo $B\nRUN cd /c; echo $C\n"), AnalysisOptions.Default);

    private readonly ManualClock clock = new();
    private readonly SlowChecker checker = new();

    [Fact]
    public async Task What_is_known_is_told_after_a_second_then_after_two_and_all_of_it_at_last()
    {
        await using var rounds = new ScriptCheckCache(checker).CheckInRoundsAsync(Analysis, clock).GetAsyncEnumerator();
        var round = rounds.MoveNextAsync().AsTask();
        checker.Finish("$C");
        Assert.False(round.IsCompleted);
        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.True(await round);
        Assert.Equal([4], CheckedLines(rounds.Current));

        round = rounds.MoveNextAsync().AsTask();
        checker.Finish("$A");
        clock.Pass(TimeSpan.FromSeconds(1.9));
        Assert.False(round.IsCompleted);
        clock.Pass(TimeSpan.FromSeconds(0.1));
        Assert.True(await round);
        Assert.Equal([2, 4], CheckedLines(rounds.Current));

        round = rounds.MoveNextAsync().AsTask();
        checker.Finish("$B");
        Assert.True(await round);
        Assert.Equal([2, 3, 4], CheckedLines(rounds.Current));
        Assert.False(await rounds.MoveNextAsync());
    }

    [Fact]
    public async Task The_first_script_of_a_file_is_asked_for_last_and_so_checked_first()
    {
        await using var rounds = new ScriptCheckCache(checker).CheckInRoundsAsync(Analysis, clock).GetAsyncEnumerator();
        var round = rounds.MoveNextAsync().AsTask();
        Assert.Equal(["$C", "$B", "$A"], checker.Asked.Select(text => text[text.LastIndexOf('$')..].Trim()));
        checker.Finish("$A");
        checker.Finish("$B");
        checker.Finish("$C");
        Assert.True(await round);
    }

    [Fact]
    public async Task Nobody_waits_for_what_is_no_longer_wanted()
    {
        using var unwanted = new CancellationTokenSource();
        await using var rounds = new ScriptCheckCache(checker).CheckInRoundsAsync(Analysis, clock, unwanted.Token).GetAsyncEnumerator();
        var round = rounds.MoveNextAsync().AsTask();
        await unwanted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await round);
    }

    private static IEnumerable<int> CheckedLines(DockerfileAnalysis analysis) =>
        analysis.Findings.Where(f => f.Rule.Id == "SC2999").Select(f => analysis.Text.GetPosition(f.Span.Start).Line + 1);

    /// <summary>Answers when it is told to.</summary>
    private sealed class SlowChecker : IScriptChecker
    {
        private readonly Dictionary<string, TaskCompletionSource<ImmutableArray<ScriptRemark>?>> running = [];

        public List<string> Asked { get; } = [];

        public Task<ImmutableArray<ScriptRemark>?> CheckAsync(ScriptToCheck script)
        {
            Asked.Add(script.Text);
            return (running[script.Text] = new()).Task;
        }

        public void Finish(string part) =>
            running.Single(r => r.Key.Contains(part, StringComparison.Ordinal)).Value.SetResult([new ScriptRemark(new ScriptRange(1, 1, 1, 2), "warning", 2999, "Something is wrong.", [])]);
    }
}
