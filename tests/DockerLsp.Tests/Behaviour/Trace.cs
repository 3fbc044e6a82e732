using System.Collections.Immutable;

namespace DockerLsp.Tests.Behaviour;

/// <summary>Something that has to be the same in both builds.</summary>
/// <param name="Title">What it is, in short.</param>
/// <param name="Details">All of it: two that are equal here are the same.</param>
/// <param name="Call">The call, where it is one that can be made to fail.</param>
/// <param name="Failure">How this call is made to fail.</param>
/// <param name="Index">What was known of apt's index, where the call needs it: higher is better.</param>
internal sealed record Kept(string Title, string Details, CommandCalled? Call, ChosenFailure Failure, int Index)
{
    /// <summary>Whether it ran beside the rest of its step, so that its place in the order means nothing.</summary>
    public bool IsJob { get; init; }
}

/// <summary>How a build ended.</summary>
internal enum BuildEnd
{
    Finished,
    Stopped,
    OverLimit,
}

/// <param name="End">How it ended.</param>
/// <param name="Events">What the recorders and the shells' own output left, in order.</param>
/// <param name="Complaints">What the shells complained of.</param>
/// <param name="Files">What the shells themselves left in the file system.</param>
internal sealed record BuildOutcome(BuildEnd End, ImmutableArray<BuildEvent> Events, ImmutableArray<Complaint> Complaints, ImmutableSortedSet<string> Files)
{
    /// <summary>The last complaint: mostly what ended the build.</summary>
    public string LastError => Complaints.IsEmpty ? "" : Complaints[^1].Line;
}

/// <summary>A build without the hygiene: what has to be the same before and after a fix.</summary>
internal sealed class Trace
{
    /// <summary>States of apt's index.</summary>
    private const int Deleted = 0, Unknown = 1, Present = 2;

    private readonly List<Kept> kept = [];
    private readonly SortedDictionary<string, HashSet<ulong>> refreshes = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, int> ordinals = [];
    private RuleTopics topics = RuleTopics.None;
    private int index = Unknown;

    private Trace(BuildOutcome outcome) => Outcome = outcome;

    public BuildOutcome Outcome { get; }

    public IReadOnlyList<Kept> Kept => kept;

    /// <summary>The calls that refresh an index, by family of manager.</summary>
    public IReadOnlyDictionary<string, HashSet<ulong>> Refreshes => refreshes;

    /// <summary>How often an index is refreshed.</summary>
    public int RefreshCount { get; private set; }

    /// <summary>What the shells themselves left in the file system.</summary>
    public ImmutableSortedSet<string> Files { get; private set; } = [];

    public static Trace Of(BuildPlan plan, BuildOutcome outcome)
    {
        var trace = new Trace(outcome);
        trace.topics = plan.Topics;
        trace.index = plan.HasNoIndex ? Deleted : Unknown;
        trace.Read(plan, outcome.Events);
        return trace;
    }

    private void Read(BuildPlan plan, ImmutableArray<BuildEvent> events)
    {
        var items = new Queue<PlanItem>(plan.Items);
        var jobs = new List<Kept>();
        PlanStep? step = null;
        foreach (var happened in events)
        {
            switch (happened)
            {
                case StepBegan:
                    step = AddMarks(items);
                    break;
                case StepEnded when jobs.Count > 0:
                    // They ran beside the rest; what counts is in which step.
                    kept.AddRange(jobs.OrderBy(j => j.Details, StringComparer.Ordinal));
                    kept.Add(new Kept("the end of a step with background jobs", "", null, default, Unknown));
                    jobs.Clear();
                    break;
                case TextPrinted text:
                    AddText(text.Text);
                    break;
                case CommandCalled call when step is not null:
                    if (Add(call, step) is { } command)
                    {
                        var isJob = step.MayLeaveJobs && call.Input == "null";
                        (isJob ? jobs : kept).Add(command with { IsJob = isJob });
                    }

                    break;
            }
        }

        if (Outcome.End == BuildEnd.Finished)
        {
            AddMarks(items);
            Files = Outcome.Files;
        }
    }

    /// <summary>Adds the marks up to the next step, and gives that.</summary>
    private PlanStep? AddMarks(Queue<PlanItem> items)
    {
        while (items.TryDequeue(out var item))
        {
            if (item is PlanStep step)
            {
                return step;
            }

            if (item is PlanMark mark)
            {
                kept.Add(new Kept(mark.Text.Split('\n')[0], mark.Text, null, default, Unknown));
            }
        }

        return null;
    }

    private void AddText(string text)
    {
        var title = $"the text {text.ReplaceLineEndings("↵")}";
        if (kept is [.., { Call: null } last] && last.Title.StartsWith("the text ", StringComparison.Ordinal))
        {
            kept[^1] = new Kept(last.Title + text.ReplaceLineEndings("↵"), last.Details + text, null, default, Unknown);
        }
        else
        {
            kept.Add(new Kept(title, text, null, default, Unknown));
        }
    }

    private Kept? Add(CommandCalled call, PlanStep step)
    {
        var view = Hygiene.Of(call, topics);
        var hash = call.Hash;
        ordinals[hash] = ordinals.GetValueOrDefault(hash) + 1;
        if (view.Kind == HygieneKind.Refresh)
        {
            (refreshes.TryGetValue(view.Family, out var known) ? known : refreshes[view.Family] = []).Add(hash);
            RefreshCount++;
        }

        var before = index;
        if (view.Family == "apt" && !call.Failed)
        {
            index = view.Kind switch
            {
                HygieneKind.Refresh when !step.Flags.Contains("--network=none", StringComparison.Ordinal) => Present,
                HygieneKind.IndexCleanup or HygieneKind.None => Deleted,
                _ => index,
            };
        }

        if (view.Kind != HygieneKind.None)
        {
            return null;
        }

        var failure = new ChosenFailure(ordinals[hash] - 1, hash);
        var title = string.Join(' ', view.Arguments.Select(Quote));
        var details = string.Join('\n', [
            title, $"found at {topics.Program(call.Program)}", $"in {call.Folder}", $"as {step.User}", $"with {step.Flags}", $"reads {call.Input}", $"writes to {call.Output}",
            call.Process, call.Failed ? "fails" : "succeeds", .. call.Environment.Select(v => $"with changed {v}"), step.EnvironmentText]);
        return new Kept(title, details, call, failure, view.ReadsIndex ? before : Unknown);
    }

    private static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./=:+,@%*".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.ReplaceLineEndings("↵")}'";
}
