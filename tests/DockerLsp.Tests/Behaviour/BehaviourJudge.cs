using System.Collections.Immutable;
using System.Globalization;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Tests.Behaviour;

/// <summary>Runs two Dockerfiles side by side, over and over with other commands failing, and tells whether they do the same.</summary>
internal sealed class BehaviourJudge(Effort effort)
{
    /// <summary>The original is the same for all of its fixes, and most of what they leave: nothing of that is run twice.</summary>
    private readonly StepRunner runner = new();
    private readonly Fixture fixture = new();

    public Verdict Judge(string original, string changed) => Judge(original, changed, RuleTopics.None);

    public Verdict Judge(string original, string changed, RuleTopics topics)
    {
        var verdict = JudgeWith(original, changed, topics, ShellDialect.Dash);
        // Where nobody knows the image, its shell may be another one.
        return verdict.Kind == VerdictKind.Same && HasUnknownShell(original) ? JudgeWith(original, changed, topics, ShellDialect.Bash) : verdict;
    }

    private static bool HasUnknownShell(string text) =>
        BuildModel.Create(DockerfileSyntax.Parse(text)).Stages.Any(s => s.Image.Shell == ShellDialect.Posix);

    private Verdict JudgeWith(string original, string changed, RuleTopics topics, ShellDialect unknownShell)
    {
        var left = BuildPlan.Read(original, unknownShell, topics);
        var right = BuildPlan.Read(changed, unknownShell, topics);
        if (!left.Select(p => p.Name).SequenceEqual(right.Select(p => p.Name)))
        {
            return new Verdict(VerdictKind.Different, "the stages are others");
        }

        var sum = new Verdict(VerdictKind.Same, "");
        foreach (var (before, after) in left.Zip(right))
        {
            if (!before.Metadata.SequenceEqual(after.Metadata))
            {
                var changes = before.Metadata.Except(after.Metadata).Concat(after.Metadata.Except(before.Metadata));
                return sum with { Kind = VerdictKind.Different, Detail = $"instructions that run nothing differ: {string.Join(" / ", changes)}" };
            }

            if (before.Items.SequenceEqual(after.Items, PlanItemComparer.Instance))
            {
                continue;
            }

            Verdict verdict;
            using (var lease = BehaviourHost.Rent())
            {
                var comparison = new BuildComparison(lease.Jail, before, after, effort, runner, fixture);
                try
                {
                    verdict = comparison.Run();
                }
                catch (JailException e)
                {
                    verdict = new Verdict(VerdictKind.NotJudged, e.Message);
                }

                verdict = verdict with { Builds = comparison.Builds, Failures = comparison.Failures, Steps = comparison.Steps };
            }

            sum = verdict with
            {
                Builds = sum.Builds + verdict.Builds,
                Failures = sum.Failures + verdict.Failures,
                Steps = sum.Steps + verdict.Steps,
                Partial = verdict.Partial.Length > 0 ? verdict.Partial : sum.Partial,
                IsStricter = sum.IsStricter || verdict.IsStricter,
            };
            if (sum.Kind != VerdictKind.Same)
            {
                return sum with { Detail = $"{sum.Detail} (stage {before.Name})" };
            }
        }

        return sum;
    }

    /// <summary>Records compare arrays by identity.</summary>
    private sealed class PlanItemComparer : IEqualityComparer<PlanItem>
    {
        public static PlanItemComparer Instance { get; } = new();

        public bool Equals(PlanItem? x, PlanItem? y) => x is not null && y is not null && Text(x) == Text(y);

        public int GetHashCode(PlanItem item) => Text(item).GetHashCode(StringComparison.Ordinal);

        private static string Text(PlanItem item) => item is PlanStep s
            ? string.Join('\0', [s.Program, s.Folder, s.User, s.Flags, .. s.Arguments, "", .. s.Environment])
            : item is PlanMark mark ? mark.Text : "";
    }
}

/// <summary>The comparison of one stage.</summary>
internal sealed class BuildComparison(Jail jail, BuildPlan original, BuildPlan changed, Effort effort, StepRunner runner, Fixture fixture)
{
    private const int MaxLessons = 25;
    private const int MaxUnseen = 3;

    private readonly int executedBefore = runner.Executed;
    private ScratchState? prepared;
    private int preparedFor;
    private bool isStricter;
    private bool isCut;
    private int unseen;

    public int Builds { get; private set; }

    public int Failures { get; private set; }

    /// <summary>The steps that were executed for it.</summary>
    public int Steps => runner.Executed - executedBefore;

    public Verdict Run()
    {
        fixture.Add(original);
        fixture.Add(changed);
        var (before, after) = (Learn(original), Learn(changed));
        before = Build(original);
        if (before.Outcome.End == BuildEnd.OverLimit)
        {
            return new Verdict(VerdictKind.NotJudged, "the original runs into the time limit");
        }

        after = Build(changed);
        var partial = before.Outcome.End == BuildEnd.Finished ? "" : before.Outcome.LastError;
        var verdict = CompareTwice(before, after, silent: false, "")
            ?? CompareTwice(Build(original, silent: true), Build(changed, silent: true), silent: true, " when no command prints anything")
            ?? CompareIndex(before, after)
            ?? FailRefreshes(before)
            ?? FailCommands(before, after);
        if (verdict is { Kind: VerdictKind.Different } && !IsDeterministic(original))
        {
            verdict = new Verdict(VerdictKind.NotJudged, "the original does not do the same twice");
        }

        if (verdict is null && unseen > 0)
        {
            verdict = new Verdict(VerdictKind.NotJudged, $"after {unseen} of the {Failures} chosen failures the original runs into the time limit");
        }

        if (verdict is null && isCut)
        {
            verdict = new Verdict(VerdictKind.NotJudged, $"the first {Failures} failures change nothing, and there are more of them than a fix may take");
        }

        return (verdict ?? new Verdict(VerdictKind.Same, "")) with { Partial = partial, IsStricter = isStricter };
    }

    private Trace Learn(BuildPlan plan)
    {
        var trace = Build(plan);
        for (var i = 0; i < MaxLessons && fixture.Learn(plan, trace); i++)
        {
            trace = Build(plan);
        }

        return trace;
    }

    private bool IsDeterministic(BuildPlan plan, ChosenFailure[]? failures = null)
    {
        var first = Build(plan, failures);
        var tries = plan.Steps.Any(s => s.MayRace) ? 12 : 3;
        return Enumerable.Range(0, tries).All(_ => Compare(first, Build(plan, failures, again: true), () => "") is null);
    }

    /// <summary>All refreshes fail: where that stopped the original, it has to stop the fixed build.</summary>
    private Verdict? FailRefreshes(Trace before)
    {
        foreach (var family in before.Refreshes.Keys)
        {
            var left = Build(original, AllFail(before.Refreshes[family]));
            var after = Build(changed);
            if (left.Outcome.End == BuildEnd.OverLimit || !after.Refreshes.TryGetValue(family, out var calls)
                || (family != "apt" && after.RefreshCount < before.RefreshCount))
            {
                // An install that fetches the index itself fails itself.
                continue;
            }

            // What runs only once another has failed was not seen to run yet: each build shows more of them.
            var failing = calls.ToHashSet();
            int known;
            Trace right;
            do
            {
                known = failing.Count;
                right = Build(changed, AllFail(failing));
                failing.UnionWith(right.Refreshes.GetValueOrDefault(family) ?? []);
            }
            while (failing.Count > known);

            if ((family != "apt" && right.RefreshCount < left.RefreshCount) || before.Outcome.End == BuildEnd.Stopped)
            {
                // What stops the original stops it without a failed refresh too.
                continue;
            }

            if (left.Outcome.End == BuildEnd.Stopped && right.Outcome.End == BuildEnd.Finished)
            {
                return new Verdict(VerdictKind.Different, $"a failed refresh ({family}) stopped the original build, and not the fixed one");
            }

            isStricter |= left.Outcome.End == BuildEnd.Finished && right.Outcome.End == BuildEnd.Stopped;
        }

        return null;
    }

    /// <summary>
    /// A loop that waits for a command that fails has no end, and where the limit cuts it is up to the clock. Only the fixed build
    /// may not be the one that does not end.
    /// </summary>
    private bool IsOverLimit(Trace before, Trace after, ChosenFailure[] left, ChosenFailure[] right) =>
        before.Outcome.End == BuildEnd.OverLimit
        || (after.Outcome.End == BuildEnd.OverLimit
            && (Build(original, left, again: true).Outcome.End == BuildEnd.OverLimit || Build(changed, right, again: true).Outcome.End != BuildEnd.OverLimit));

    private static IEnumerable<ChosenFailure> AllFail(IEnumerable<ulong> hashes) => hashes.Order().Select(h => new ChosenFailure(-1, h));

    private Verdict? FailCommands(Trace before, Trace after)
    {
        var pairs = effort.Pairs;
        var unclear = RepeatedJobs(before);
        unclear.UnionWith(RepeatedJobs(after));
        foreach (var at in Sample(CallsFrom(before, 0), effort.Singles))
        {
            if (at >= after.Kept.Count || unseen == MaxUnseen)
            {
                // A job in the background was late, or too many builds take until the limit.
                break;
            }

            if (unclear.Contains(before.Kept[at].Failure.Hash))
            {
                continue;
            }

            if (Steps > effort.Steps)
            {
                isCut = true;
                break;
            }

            var (left, right) = (new[] { before.Kept[at].Failure }, new[] { after.Kept[at].Failure });
            Failures++;
            var (first, second) = (Build(original, left), Build(changed, right));
            if (IsOverLimit(first, second, left, right))
            {
                unseen++;
                continue;
            }

            if (Compare(first, second, () => $" when `{before.Kept[at].Title}` fails") is { } difference && !IsSameAgain(left, right))
            {
                return difference;
            }

            if (first.Outcome.End != BuildEnd.Finished || before.Kept[at].IsJob)
            {
                continue;
            }

            // The failure did not stop the build: another one may come on top.
            foreach (var next in Sample(CallsFrom(first, at + 1), 3))
            {
                if (pairs-- <= 0 || next >= second.Kept.Count)
                {
                    break;
                }

                if (first.Kept[next].IsJob || unclear.Contains(first.Kept[next].Failure.Hash))
                {
                    continue;
                }

                Failures++;
                ChosenFailure[] lefts = [.. left, first.Kept[next].Failure], rights = [.. right, second.Kept[next].Failure];
                var (third, fourth) = (Build(original, lefts), Build(changed, rights));
                if (IsOverLimit(third, fourth, lefts, rights))
                {
                    unseen++;
                    continue;
                }

                var two = Compare(
                    third, fourth,
                    () => $" when `{before.Kept[at].Title}` and `{first.Kept[next].Title}` fail");
                if (two is not null && !IsSameAgain(lefts, rights))
                {
                    return two;
                }
            }
        }

        return null;
    }

    /// <summary>The calls that a job makes and something else makes too: which of them is the one to fail is up to the scheduler.</summary>
    private static HashSet<ulong> RepeatedJobs(Trace trace) =>
        [.. trace.Kept.Where(k => k.Call is not null).GroupBy(k => k.Failure.Hash).Where(g => g.Any(k => k.IsJob) && g.Skip(1).Any()).Select(g => g.Key)];

    /// <summary>When a job in the background prints something is up to the scheduler: what is the same once may be the same.</summary>
    private Verdict? CompareTwice(Trace before, Trace after, bool silent, string occasion) =>
        Compare(before, after, () => occasion) is { } difference
        && !(original.Steps.Any(s => s.MayRace)
            && Enumerable.Range(0, 4).Any(_ => Compare(Build(original, silent: silent, again: true), Build(changed, silent: silent, again: true), () => "") is null))
            ? difference
            : null;

    /// <summary>Which of two equal jobs in the background fails is up to the scheduler: what is the same once may be the same.</summary>
    private bool IsSameAgain(ChosenFailure[] left, ChosenFailure[] right) =>
        original.Steps.Any(s => s.MayRace)
        && (Enumerable.Range(0, 4).Any(_ => Compare(Build(original, left, again: true), Build(changed, right, again: true), () => "") is null)
            || !IsDeterministic(original, left));

    private static List<int> CallsFrom(Trace trace, int start) =>
        [.. Enumerable.Range(start, Math.Max(0, trace.Kept.Count - start)).Where(i => trace.Kept[i].Call is not null)];

    /// <summary>Evenly spread, the first and the last included.</summary>
    private static IEnumerable<int> Sample(List<int> all, int most) =>
        all.Count <= most ? all : Enumerable.Range(0, most).Select(i => all[(int)((long)i * (all.Count - 1) / Math.Max(1, most - 1))]).Distinct();

    private Verdict? CompareIndex(Trace before, Trace after)
    {
        if (original.Steps.Any(s => s.MayLeaveJobs))
        {
            // What a job finds depends on the scheduler.
            return null;
        }

        for (var i = 0; i < before.Kept.Count; i++)
        {
            if (after.Kept[i].Index < before.Kept[i].Index)
            {
                return new Verdict(VerdictKind.Different, $"`{before.Kept[i].Title}` has no index to read any more");
            }
        }

        return null;
    }

    private Verdict? Compare(Trace before, Trace after, Func<string> when)
    {
        var count = Math.Min(before.Kept.Count, after.Kept.Count);
        for (var i = 0; i < count; i++)
        {
            if (!before.Kept[i].IsSameAs(after.Kept[i]))
            {
                return Differ(before.Kept[i], after.Kept[i], when());
            }
        }

        if (before.Kept.Count != after.Kept.Count)
        {
            return new Verdict(VerdictKind.Different, before.Kept.Count > count
                ? $"`{before.Kept[count].Title}` does not run any more{when()}{ErrorOf(after)}"
                : $"`{after.Kept[count].Title}` runs, and did not before{when()}{ErrorOf(before)}");
        }

        if (before.Outcome.End != after.Outcome.End)
        {
            return new Verdict(VerdictKind.Different, $"the original build is {before.Outcome.End}, the fixed one {after.Outcome.End}{when()}{ErrorOf(before)}{ErrorOf(after)}");
        }

        var files = before.Files.SymmetricExcept(after.Files);
        if (original.Steps.Any(s => s.MayTrace))
        {
            // The trace of a command is not what the command does: what is in a file may differ, the files may not.
            files = [.. files.GroupBy(f => f[..f.LastIndexOf(" content ", StringComparison.Ordinal)]).Where(g => !g.Skip(1).Any()).SelectMany(g => g)];
        }

        return files.IsEmpty ? null : new Verdict(VerdictKind.Different, $"other files are left{when()}: {string.Join(", ", files)}");
    }

    private static Verdict Differ(Kept before, Kept after, string occasion)
    {
        if (before.Title != after.Title)
        {
            return new Verdict(VerdictKind.Different, $"`{after.Title}` runs instead of `{before.Title}`{occasion}");
        }

        var (left, right) = (before.Details.Split('\n'), after.Details.Split('\n'));
        return new Verdict(
            VerdictKind.Different,
            $"`{before.Title}` runs differently{occasion}: {string.Join(", ", left.Except(right))} became {string.Join(", ", right.Except(left))}");
    }

    private static string ErrorOf(Trace trace) => trace.Outcome.LastError is { Length: > 0 } line ? $" [{line}]" : "";

    private Trace Build(BuildPlan plan, IEnumerable<ChosenFailure>? failures = null, bool silent = false, bool again = false)
    {
        Builds++;
        var pending = (failures ?? []).ToList();
        var events = ImmutableArray.CreateBuilder<BuildEvent>();
        var complaints = ImmutableArray.CreateBuilder<Complaint>();
        if (prepared is null || preparedFor != fixture.Version)
        {
            (prepared, preparedFor) = (runner.Prepare(jail, fixture.Words), fixture.Version);
        }

        var state = prepared;
        string[] start = ["limit", effort.MillisecondsPerStep.ToString(CultureInfo.InvariantCulture), .. silent ? new[] { "silent" } : []];
        var words = new List<string>(start);
        foreach (var item in plan.Items)
        {
            switch (item)
            {
                case PlanMark { Text: var text } when text.StartsWith("WORKDIR ", StringComparison.Ordinal):
                    words.AddRange(["folder", text["WORKDIR ".Length..]]);
                    break;
                case PlanStep step:
                    words.AddRange(["step", step.Program, step.Folder, step.Arguments.Length.ToString(CultureInfo.InvariantCulture), .. step.Arguments]);
                    words.AddRange([step.Environment.Length.ToString(CultureInfo.InvariantCulture), .. step.Environment]);
                    var end = Run(step.Folder);
                    if (end != BuildEnd.Finished)
                    {
                        return Trace.Of(plan, new BuildOutcome(end, events.ToImmutable(), complaints.ToImmutable(), []));
                    }

                    words = [.. start];
                    break;
            }
        }

        if (words.Count > start.Length)
        {
            Run("/");
        }

        return Trace.Of(plan, new BuildOutcome(BuildEnd.Finished, events.ToImmutable(), complaints.ToImmutable(), state.Files));

        BuildEnd Run(string folder)
        {
            var outcome = runner.Run(jail, state, words, pending, again);
            events.AddRange(outcome.Events);
            complaints.AddRange(outcome.Complaints.Select(c => c.Folder is null ? c with { Folder = folder } : c));
            state = outcome.State;
            return outcome.End;
        }
    }
}
