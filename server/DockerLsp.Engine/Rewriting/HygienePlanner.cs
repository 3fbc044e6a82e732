using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rewriting;

/// <summary>What can be done for the steps of one group.</summary>
/// <param name="Fixes">The rewrites, the one of the chosen layering first.</param>
/// <param name="Refusals">The rewrites that would change the build.</param>
public sealed record HygienePlan(ImmutableArray<Fix> Fixes, ImmutableArray<Refusal> Refusals)
{
    public static HygienePlan Empty { get; } = new([], []);
}

/// <summary>
/// Rewrites the steps that share an index into the recommended form: refresh, install, clean up, all in one RUN. All rules on
/// the same steps offer the same rewrite, so that it does not matter which finding is fixed first.
/// </summary>
public static partial class HygienePlanner
{
    /// <summary>Each step is held against every earlier one of its chain, and a longer chain is no better than two.</summary>
    private const int MaxJoined = 50;

    /// <summary>Steps are held against one another, and nobody reviews a rewrite of more.</summary>
    private const int MaxMembers = 256;

    private const string NotMerged = "Not merged: ";

    private const string WithoutCacheTitle = "Install without a cache";
    private const string SubshellTitle = "Merge 2 RUN steps, one as a subshell";

    /// <summary>Plans for one group.</summary>
    public static HygienePlan Plan(BuildModel model, HygieneGroup group, Layering layering)
    {
        if (group.Members.Length > MaxMembers)
        {
            return HygienePlan.Empty;
        }

        var fixes = ImmutableArray.CreateBuilder<Fix>();
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var order = layering switch
        {
            Layering.SelfContained => new[] { Layering.SelfContained, Layering.Merge, Layering.CacheMount },
            Layering.CacheMount => [Layering.CacheMount, Layering.Merge, Layering.SelfContained],
            _ => [Layering.Merge, Layering.SelfContained, Layering.CacheMount],
        };
        // A single step has nothing to be joined with.
        var hasOneShape = LeavesNoCache(group.Store) || group.Members.Length == 1;
        var isPlanned = false;
        foreach (var shape in order)
        {
            if (shape != Layering.CacheMount && hasOneShape)
            {
                if (isPlanned)
                {
                    continue;
                }

                isPlanned = true;
            }

            var (fix, found) = new Draft(model, group, shape).Finish();
            // Nobody who asked for another shape gets a cache mount because it happens to be the only safe one.
            var isUnasked = shape == Layering.CacheMount && layering != shape && fix is { Applicability: Applicability.Safe } && !fixes.Any(f => f.Applicability == Applicability.Safe);
            if (shape == Layering.CacheMount && layering != shape && fix is not null)
            {
                // Offered beside the shape that was asked for, and not mixed with it in one file.
                fix = fix with { IsOnRequest = true };
            }

            if (fix is not null && !isUnasked && !fixes.Any(f => f.Edits.SequenceEqual(fix.Edits)))
            {
                fixes.Add(fix);
            }

            foreach (var refusal in found)
            {
                if (!refusals.Contains(refusal))
                {
                    refusals.Add(refusal);
                }
            }
        }

        // Where only what the first step changes in its shell prevents the merge, a subshell makes it exact.
        if (refusals.Any(r => r.Reason.StartsWith(NotMerged, StringComparison.Ordinal))
            && new Draft(model, group, Layering.Merge, mayUseSubshells: true).Finish() is ({ } rewrite, _) && rewrite.Title.StartsWith(SubshellTitle, StringComparison.Ordinal))
        {
            fixes.Add(rewrite);
        }

        return new HygienePlan(fixes.ToImmutable(), refusals.ToImmutable());
    }

    /// <summary>The number of an instruction's line, from 1.</summary>
    private static int LineOf(BuildModel model, InstructionFacts instruction) => model.Tree.Text.GetLineNumber(instruction.Syntax.Span.Start) + 1;

    /// <summary>Whether a step fetches the index of a store by itself, and stops the build when that fails.</summary>
    public static bool StopsWithoutIndex(BuildModel model, InstructionFacts step, PackageStore store) =>
        step is { IsOnbuild: false, Run: { } run } && RunRewriter.Create(model, step, out _) is { } rewriter
        && run.OperationsOn(store).Any(o => o.Effect is StoreEffect.ReadAndWrite or StoreEffect.ReadFresh && rewriter.FailureStops(o.Command));

    /// <summary>Whether an option of the install keeps the cache out of the layer, so that no steps are joined, whatever shape is asked for.</summary>
    public static bool LeavesNoCache(PackageStore store) => LeavingNoCache.Contains(store);

    private static readonly HashSet<PackageStore> LeavingNoCache = [.. PackageManagerTable.All.Where(m => m.NoCacheOption is not null).Select(m => m.Store)];

    /// <summary>The cache mounts alone, for who asks for nothing else; null where there can be none.</summary>
    public static Fix? PlanMount(BuildModel model, HygieneGroup group) =>
        group.Members.Length > MaxMembers ? null : new Draft(model, group, Layering.CacheMount).Finish().Fix;

    private sealed partial class Draft(BuildModel model, HygieneGroup group, Layering layering, bool mayUseSubshells = false)
    {
        private readonly Dictionary<int, RunRewriter> rewriters = [];
        private readonly List<TextChange> edits = [];
        private readonly List<Refusal> refusals = [];
        private Dictionary<int, JoinForm>? subshells;
        private int largestChain = 1;
        private bool refreshes;
        private bool cleans;
        private int? changedSources;

        /// <summary>A step that refreshed beside other things, does no longer, and installs nothing that would fail in its place.</summary>
        private InstructionFacts? lostRefresh;
        private int removed;

        private PackageStore Store => group.Store;

        public (Fix? Fix, IReadOnlyList<Refusal> Refusals) Finish()
        {
            if (layering == Layering.CacheMount && !CanMount())
            {
                return (null, []);
            }

            if (layering != Layering.CacheMount && LeavesNoCache(Store))
            {
                return (WithoutCache(), refusals);
            }

            if (layering == Layering.CacheMount && OlderIndex() is { } older)
            {
                return (null, [new Refusal(MountTitle(), $"Not rewritten: {older.Reason}", older.Span)]);
            }

            var chains = Chains();
            foreach (var chain in chains)
            {
                if (Rewrite(chain) is { } obstacle)
                {
                    refusals.Add(new Refusal(TitleOf(chains), $"Not rewritten: {obstacle.Reason}", obstacle.Span));
                    return (null, refusals);
                }
            }

            TakeEdits();
            if (edits.Count == 0)
            {
                return (null, refusals);
            }

            var ordered = TextChange.InOrder(edits);
            if (TextChange.FirstOverlap(ordered) is { } place)
            {
                refusals.Add(new Refusal(TitleOf(chains), "Not rewritten: two changes would meet at one place", place));
                return (null, refusals);
            }

            var risk = Risk();
            var title = TitleOf(chains) + (risk is null ? "" : $" ({risk})");
            return (new Fix(title, risk is null ? Applicability.Safe : Applicability.Unsafe, ordered) { Layering = layering }, refusals);
        }

        private void TakeEdits()
        {
            foreach (var (_, rewriter) in rewriters)
            {
                edits.AddRange(rewriter.Edits);
            }
        }

        /// <summary>Where an option keeps the cache out of the layer, nothing has to be refreshed, joined or cleaned up.</summary>
        private Fix? WithoutCache()
        {
            if (group.Members.Any(IsCleanOnly) && OlderIndex() is { } older)
            {
                refusals.Add(new Refusal(WithoutCacheTitle, $"Not rewritten: {older.Reason}", older.Span));
                return null;
            }

            foreach (var member in group.Members)
            {
                if (IsCleanOnly(member) || IsRefreshOnly(member))
                {
                    edits.Add(InstructionEdits.RemoveStep(model.Tree, member));
                }
            }

            // Without its own refresh, every install behind it has to read the index over the network.
            var concerned = group.Members.Any(IsRefreshOnly) ? [.. model.InstallsInto(Store, group.Members[0].Index).Take(MaxMembers + 1)] : group.Members;
            if (concerned.Length > MaxMembers)
            {
                return null;
            }

            foreach (var instruction in concerned)
            {
                if (instruction is not { Run: { } run, IsOnbuild: false } || run.IsMounted(Store))
                {
                    continue;
                }

                foreach (var operation in run.OperationsOn(Store))
                {
                    if (operation is { Effect: StoreEffect.ReadAndWrite, Command.Package: { Manager.NoCacheOption: { } option } package }
                        && RewriterOf(instruction, out _) is { } rewriter)
                    {
                        rewriter.LeaveNoCache(package, option);
                    }
                }
            }

            var installs = rewriters.Count > 0;
            foreach (var member in group.Members)
            {
                if (RemoveRefreshes(member) is { } obstacle)
                {
                    refusals.Add(new Refusal(WithoutCacheTitle, $"Not rewritten: {obstacle.Reason}", obstacle.Span));
                    return null;
                }
            }

            TakeEdits();
            var ordered = TextChange.InOrder(edits);
            if (ordered.IsEmpty || TextChange.FirstOverlap(ordered) is not null)
            {
                return null;
            }

            var risk = LostRefreshRisk() ?? NoCacheRisk(model, group, IsCleanOnly);
            var title = installs ? WithoutCacheTitle
                : rewriters.Count == 0 ? "Delete this RUN"
                : group.Members.Any(IsCleanOnly) ? "Delete refresh and cleanup" : "Delete this refresh";
            return new Fix(title + (risk is null ? "" : $" ({risk})"), risk is null ? Applicability.Safe : Applicability.Unsafe, ordered);
        }

        /// <summary>Takes the refreshes out of a step that does other things, too: their index would stay once the cleanup is gone.</summary>
        private Obstacle? RemoveRefreshes(InstructionFacts member)
        {
            if (IsCleanOnly(member) || IsRefreshOnly(member) || member.Run is not { } run || run.IsMounted(Store))
            {
                return null;
            }

            foreach (var operation in run.OperationsOn(Store))
            {
                if (operation.Effect != StoreEffect.Refresh)
                {
                    continue;
                }

                if (RewriterOf(member, out var unreadable) is not { } rewriter)
                {
                    return unreadable;
                }

                if (rewriter.Remove(operation.Command) is { } obstacle)
                {
                    return obstacle;
                }

                lostRefresh ??= run.OperationsOn(Store).Any(o => o.Command.Node.Span.Start > operation.Command.Node.Span.Start && o.Effect is StoreEffect.ReadAndWrite or StoreEffect.ReadFresh)
                    ? null
                    : member;
            }

            return null;
        }

        /// <summary>The members that end up in one RUN each.</summary>
        private List<List<InstructionFacts>> Chains()
        {
            var chains = new List<List<InstructionFacts>>();
            foreach (var member in group.Members)
            {
                var previous = chains.Count > 0 ? chains[^1] : null;
                if (previous is not null && Joins(previous, member))
                {
                    previous.Add(member);
                }
                else
                {
                    chains.Add([member]);
                }
            }

            // A refresh that stands alone goes into the install that reads it, wherever that is.
            for (var i = 0; i < chains.Count - 1; i++)
            {
                if (chains[i] is [var only] && IsRefreshOnly(only) && ReadsInherited(chains[i + 1][0]) && FlagsAllow(only, chains[i + 1][0]))
                {
                    chains[i + 1].Insert(0, only);
                    chains.RemoveAt(i--);
                }
            }

            largestChain = chains.Max(c => c.Count);
            return chains;
        }

        private bool Joins(List<InstructionFacts> chain, InstructionFacts member)
        {
            var last = chain[^1];
            if (layering != Layering.Merge || chain.Count >= MaxJoined || subshells?.ContainsKey(last.Index) == true || IsRefreshOnly(last) || (IsCleanOnly(last) && !ReadsInherited(member)))
            {
                return false;
            }

            if (!ReadsInherited(member) && !(IsCleanLike(member) && member.Index == last.Index + 1))
            {
                return false;
            }

            var (form, obstacle) = MergeSafety.Check(model, last, member);
            if (form is not null && chain.Take(chain.Count - 1).Select(other => MergeSafety.CheckDistant(model, other, member)).FirstOrDefault(o => o is not null) is { } distant)
            {
                (form, obstacle) = (null, distant);
            }

            if (form is JoinForm.AndChain or JoinForm.Statements or JoinForm.AndGroup && last.Run?.Script.Form == RunForm.Shell)
            {
                return true;
            }

            if (mayUseSubshells && form is null && subshells is null && chain.Count == 1 && MergeSafety.CheckInSubshell(model, last, member).Form is { } inSubshell)
            {
                subshells = new() { [member.Index] = inSubshell };
                return true;
            }

            if (obstacle is not null && member.Index == last.Index + 1)
            {
                refusals.Add(new Refusal("Merge these RUN steps into one layer", NotMerged + obstacle.Reason, obstacle.Span));
            }

            return false;
        }

        private Obstacle? Rewrite(List<InstructionFacts> chain)
        {
            if (group.Members.Length > 1 && chain is [var single] && IsCleanOnly(single))
            {
                Remove(single);
                return null;
            }

            if (chain is [var lonely] && IsRefreshOnly(lonely))
            {
                Remove(lonely);
                return null;
            }

            var head = 0;
            if (chain.Count > 1 && IsRefreshOnly(chain[0]))
            {
                Remove(chain[0]);
                head = 1;
            }

            for (var i = head + 1; i < chain.Count; i++)
            {
                if ((subshells?.TryGetValue(chain[i].Index, out var inSubshell) == true ? inSubshell : MergeSafety.Check(model, chain[i - 1], chain[i]).Form) is { } form)
                {
                    edits.AddRange(InstructionEdits.Join(model, chain[i - 1], chain[i], form));
                    RewriterOf(chain[i - 1], out _)?.BreakLines();
                    RewriterOf(chain[i], out _)?.BreakLines();
                }
            }

            return EnsureRefresh(chain, head) ?? (layering == Layering.CacheMount ? Mount(chain[head]) : EnsureCleanup(chain, head));
        }

        private Obstacle? EnsureRefresh(List<InstructionFacts> chain, int head)
        {
            var first = chain[head];
            var isReadBehind = chain.Count > head + 1 && chain.Skip(head + 1).Any(m => m.Run?.OperationsOn(Store).Any(o => o.Effect == StoreEffect.Read && o.Before.HasFlag(StoreBits.Inherited)) == true);
            var reader = first.Run?.LateReadOf(Store);
            if (reader?.Command.Package is not { } package)
            {
                return isReadBehind && first.Run?.AtEnd(Store) != StoreBits.Written
                    ? new Obstacle("not every way through this step refreshes the index that the next one reads", first.Syntax.Keyword.Span)
                    : null;
            }

            if (package.Manager.RefreshCommand is null && head == 0)
            {
                return new Obstacle("a refreshed index beside packages of an older one is a partial upgrade", first.Syntax.Keyword.Span);
            }

            if (first.Syntax.Flags.FirstOrDefault(f => f is { Name: "network", Value: "none" }) is { } network)
            {
                return new Obstacle("this step has no network to refresh the index from", network.Span);
            }

            if (RewriterOf(first, out var obstacle) is not { } rewriter)
            {
                return obstacle;
            }

            refreshes = true;
            var replaced = group.Members.Where(IsRefreshOnly).LastOrDefault(m => m.Index < first.Index);
            var origin = group.Members.LastOrDefault(m => m.Index < first.Index && Refreshes(m));
            if (origin is not null && Lacks(first, origin) is { } lack)
            {
                return lack;
            }

            changedSources ??= origin is null ? null : SourcesChangedBetween(origin, first);

            if (replaced is not null && Tolerated(replaced) is { } tolerated)
            {
                return tolerated;
            }

            // A refresh that may not run serves nobody outside of its branch.
            var served = new List<ScriptCommand>();
            foreach (var operation in first.Run?.OperationsOn(Store) ?? [])
            {
                if (operation.Effect != StoreEffect.Read || (operation.Before & StoreBits.Inherited) == 0 || served.Any(s => StoreUse.RunsBefore(s, operation.Command)))
                {
                    continue;
                }

                if (served.Count > 0 && operation.Before != StoreBits.Inherited)
                {
                    return new Obstacle("some ways to this install refresh the index, and some do not", rewriter.Source(operation.Command.Node.Span));
                }

                // The index that was read knew nothing of a source that the step adds, and a refresh fails as long as its key is missing.
                var target = operation.Command;
                if (origin is not null && served.Count == 0 && first.Run?.Commands.FirstOrDefault(c => StoreUse.ChangesSources(c, Store)) is { } change
                    && change.Node.Span.Start < target.Node.Span.Start)
                {
                    if ((change.Place & ~FlowPlace.Pipeline) != 0 || !StoreUse.RunsBefore(change, target))
                    {
                        return new Obstacle($"`{change.View.Name}` changes the package sources before this install", rewriter.Source(change.Node.Span));
                    }

                    target = change;
                }

                if (rewriter.InsertBefore(RefreshText(operation.Command.Package ?? package, replaced), target, mustStop: replaced is not null) is { } refused)
                {
                    return refused;
                }

                served.Add(operation.Command);
            }

            return isReadBehind && served.All(s => s.Place.HasFlag(FlowPlace.Conditional))
                ? new Obstacle("a refresh here may not run, and the next step reads the index", rewriter.Source(served[0].Node.Span))
                : null;
        }

        private Obstacle? EnsureCleanup(List<InstructionFacts> chain, int head)
        {
            StoreOperation? last = null;
            InstructionFacts? owner = null;
            var dirty = false;
            for (var i = head; i < chain.Count; i++)
            {
                foreach (var operation in chain[i].Run?.OperationsOn(Store) ?? [])
                {
                    switch (operation.Effect)
                    {
                        case StoreEffect.Refresh or StoreEffect.Read or StoreEffect.ReadAndWrite:
                            dirty = true;
                            (last, owner) = (operation, chain[i]);
                            break;
                        // What no way through the step reaches, as behind `exec`, deletes nothing.
                        case StoreEffect.Clean when !operation.Command.Place.HasFlag(FlowPlace.Conditional) && operation.Before != StoreBits.None:
                            dirty = false;
                            break;
                        case StoreEffect.CleanPackages when last is not null:
                            (last, owner) = (operation, chain[i]);
                            break;
                    }
                }
            }

            if (!dirty || last is null || owner is null)
            {
                return null;
            }

            var writer = (last.Command, owner);

            // Whoever removes packages or runs scripts behind the last install may still need the index.
            foreach (var command in owner.Run?.Commands ?? [])
            {
                var isInside = (command.Place & (FlowPlace.Function | FlowPlace.Substitution | FlowPlace.Background)) != 0;
                if (command.Node.Span.Start > last.Command.Node.Span.Start
                    && ((command.Package?.Manager.Store == Store && !isInside) || owner.Run?.OperationsOn(Store).Any(o => o.Effect == StoreEffect.MayRead && ReferenceEquals(o.Command, command)) == true))
                {
                    last = last with { Command = command };
                }
            }

            // The end of the joined step lies in the last member, whoever wrote last.
            var tail = chain[^1];
            if (!ReferenceEquals(tail, owner))
            {
                owner = tail;
                last = last with { Command = tail.Run?.Commands[^1] ?? last.Command };
            }

            if (RewriterOf(owner, out var obstacle) is not { } rewriter)
            {
                return obstacle;
            }

            var package = last.Command.Package ?? chain.SelectMany(m => m.Run?.Commands ?? []).Select(c => c.Package).LastOrDefault(p => p?.Manager.Store == Store);
            if (package?.Manager.CleanupCommand is null)
            {
                return null;
            }

            cleans = true;
            // Those of all steps that are joined: a branch of one of them is no place for what the others leave.
            var writers = chain.Skip(head).SelectMany(m => m.Run?.OperationsOn(Store) ?? []).Where(o => o.Effect is StoreEffect.Refresh or StoreEffect.Read or StoreEffect.ReadAndWrite).Select(o => o.Command).ToList();
            var cleanup = CleanupText(package, last.Command);
            // A cleanup that needs the manager goes where it is sure to be: into the branch that installs with it.
            var isInBranch = CallsManager(package, owner) && ReferenceEquals(owner, writer.owner) && ReferenceEquals(last.Command.Statement, writer.Command.Statement)
                && rewriter.AppendInBranch(cleanup, writer.Command, writers);
            var refused = isInBranch ? null : rewriter.Append(cleanup, last.Command, writers);
            if (refused is not null && ReferenceEquals(last.Command, writer.Command) && ReferenceEquals(owner, writer.owner) && rewriter.InsertAfter(cleanup, writer.Command, writers))
            {
                refused = null;
            }

            NoteCleanup(package, writer.Command, writer.owner, owner, rewriter);
            return refused;
        }

        private void Remove(InstructionFacts instruction)
        {
            edits.Add(InstructionEdits.RemoveStep(model.Tree, instruction));
            removed++;
        }

        private RunRewriter? RewriterOf(InstructionFacts instruction, out Obstacle? obstacle)
        {
            obstacle = null;
            if (!rewriters.TryGetValue(instruction.Index, out var rewriter))
            {
                rewriter = RunRewriter.Create(model, instruction, out obstacle);
                if (rewriter is not null)
                {
                    rewriters.Add(instruction.Index, rewriter);
                }
            }

            return rewriter;
        }

        /// <summary>
        /// The line of what changes the package sources behind a refresh and before a later step: a refresh in that step would read
        /// others, or fail as long as a key is missing. Null where nothing does.
        /// </summary>
        private int? SourcesChangedBetween(InstructionFacts refresh, InstructionFacts install)
        {
            if (refresh.HasTrait(InstructionTraits.PackageSources) && refresh.Run is { } run
                && run.OperationsOn(Store).LastOrDefault(o => o.Effect == StoreEffect.Refresh) is { } last
                && run.Commands.Any(c => c.Node.Span.Start > last.Command.Node.Span.Start && StoreUse.ChangesSources(c, Store)))
            {
                return LineOf(model, refresh);
            }

            var between = model.WithTrait(InstructionTraits.PackageSources, refresh.Index + 1, install.Index)
                .FirstOrDefault(i => !i.IsOnbuild && IsOn(i.Stage, install.Stage) && (i.Run is null || i.Run.Commands.Any(c => StoreUse.ChangesSources(c, Store))));
            return between is null ? null : LineOf(model, between);
        }

        private bool Refreshes(InstructionFacts member) =>
            member.Run?.OperationsOn(Store).Any(o => o.Effect == StoreEffect.Refresh) == true;

        /// <summary>What the step that refreshes now has, and the one that is to refresh has not.</summary>
        private static Obstacle? Lacks(InstructionFacts install, InstructionFacts refresh)
        {
            var flags = install.Syntax.Flags.Select(f => f.Token.Text).ToHashSet(StringComparer.Ordinal);
            var missing = refresh.Syntax.Flags.FirstOrDefault(f => !flags.Contains(f.Token.Text));
            return missing is null ? null : new Obstacle($"the refresh has a `--{missing.Name}` that the install has not", missing.Span);
        }

        /// <summary>Where the author goes on after a failed refresh, the build must not stop at it in another place.</summary>
        private Obstacle? Tolerated(InstructionFacts refresh)
        {
            if (refresh.Run is not { Script.Script: { } script } || RunRewriter.Create(model, refresh, out var obstacle) is not { } rewriter)
            {
                return null;
            }

            var statements = script.Body.Statements;
            var strict = (statements.Length == 1 || rewriter.HasErrExit) && statements.All(s => s.Terminator != StatementTerminator.Background
                && s.AndOr.Operators.All(o => o.IsAnd) && s.AndOr.Pipelines.All(p => p is { IsNegated: false, Commands: [ShellSimpleCommand] })
                && (s.AndOr.Pipelines.Length == 1 || ReferenceEquals(s, statements[^1])));
            return strict ? null : new Obstacle("the build goes on after a failed refresh here", refresh.Syntax.Keyword.Span);
        }

        private static bool FlagsAllow(InstructionFacts refresh, InstructionFacts install)
        {
            var flags = install.Syntax.Flags.Select(f => f.Token.Text).ToHashSet(StringComparer.Ordinal);
            return refresh.Syntax.Flags.All(f => flags.Remove(f.Token.Text))
                && flags.All(f => f.StartsWith("--mount", StringComparison.Ordinal));
        }

        private bool ReadsInherited(InstructionFacts member) =>
            member.Run?.LateReadOf(Store) is not null;

        /// <summary>Whether the step does nothing but refresh.</summary>
        private bool IsRefreshOnly(InstructionFacts member) =>
            member.Run is { Script.IsUnderstood: true, Commands.Length: > 0 } run && run.Commands.Any(c => c.Package?.Operation == PackageOperation.Refresh) && IsRefreshOnly(run);

        private bool IsRefreshOnly(RunFacts run) =>
            run.Commands.All(c => c.Package is { Operation: PackageOperation.Refresh or PackageOperation.CleanPackages } p ? p.Manager.Store == Store : IsNeutral(c, run))
            && IsPlain(run);

        /// <summary>Whether the step does nothing but delete indexes and caches, of this store or others.</summary>
        private static bool IsCleanOnly(InstructionFacts member) =>
            member.Run is { Script.IsUnderstood: true, Commands.Length: > 0 } run && run.Commands.All(c => IsClean(c, run)) && IsPlain(run);

        private static bool IsClean(ScriptCommand command, RunFacts run) =>
            command.Package is { Operation: PackageOperation.CleanAll or PackageOperation.CleanPackages }
            || (command.Deletion is { } deletion ? PackageManagerTable.Stores.Any(deletion.IsOnly) : IsNeutral(command, run));

        /// <summary>Whether the step deletes things and does nothing else.</summary>
        private static bool IsCleanLike(InstructionFacts member) =>
            member.Run is { Script.IsUnderstood: true, Commands.Length: > 0 } run
            && run.Commands.All(c => c.Deletion is not null || IsNeutral(c, run)
                || c.Package is { Operation: PackageOperation.CleanAll or PackageOperation.CleanPackages or PackageOperation.Remove });

        /// <summary>Whether the script is made of the commands that are seen, and fails only when one of them does.</summary>
        private static bool IsPlain(RunFacts run) =>
            run.Script.Script is { } script
            && script.Body.DescendantsAndSelf().All(n => n switch
            {
                ShellStatement s => s.Terminator != StatementTerminator.Background,
                ShellPipeline p => p is { IsNegated: false, Commands: [ShellSimpleCommand] },
                // What it prints may be wanted.
                ShellRedirection redirection => RunRewriter.LeavesNothing(redirection),
                ShellSimpleCommand { Words: [{ ConstantValue: "exit" or "return" or "exec" }, ..] } => false,
                _ => true,
            });

        private static bool IsNeutral(ScriptCommand command, RunFacts run) =>
            command.Node.Redirections.IsEmpty && (command.View.Name is "true" or ":" || (command.View.Name == "set" && IsKnownToShell(command, run)));

        /// <summary>Whether <c>set</c> succeeds: dash ends the script at an option that it does not have (<c>pipefail</c>).</summary>
        private static bool IsKnownToShell(ScriptCommand set, RunFacts run)
        {
            var isName = false;
            foreach (var value in set.View.ArgumentValues)
            {
                if (isName)
                {
                    if (value is not ("errexit" or "nounset" or "xtrace") && !(value == "pipefail" && run.Script.Script?.Dialect is ShellDialect.Bash or ShellDialect.BusyBoxAsh))
                    {
                        return false;
                    }

                    isName = false;
                    continue;
                }

                if (value is not ['-', _, ..] || value.AsSpan(1).TrimEnd('o').ContainsAnyExcept('e', 'u', 'x'))
                {
                    return false;
                }

                isName = value.EndsWith('o');
            }

            return !isName;
        }

        private static string RefreshText(PackageCommand reader, InstructionFacts? replaced)
        {
            // The author's own way to refresh, where it is one plain command.
            if (replaced?.Run is { Commands: [{ Package.Operation: PackageOperation.Refresh } command], Script.Script: { } script }
                && script.Text.IsContiguous(command.Node.Span) && command.Place == FlowPlace.None)
            {
                var text = script.ToString(command.Node);
                return command.View.Wrappers.Contains("sudo") ? text : WithSudo(reader.View, text);
            }

            return WithSudo(reader.View, reader.Manager.RefreshCommand ?? "");
        }

        private static string CleanupText(PackageCommand? package, ScriptCommand last) =>
            WithSudo(package?.View ?? last.View, package is null ? "" : CleanupOf(package));

        private static string WithSudo(CommandView view, string command) =>
            view.Wrappers.Contains("sudo") ? "sudo " + command : command;

        /// <summary>What may go wrong; null where nothing can.</summary>
        private string? Risk()
        {
            if ((layering == Layering.CacheMount ? MountRisk() : CleanupRisk()) is { } ofCache)
            {
                return ofCache;
            }

            // What is only a copy of downloads, nobody has to find there.
            if (Store.HoldsIndex && group.Members.Any(m => m.IsOnbuild))
            {
                return "may break builds on it";
            }

            if (!refreshes && LostRefreshRisk() is { } ofRefresh)
            {
                return ofRefresh;
            }

            if (changedSources is { } line)
            {
                return $"line {line} changes sources";
            }

            return DependentRisk(model, group);
        }

        /// <summary>What is lost with a refresh that is deleted, and neither moved into an install nor made by one; null where nothing is.</summary>
        private string? LostRefreshRisk()
        {
            var refresh = group.Members.FirstOrDefault(IsRefreshOnly) ?? lostRefresh;
            if (refresh is null || model.InstallsInto(Store, refresh.Index + 1).Take(MaxMembers).Any(i => IsOn(refresh.Stage, i.Stage) && StopsWithoutIndex(model, i, Store)))
            {
                return null;
            }

            return group.Members.All(IsRefreshOnly) ? "what builds on it loses the index" : "hides a failing refresh";
        }

        /// <summary>Whether a stage is, or starts from, another.</summary>
        private static bool IsOn(Stage? lower, Stage? upper)
        {
            while (upper is not null && upper != lower)
            {
                upper = upper.Base;
            }

            return upper is not null;
        }

        private string TitleOf(List<List<InstructionFacts>> chains)
        {
            if (layering == Layering.CacheMount)
            {
                return MountTitle();
            }

            if (subshells is not null)
            {
                return SubshellTitle;
            }

            if (largestChain > 1 && (layering == Layering.Merge || group.Members.Length == 2))
            {
                var joined = chains.Count(c => c.Count > 1);
                return joined == 1 ? $"Merge {largestChain} RUN steps into one layer" : $"Merge {chains.Where(c => c.Count > 1).Sum(c => c.Count)} RUN steps into {joined} layers";
            }

            var kept = group.Members.Length - removed;
            if (kept == 0)
            {
                return "Delete this RUN";
            }

            var where = kept == 1 ? "in this RUN" : "in each RUN";
            return (refreshes, cleans) switch
            {
                (false, false) when group.Members.Any(IsRefreshOnly) => "Delete the refresh",
                (true, true) => $"Refresh and clean up {where}",
                (true, false) => $"Refresh the index {where}",
                _ => Store == PackageManagerTable.Apt ? $"Delete the index {where}" : $"Clean up {where}",
            };
        }
    }
}
