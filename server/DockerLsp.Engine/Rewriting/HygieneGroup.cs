using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rewriting;

/// <summary>
/// The steps that share one copy of an index: the one that downloads it, those that read it from its layer, and those that
/// delete it too late. A rewrite of one of them has to think of all.
/// </summary>
public sealed class HygieneGroup(PackageStore store)
{
    private readonly List<InstructionFacts> members = [];
    private readonly List<InstructionFacts> dependents = [];

    public PackageStore Store { get; } = store;

    /// <summary>The steps in build order.</summary>
    public IReadOnlyList<InstructionFacts> Members => members;

    /// <summary>Steps that may read the index in a way that is not seen, such as a script of the project.</summary>
    public IReadOnlyList<InstructionFacts> Dependents => dependents;

    /// <summary>A trigger runs in the builds of other images, where nothing is known of its neighbours.</summary>
    public static HygieneGroup OfOne(InstructionFacts step, PackageStore store)
    {
        var group = new HygieneGroup(store);
        group.members.Add(step);
        return group;
    }

    /// <summary>Finds the groups of all stages.</summary>
    public static IReadOnlyDictionary<(int Instruction, PackageStore Store), HygieneGroup> FindAll(BuildModel model)
    {
        var groups = new Dictionary<(int, PackageStore), HygieneGroup>();
        foreach (var store in PackageManagerTable.Stores)
        {
            var ends = new Dictionary<Stage, Cursor>();
            foreach (var stage in model.Stages)
            {
                var cursor = stage.Base is { } parent ? ends[parent] : new Cursor(null);
                foreach (var instruction in model.InstructionsOf(stage))
                {
                    if (instruction is { Run: { } run, IsOnbuild: false } && !run.IsMounted(store))
                    {
                        cursor = Follow(cursor, instruction, run, store, groups);
                    }
                }

                ends[stage] = cursor;
            }
        }

        return groups;
    }

    private static Cursor Follow(
        Cursor cursor, InstructionFacts instruction, RunFacts run, PackageStore store, Dictionary<(int, PackageStore), HygieneGroup> groups)
    {
        bool reads = false, mayRead = false, cleans = false, touches = false;
        foreach (var operation in run.Operations)
        {
            if (operation.Store != store)
            {
                continue;
            }

            switch (operation.Effect)
            {
                case StoreEffect.Read:
                    reads |= operation.Before == StoreBits.Inherited;
                    touches = true;
                    break;
                case StoreEffect.MayRead:
                    mayRead |= (operation.Before & StoreBits.Inherited) != 0;
                    break;
                case StoreEffect.Clean:
                    cleans |= operation.Before == StoreBits.Inherited;
                    touches = true;
                    break;
                case StoreEffect.Refresh or StoreEffect.ReadAndWrite or StoreEffect.ReadFresh:
                    touches = true;
                    break;
            }
        }

        // Without a network a refresh fails and leaves the old index, which apt-get then reads (it says so, and succeeds).
        var isOffline = touches && instruction.Syntax.Flags.Any(f => f is { Name: "network", Value: "none" });
        if ((mayRead || isOffline) && cursor.Present is { } present)
        {
            present.dependents.Add(instruction);
        }

        if (!touches || (isOffline && !reads))
        {
            return cursor;
        }

        var group = (reads || cleans) && cursor.Present is { } shared ? shared : new HygieneGroup(store);
        group.members.Add(instruction);
        groups[(instruction.Index, store)] = group;
        var end = run.AtEnd(store);
        if ((end & StoreBits.Written) != 0)
        {
            return new Cursor(group);
        }

        if (end == StoreBits.Deleted)
        {
            return new Cursor(null);
        }

        // The index of the image, where it may have one: whoever deletes it takes it from all that read it.
        return reads && cursor.Present is null && instruction.Before?[store].Presence != StorePresence.Absent ? new Cursor(group) : cursor;
    }

    /// <summary>What is known between two steps.</summary>
    /// <param name="Present">The group whose index is there; null where there is none, or none has read that of the image yet.</param>
    private sealed record Cursor(HygieneGroup? Present);
}
