using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rewriting;

/// <summary>
/// The steps that share one copy of an index: the one that downloads it, those that read it from its layer, and those that
/// delete it too late. A rewrite of one of them has to think of all.
/// </summary>
public sealed class HygieneGroup
{
    /// <summary>So many steps behind one that may refresh are looked at.</summary>
    private const int MaxStepsBehind = 200;

    private InstructionFacts?[]? writers;

    private HygieneGroup(PackageStore store, ImmutableArray<InstructionFacts> members, ImmutableArray<InstructionFacts> dependents)
    {
        Store = store;
        Members = members;
        Dependents = dependents;
    }

    public PackageStore Store { get; }

    /// <summary>The steps in build order.</summary>
    public ImmutableArray<InstructionFacts> Members { get; }

    /// <summary>Steps that may read the index in a way that is not seen, such as a script of the project.</summary>
    public ImmutableArray<InstructionFacts> Dependents { get; }

    /// <summary>The last member before a step that leaves the index in its layer whatever happens; null where there is none.</summary>
    public InstructionFacts? WriterBefore(InstructionFacts step)
    {
        if (writers is null)
        {
            var found = new InstructionFacts?[Members.Length + 1];
            for (var i = 0; i < Members.Length; i++)
            {
                found[i + 1] = Members[i].Run is { } run && LeavesIndex(run) ? Members[i] : found[i];
            }

            writers = found;
        }

        int low = 0, high = Members.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Members[middle].Index < step.Index ? (middle + 1, high) : (low, middle);
        }

        return writers[low];
    }

    private bool LeavesIndex(RunFacts run) =>
        run.AtEnd(Store) == StoreBits.Written && run.OperationsOn(Store).Any(o => o.Effect is StoreEffect.Refresh or StoreEffect.ReadAndWrite);

    /// <summary>A trigger runs in the builds of other images, where nothing is known of its neighbours.</summary>
    public static HygieneGroup OfOne(InstructionFacts step, PackageStore store) => new(store, [step], []);

    /// <summary>The first step of the group that a step belongs to; null where it belongs to none.</summary>
    public static StepId? FirstOf(BuildModel model, InstructionFacts step, PackageStore store)
    {
        if (step is not { Run: { } run, IsOnbuild: false, Before: { } before } || run.IsMounted(store) || run.IsBound(store) || StoreUse.Of(run, store) is not { Touches: true } use)
        {
            return null;
        }

        return (use.IsLate ? before[store].Sharing : null) ?? model.IdOf(step);
    }

    /// <summary>Finds the group by its first step. Looks only at steps that have to do with the store, from that one on.</summary>
    public static HygieneGroup Find(BuildModel model, StepId firstStep, PackageStore store)
    {
        var members = ImmutableArray.CreateBuilder<InstructionFacts>();
        var dependents = ImmutableArray.CreateBuilder<InstructionFacts>();
        if (model.Find(firstStep) is not { Stage: { } firstStage } first)
        {
            return new HygieneGroup(store, [], []);
        }

        StepsBehind? behind = null;
        PriorityQueue<Stage, int>? stages = null;
        var stage = firstStage;
        do
        {
            var from = stage == firstStage ? first.Index : stage.FirstInstruction;
            var shares = stage == firstStage || model.Instructions[from].Before?[store].Sharing == firstStep;
            foreach (var step in model.StepsOn(store, from, stage.EndInstruction))
            {
                if (!shares || (step.Index != first.Index && step.Before?[store].Sharing != firstStep))
                {
                    if (shares && behind?.Includes(step) == true)
                    {
                        if (behind.FindReader(step) is { } reader)
                        {
                            dependents.Add(reader);
                        }

                        continue;
                    }

                    shares = false;
                    break;
                }

                if (step.Run is not { } run || run.IsMounted(store) || run.IsBound(store))
                {
                    continue;
                }

                var use = StoreUse.Of(run, store);
                if (step.IsOnbuild)
                {
                    // It runs in the builds of other images, on what this one leaves there.
                    if (use.MayRead || run.LateReadOf(store) is not null)
                    {
                        dependents.Add(step);
                    }

                    continue;
                }

                if (use.MayRead && step.Index != first.Index)
                {
                    dependents.Add(step);
                }

                if (use.MayRefresh && step.Index != first.Index)
                {
                    (behind ??= new StepsBehind(model, store)).Begin(step);
                }

                if (use.Touches && (use.IsLate || step.Index == first.Index))
                {
                    members.Add(step);
                }
            }

            if (shares)
            {
                foreach (var child in model.StagesFrom(stage))
                {
                    (stages ??= new PriorityQueue<Stage, int>()).Enqueue(child, child.Index);
                }
            }
        }
        while (stages?.TryDequeue(out stage, out _) == true);

        return new HygieneGroup(store, members.ToImmutable(), dependents.ToImmutable());
    }

    /// <summary>The groups whose index a step may read, too, where the first step of its own may refresh, by their first steps.</summary>
    public static IEnumerable<StepId> Behind(BuildModel model, StepId first, PackageStore store)
    {
        for (var left = MaxStepsBehind; left > 0 && model.Find(first) is { Run: { } run, Before: { } before } && StoreUse.Of(run, store).MayRefresh && before[store].Sharing is { } earlier; left--)
        {
            yield return earlier;
            first = earlier;
        }
    }

    /// <summary>
    /// The steps behind one that may refresh. They belong to another group, and yet read this one's index where the refresh does not
    /// run. One that does is enough to know; when its own group has been rewritten, it reads neither.
    /// </summary>
    private sealed class StepsBehind(BuildModel model, PackageStore store)
    {
        private readonly HashSet<StepId> refreshes = [];
        private bool isFound;
        private int looked;

        public void Begin(InstructionFacts refresh) => refreshes.Add(model.IdOf(refresh));

        public bool Includes(InstructionFacts step) => !isFound && step.Before?[store].Sharing is { } sharing && refreshes.Contains(sharing);

        /// <summary>The step, where it may read the index; null where it does not.</summary>
        public InstructionFacts? FindReader(InstructionFacts step)
        {
            if (step is not { Run: { } run, IsOnbuild: false } || run.IsMounted(store) || run.IsBound(store))
            {
                return null;
            }

            var use = StoreUse.Of(run, store);
            if (use.MayRefresh)
            {
                Begin(step);
            }

            isFound = ++looked > MaxStepsBehind || use.MayRead || run.LateReadOf(store) is not null;
            return isFound ? step : null;
        }
    }
}
