using System.Collections.Immutable;
using System.Numerics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// What a RUN does to the package stores. It depends on the instruction's text, on its shell and on which caches the environment
/// turns off, and on nothing else, so that it is kept with the green node. Spans are relative to the instruction's position.
/// </summary>
public sealed class RunFacts
{
    private readonly ImmutableArray<StoreBits> atEnd;
    private ImmutableArray<StoreOperation>[]? operationsByStore;

    private RunFacts(RunScript script, ImmutableArray<Mount> mounts, ImmutableArray<ScriptCommand> commands, ImmutableArray<StoreOperation> operations, ImmutableArray<StoreBits> atEnd)
    {
        Script = script;
        Mounts = mounts;
        Commands = commands;
        Operations = operations;
        Stores = StoresOf(operations);
        this.atEnd = atEnd;
        Sketch = RunSketch.Of(commands, !operations.IsEmpty, script.Tree?.Text.Text);
    }

    public RunScript Script { get; }

    public ImmutableArray<Mount> Mounts { get; }

    /// <summary>The simple commands in the order in which they run; those of functions that are never called are not among them.</summary>
    public ImmutableArray<ScriptCommand> Commands { get; }

    /// <summary>What they do to package stores.</summary>
    public ImmutableArray<StoreOperation> Operations { get; }

    /// <summary>What may be true of a store when the step has succeeded.</summary>
    public StoreBits AtEnd(PackageStore store) =>
        atEnd.IsDefaultOrEmpty ? StoreBits.Inherited : atEnd[store.Index];

    /// <summary>Whether it runs without a network. A refresh then leaves the old index, and apt-get reads that (it says so, and succeeds).</summary>
    public bool IsOffline { get; private init; }

    /// <summary>Whether a cache or tmpfs mount keeps the store out of the layer.</summary>
    public bool IsMounted(PackageStore store)
    {
        foreach (var mount in Mounts)
        {
            if (mount.KeepsOutOfLayer && mount.Holds(store))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the store's files come from elsewhere for the time of the step: nothing is to be added to them, or deleted.</summary>
    public bool IsBound(PackageStore store)
    {
        foreach (var mount in Mounts)
        {
            if (mount.IsBound && mount.Holds(store))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether this layer surely keeps what it wrote to the store on some path, and no path cleans it.</summary>
    public bool LeavesBehind(PackageStore store) =>
        !IsMounted(store) && AtEnd(store) is var end && (end & StoreBits.Written) != 0 && (end & StoreBits.Deleted) == 0;

    /// <summary>What the instruction is known by, be it a RUN of the file or a trigger.</summary>
    internal InstructionTraits Traits { get; private set; }

    /// <summary>By what steps are found that have to do with a store.</summary>
    internal StoreMask Mask { get; private set; }

    /// <summary>By what most rules see that it is nothing to them.</summary>
    internal RunSketch Sketch { get; }

    /// <summary>The stores that its commands do something to, in the order of the table.</summary>
    public ImmutableArray<PackageStore> Stores { get; }

    /// <summary>The stores that it may read in a text that is not followed: exec form, what another program runs, an unknown shell.</summary>
    public ImmutableArray<PackageStore> Unseen { get; private init; } = [];

    /// <summary>What they do to one of them. Most steps know no other, and many rules ask.</summary>
    public ImmutableArray<StoreOperation> OperationsOn(PackageStore store)
    {
        var at = Stores.IndexOf(store);
        return at < 0 ? [] : Stores.Length == 1 ? Operations : (operationsByStore ??= Separate())[at];
    }

    private ImmutableArray<StoreOperation>[] Separate()
    {
        var separate = new ImmutableArray<StoreOperation>[Stores.Length];
        for (var i = 0; i < separate.Length; i++)
        {
            var store = Stores[i];
            separate[i] = [.. Operations.Where(o => o.Store == store)];
        }

        return separate;
    }

    private static ImmutableArray<PackageStore> StoresOf(ImmutableArray<StoreOperation> operations)
    {
        if (operations.IsEmpty)
        {
            return [];
        }

        var used = 0UL;
        foreach (var operation in operations)
        {
            used |= StoreMask.BitOf(operation.Store);
        }

        var stores = ImmutableArray.CreateBuilder<PackageStore>(BitOperations.PopCount(used));
        for (; used != 0; used &= used - 1)
        {
            stores.Add(PackageManagerTable.Stores[BitOperations.TrailingZeroCount(used)]);
        }

        return stores.MoveToImmutable();
    }

    /// <summary>The first command that looks packages up in what an earlier layer holds; null where there is none.</summary>
    public StoreOperation? LateReadOf(PackageStore store) => OperationsOn(store).FirstOrDefault(o => o.IsLateRead);

    /// <summary>The facts of a RUN; those of an equal earlier version of the instruction where there are some.</summary>
    /// <param name="instruction">The RUN.</param>
    /// <param name="dialect">The language of its shell.</param>
    /// <param name="cachesOff">The managers whose cache the environment turns off or moves, one bit each in the order of the table.</param>
    public static RunFacts Of(CommandInstructionSyntax instruction, ShellDialect dialect, ulong cachesOff)
    {
        var known = instruction.Green.AnalysisCache as CacheEntry;
        if (known?.Find(dialect, cachesOff) is { } facts)
        {
            return facts;
        }

        // What is shared between files, or stages, runs in the shell of one base image and of another by turns.
        var computed = Compute(instruction, dialect, cachesOff);
        computed.Traits = TraitReader.Of(instruction.Green, computed);
        computed.Mask = StoreMask.Of(computed);
        var made = new CacheEntry(dialect, cachesOff, computed, known is null ? null : known with { Former = null });
        var other = instruction.Green.TryCache(made, known) as CacheEntry;
        return ReferenceEquals(other, known) ? made.Facts : other?.Find(dialect, cachesOff) ?? made.Facts;
    }

    private static RunFacts Compute(CommandInstructionSyntax instruction, ShellDialect dialect, ulong cachesOff)
    {
        var script = RunScript.Read(instruction, dialect);
        var mounts = ImmutableArray<Mount>.Empty;
        var isOffline = false;
        foreach (var flag in instruction.Flags)
        {
            if (flag is { Name: "mount", Value: { } value })
            {
                mounts = mounts.Add(Mount.Parse(value));
            }

            isOffline |= flag is { Name: "network", Value: "none" };
        }

        if (script.Tree is not { } tree)
        {
            IReadOnlyList<string>? words = instruction.Command is ExecFormSyntax exec ? [.. exec.Elements.Select(e => e.Value)] : null;
            return new RunFacts(script, mounts, [], [], default)
            {
                Unseen = script.Form == RunForm.Empty ? []
                    : [.. PackageManagerTable.Stores.Where(s => words is null ? CommandKnowledge.MayRead(instruction.Green.Text, s) : CommandKnowledge.MayRead(words, s))],
            };
        }

        Dictionary<string, string?>? found = null;
        var hasAssignments = tree.Text.Text.Contains('=', StringComparison.Ordinal);
        var (commands, operations, atEnd) = StoreFlow.Follow(
            tree,
            manager => (cachesOff & (1UL << PackageManagerTable.All.IndexOf(manager))) != 0
                || (hasAssignments && IsCacheOff(manager, found ??= AssignedVariables(tree))));
        return new RunFacts(script, mounts, commands, operations, atEnd)
        {
            Unseen = commands.Any(c => CommandKnowledge.RunsItsInput(c.View)) ? [.. PackageManagerTable.Stores.Where(s => CommandKnowledge.MayRead(instruction.Green.Text, s))] : [],
            IsOffline = isOffline,
        };
    }

    /// <summary>Whether a variable that the script sets turns the cache of a manager off, or moves it.</summary>
    private static bool IsCacheOff(PackageManager manager, Dictionary<string, string?> assigned) =>
        (manager.NoCacheVariable is { } variable && assigned.TryGetValue(variable, out var value) && CacheSwitch.TurnsOff(variable, value))
        || assigned.Any(v => CacheSwitch.Moves(manager, v.Key, v.Value));

    /// <summary>The variables that the script sets, before a command or for all of it; a value that turns something on is kept.</summary>
    private static Dictionary<string, string?> AssignedVariables(ShellScript script)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var node in script.Body.DescendantsAndSelf())
        {
            if (node is ShellAssignment assignment)
            {
                Add(assignment.Name, assignment.Value?.ConstantValue);
            }
            else if (node is ShellWord { LeadingText: { } text } word && text.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
            {
                // `export X=1` and `env X=1 …` carry assignments as words.
                Add(text[..equals], word.ConstantValue?[(equals + 1)..]);
            }
        }

        return values;

        void Add(string name, string? value)
        {
            if (!values.TryGetValue(name, out var known) || !CacheSwitch.IsTrue(known))
            {
                values[name] = value;
            }
        }
    }

    private sealed record CacheEntry(ShellDialect Dialect, ulong CachesOff, RunFacts Facts, CacheEntry? Former)
    {
        public RunFacts? Find(ShellDialect dialect, ulong cachesOff) =>
            Dialect == dialect && CachesOff == cachesOff ? Facts : Former?.Find(dialect, cachesOff);
    }
}
