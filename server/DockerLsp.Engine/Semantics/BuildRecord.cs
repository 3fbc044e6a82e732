using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Semantics;

/// <summary>What is known of an instruction, but not where it stands: shared between the versions of a file.</summary>
internal sealed class BuildRecord
{
    public BuildRecord(GreenInstruction green, StepId id, BuildState? before, RunFacts? run)
    {
        Green = green;
        Id = id;
        Before = before;
        Run = run;
        var traits = run is not null && green.Trigger is null ? run.Traits : TraitReader.Of(green, run);
        Measure = new BuildMeasure(
            green.FullWidth, TextMeasure.CountLineBreaks(green.Text), green.Kinds, traits, run is null ? StoreMask.None : run.Mask, id,
            (traits & InstructionTraits.MakesLayer) != 0 ? 1 : 0, (traits & InstructionTraits.Linked) != 0 ? 1 : 0);
    }

    public GreenInstruction Green { get; }

    public StepId Id { get; }

    public BuildState? Before { get; }

    public RunFacts? Run { get; }

    public BuildMeasure Measure { get; }
}

/// <summary>What a run of instructions adds up to.</summary>
/// <param name="Width">Characters.</param>
/// <param name="LineBreaks">Line breaks; none lies across the border of two instructions.</param>
/// <param name="Kinds">The kinds of instruction that occur, triggers included.</param>
/// <param name="Traits">What some of them are known by.</param>
/// <param name="Stores">What they do to package stores.</param>
/// <param name="LastId">The id of the last one.</param>
/// <param name="Layers">How many make a layer.</param>
/// <param name="Linked">How many of these layers do not depend on those below.</param>
internal readonly record struct BuildMeasure(
    int Width, int LineBreaks, InstructionKinds Kinds, InstructionTraits Traits, StoreMask Stores, StepId LastId, int Layers, int Linked)
    : IMeasure<BuildRecord, BuildMeasure>
{
    public static BuildMeasure Of(BuildRecord item) => item.Measure;

    public static BuildMeasure Combine(in BuildMeasure left, in BuildMeasure right) => new(
        left.Width + right.Width, left.LineBreaks + right.LineBreaks, left.Kinds | right.Kinds, left.Traits | right.Traits, left.Stores | right.Stores, right.LastId,
        left.Layers + right.Layers, left.Linked + right.Linked);
}

/// <summary>Looks for instructions by one of the sets of bits that are kept of them.</summary>
/// <param name="property">Which set it is.</param>
/// <param name="bits">Any of these.</param>
internal readonly struct InstructionFilter(InstructionProperty property, ulong bits) : IMeasureFilter<BuildMeasure>
{
    public bool Takes(in BuildMeasure measure) => (bits & property switch
    {
        InstructionProperty.Kind => (ulong)measure.Kinds,
        InstructionProperty.Trait => (ulong)measure.Traits,
        InstructionProperty.Uses => measure.Stores.Uses,
        InstructionProperty.Installs => measure.Stores.Installs,
        _ => measure.Stores.Refreshes,
    }) != 0;
}

/// <summary>By what instructions are looked for.</summary>
internal enum InstructionProperty : byte
{
    Kind,
    Trait,

    /// <summary>The stores of <see cref="StoreMask.Uses"/>.</summary>
    Uses,

    /// <summary>Those of <see cref="StoreMask.Installs"/>.</summary>
    Installs,

    /// <summary>Those of <see cref="StoreMask.Refreshes"/>.</summary>
    Refreshes,
}

/// <summary>A bit for each store, in the order of the table.</summary>
/// <param name="Uses">The stores that a step has to do with.</param>
/// <param name="Installs">Those that it installs into, with an index that it fetches by itself.</param>
/// <param name="Refreshes">Those whose index it refreshes without an install behind that.</param>
internal readonly record struct StoreMask(ulong Uses, ulong Installs, ulong Refreshes)
{
    public static StoreMask None => default;

    public static StoreMask operator |(in StoreMask left, in StoreMask right) =>
        new(left.Uses | right.Uses, left.Installs | right.Installs, left.Refreshes | right.Refreshes);

    public static StoreMask Of(RunFacts run)
    {
        if (run.Operations.IsEmpty && run.Unseen.IsEmpty)
        {
            return None;
        }

        ulong uses = 0, installs = 0, refreshes = 0;
        Span<int> lastRead = stackalloc int[PackageManagerTable.Stores.Length];
        Span<int> lastRefresh = stackalloc int[PackageManagerTable.Stores.Length];
        foreach (var operation in run.Operations)
        {
            var bit = BitOf(operation.Store);
            uses |= bit;
            installs |= operation.Effect is StoreEffect.ReadAndWrite or StoreEffect.ReadFresh ? bit : 0;
            if (operation.Effect is StoreEffect.Refresh or StoreEffect.Read or StoreEffect.ReadAndWrite or StoreEffect.ReadFresh)
            {
                // From 1, so that 0 is nowhere.
                ref var last = ref (operation.Effect == StoreEffect.Refresh ? lastRefresh : lastRead)[operation.Store.Index];
                last = Math.Max(last, operation.Command.Node.Span.Start + 1);
            }
        }

        for (var i = 0; i < lastRefresh.Length; i++)
        {
            refreshes |= lastRefresh[i] > lastRead[i] ? 1UL << i : 0;
        }

        foreach (var store in run.Unseen)
        {
            uses |= BitOf(store);
        }

        return new StoreMask(uses, installs, refreshes);
    }

    public static ulong BitOf(PackageStore store) => 1UL << store.Index;
}
