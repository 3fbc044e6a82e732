using System.Collections.Immutable;

namespace DockerLsp.Tests.Behaviour;

/// <summary>Something that has to be the same in both builds: a call, or a mark that something else has left.</summary>
internal sealed class Kept
{
    private readonly PlanStep? step;
    private readonly RuleTopics? topics;
    private string? title;
    private string? details;

    /// <param name="title">What it is, in short.</param>
    /// <param name="details">All of it.</param>
    public Kept(string title, string details) => (this.title, this.details) = (title, details);

    public Kept(CommandCalled call, PlanStep step, RuleTopics topics, ChosenFailure failure, int index)
    {
        (Call, Failure, Index) = (call, failure, index);
        (this.step, this.topics) = (step, topics);
    }

    /// <summary>The call, where it is one that can be made to fail.</summary>
    public CommandCalled? Call { get; }

    /// <summary>How this call is made to fail.</summary>
    public ChosenFailure Failure { get; }

    /// <summary>What was known of apt's index, where the call needs it: higher is better.</summary>
    public int Index { get; } = Trace.Unknown;

    /// <summary>Whether it ran beside the rest of its step, so that its place in the order means nothing.</summary>
    public bool IsJob { get; init; }

    public string Title => title ??= Call is null || topics is null ? "" : string.Join(' ', Call.ViewFor(topics).Arguments.Select(Quote));

    /// <summary>All of it: two that are equal here are the same.</summary>
    public string Details => details ??= Call is null || step is null || topics is null ? "" : string.Join('\n', [
        Title, $"found at {topics.Program(Call.Program)}", $"in {Call.Folder}", $"as {step.User}", $"with {step.Flags}", $"reads {Call.Input}", $"writes to {Call.Output}",
        Call.Process, Call.Failed ? "fails" : "succeeds", .. Call.Environment.Select(v => $"with changed {v}"), step.EnvironmentText]);

    /// <summary>Most calls of two builds come from the same run of the same step.</summary>
    public bool IsSameAs(Kept other) =>
        (Call is not null && ReferenceEquals(Call, other.Call) && topics == other.topics && step is not null && other.step is not null
            && step.User == other.step.User && step.Flags == other.step.Flags && step.EnvironmentText == other.step.EnvironmentText)
        || Details == other.Details;

    private static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./=:+,@%*".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.ReplaceLineEndings("↵")}'";
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
    public const int Deleted = 0, Unknown = 1, Present = 2;

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
                    kept.Add(new Kept("the end of a step with background jobs", ""));
                    jobs.Clear();
                    break;
                case TextPrinted text when step?.MayLeaveJobs == true:
                    // A job prints when it gets to it.
                    jobs.AddRange(text.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => new Kept($"the text {l}", l)));
                    break;
                case TextPrinted text:
                    AddText(text.Text);
                    break;
                case CommandCalled call when step is not null:
                    // A command of a pipeline or of `$(…)` may belong to a job, and nothing tells it from one that does not.
                    var isJob = step.MayLeaveJobs
                        && (call.Input == "null" || call.Input.StartsWith("data ", StringComparison.Ordinal) || call.Output.StartsWith("pipe", StringComparison.Ordinal));
                    if (Add(call, step, isJob) is { } command)
                    {
                        (isJob ? jobs : kept).Add(command);
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
                kept.Add(new Kept(mark.Text.Split('\n')[0], mark.Text));
            }
        }

        return null;
    }

    private void AddText(string text)
    {
        var title = $"the text {text.ReplaceLineEndings("↵")}";
        if (kept is [.., { Call: null } last] && last.Title.StartsWith("the text ", StringComparison.Ordinal))
        {
            kept[^1] = new Kept(last.Title + text.ReplaceLineEndings("↵"), last.Details + text);
        }
        else
        {
            kept.Add(new Kept(title, text));
        }
    }

    private Kept? Add(CommandCalled call, PlanStep step, bool isJob)
    {
        var view = call.ViewFor(topics);
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

        return new Kept(call, step, topics, new ChosenFailure(ordinals[hash] - 1, hash), view.ReadsIndex ? before : Unknown) { IsJob = isJob };
    }
}
