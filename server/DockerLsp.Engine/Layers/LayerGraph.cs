using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Layers;

/// <summary>
/// The layer cache's view of a build: which instructions have a key, what stands in it, and what runs again when one changes.
/// It follows BuildKit; docs/layer-caching.md names the source of each fact.
/// </summary>
public sealed class LayerGraph
{
    /// <summary>Made when they are asked for: a hover asks for few.</summary>
    private readonly ChunkedTable<LayerEntry> entries;
    private readonly ChunkedTable<ImmutableHashSet<string>> variables;

    private readonly Impact?[] behindStage;

    private LayerGraph(BuildModel model)
    {
        Model = model;
        var count = model.Instructions.Length;
        entries = new ChunkedTable<LayerEntry>(count);
        variables = new ChunkedTable<ImmutableHashSet<string>>(count);
        var stages = ImmutableArray.CreateBuilder<StageLayers>(model.Stages.Length);
        foreach (var stage in model.Stages)
        {
            stages.Add(new StageLayers(this, stage, LayersBetween(stage.FirstInstruction, stage.EndInstruction)));
        }

        Stages = stages.MoveToImmutable();
        behindStage = new Impact?[Stages.Length];
    }

    public BuildModel Model { get; }

    public ImmutableArray<StageLayers> Stages { get; }

    public int StepCount => Stages.Sum(s => s.StepCount);

    public static LayerGraph Create(BuildModel model) => new(model);

    /// <summary>The entry of an instruction; null before the first FROM.</summary>
    public LayerEntry? EntryAt(int index) => entries.Find(index) ?? MakeEntry(Model.Instructions[index]);

    /// <summary>The stage that a build makes: the one of that name or number, or the last; null where there is none.</summary>
    public StageLayers? FindTarget(string? name)
    {
        if (name is null)
        {
            return Stages.IsEmpty ? null : Stages[^1];
        }

        return Stages.LastOrDefault(s => name.Equals(s.Stage.Name, StringComparison.OrdinalIgnoreCase))
            ?? Stages.FirstOrDefault(s => name == s.Index.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The stages that a target needs, itself included; BuildKit builds no others.</summary>
    public IReadOnlySet<int> NeededFor(StageLayers target)
    {
        var needed = new HashSet<int>();
        var open = new Stack<int>([target.Index]);
        while (open.TryPop(out var index))
        {
            if (needed.Add(index))
            {
                foreach (var used in Stages[index].Uses)
                {
                    open.Push(used);
                }
            }
        }

        return needed;
    }

    /// <summary>
    /// What runs again when the text of an instruction changes, itself included; for FROM, when the image that it names does.
    /// </summary>
    public Impact ImpactOf(LayerEntry entry)
    {
        var index = entry.Index;
        switch (entry.Role)
        {
            case CacheRole.Start:
                return Behind(entry.Stage.Index, entry.Stage.FirstInstruction + 1, null);
            case CacheRole.Step:
                return Behind(entry.Stage.Index, index, entry.IsLinked ? index : null);
            case CacheRole.State:
                return ImpactOfState(entry);
            case CacheRole.Trigger:
                return Spread(BreaksAtStart(entry.Stage));
            default:
                return Impact.Nothing;
        }
    }

    /// <summary>What runs again when a variable declared before the first FROM changes.</summary>
    public Impact ImpactOfGlobal(string name)
    {
        var breaks = new List<StageBreak>();
        foreach (var stage in Stages)
        {
            if (VariablesAt(stage.Stage.FirstInstruction).Contains(name))
            {
                breaks.Add(new StageBreak(stage.Index, stage.Stage.FirstInstruction));
                continue;
            }

            foreach (var instruction in Model.OfKind(InstructionKinds.Arg, stage.Stage.FirstInstruction, stage.Stage.EndInstruction))
            {
                if (instruction.Syntax is ArgSyntax arg && arg.Pairs.Any(p => p.Key.Text == name && p.Value is null)
                    && FirstReader(instruction.Index, stage.Stage.EndInstruction, [name], isShell: false) is { } reader)
                {
                    breaks.Add(new StageBreak(stage.Index, reader));
                    break;
                }
            }
        }

        return Spread(breaks);
    }

    /// <summary>Which steps have the files of a path in their key; a source whose variables are not known may have them.</summary>
    /// <param name="path">Relative to the context, with <c>/</c>.</param>
    /// <param name="isCertain">Whether the source surely means it.</param>
    public IEnumerable<LayerEntry> ReadersOf(string path, bool isCertain)
    {
        foreach (var entry in Stages.SelectMany(s => s.Entries))
        {
            if (entry.IsStep
                && entry.Sources.Any(s => s.Kind == FileSourceKind.Context && (isCertain
                    ? s.Pattern is { } pattern && ContextPattern.Parse(pattern).Matches(path)
                    : s.Pattern is null)))
            {
                yield return entry;
            }
        }
    }

    internal ImmutableHashSet<string> VariablesAt(int index) => variables.Find(index) ?? variables.Keep(index, VariablesOf(Model.Instructions[index].Syntax));

    /// <summary>What the steps of a stage take from the build context, those of the stages that it starts from first.</summary>
    /// <param name="entry">Where to stop; it is included.</param>
    internal IEnumerable<string> FilesUpTo(LayerEntry entry)
    {
        var chain = new Stack<Stage>();
        for (var stage = entry.Stage; stage is not null; stage = stage.Base)
        {
            chain.Push(stage);
        }

        foreach (var stage in chain)
        {
            var end = stage == entry.Stage ? entry.Index + 1 : stage.EndInstruction;
            foreach (var instruction in Model.OfKind(InstructionKinds.Copy | InstructionKinds.Add | InstructionKinds.Run, stage.FirstInstruction, end))
            {
                if (instruction.Effective is RunSyntax && !instruction.HasTrait(InstructionTraits.Mounts))
                {
                    continue;
                }

                foreach (var source in EntryAt(instruction.Index)?.Sources ?? [])
                {
                    if (source.Kind == FileSourceKind.Context)
                    {
                        yield return source.Text;
                    }
                }
            }
        }
    }

    internal ImmutableArray<LayerEntry> EntriesOf(Stage stage)
    {
        var result = ImmutableArray.CreateBuilder<LayerEntry>(stage.EndInstruction - stage.FirstInstruction);
        foreach (var instruction in Model.InstructionsOf(stage))
        {
            result.Add(entries.Find(instruction.Index) ?? MakeEntry(instruction) ?? throw new InvalidOperationException());
        }

        return result.MoveToImmutable();
    }

    private LayerEntry? MakeEntry(InstructionFacts instruction)
    {
        if (instruction.Stage is not { } stage)
        {
            return null;
        }

        return entries.Keep(
            instruction.Index,
            new LayerEntry(this, instruction, stage, LayerEntry.RoleOf(instruction), FileSource.Of(Model, instruction), StepCost.Of(instruction)));
    }

    /// <summary>Which step of its stage an entry is, from 1.</summary>
    internal int NumberOf(LayerEntry entry) => LayersBetween(entry.Stage.FirstInstruction, entry.Index) + 1;

    private int LayersBetween(int from, int to) => Model.Records.MeasureBefore(to).Layers - Model.Records.MeasureBefore(from).Layers;

    /// <summary>How many steps that depend on those below them stand between two instructions.</summary>
    private int StepsBetween(int from, int to)
    {
        var (before, behind) = (Model.Records.MeasureBefore(from), Model.Records.MeasureBefore(to));
        return behind.Layers - behind.Linked - (before.Layers - before.Linked);
    }

    internal ImmutableArray<int> UsesOf(Stage stage) => Model.StageTable.UsesOf(stage, FindUses);

    private ImmutableArray<int> FindUses(Stage stage)
    {
        var uses = new HashSet<int>();
        if (stage.Base is { } parent)
        {
            uses.Add(parent.Index);
        }

        // Only a flag names another stage.
        foreach (var instruction in Model.WithTrait(InstructionTraits.NamesStage, stage.FirstInstruction, stage.EndInstruction))
        {
            foreach (var source in FileSource.Of(Model, instruction))
            {
                if (source.Stage is { } used)
                {
                    uses.Add(used.Index);
                }
            }
        }

        return Sorted(uses);
    }

    /// <summary>The variables that BuildKit replaces in an instruction's own text.</summary>
    private ImmutableHashSet<string> VariablesOf(InstructionSyntax instruction)
    {
        if (instruction is not (FromSyntax or FileTransferSyntax or WorkdirSyntax or EnvSyntax or ArgSyntax or UserSyntax))
        {
            return [];
        }

        var escape = Model.Tree.Directives.EscapeCharacter;
        var names = VariableReference.FindAll(instruction.ArgumentText.Text, escape).Select(r => r.Name);
        foreach (var heredoc in instruction.Heredocs)
        {
            names = heredoc.IsDelimiterQuoted ? names : names.Concat(VariableReference.FindAll(heredoc.Body.Text, escape).Select(r => r.Name));
        }

        return [.. names];
    }

    /// <summary>All steps of a stage from an instruction on, and what other stages have of it.</summary>
    private Impact Behind(int stage, int from, int? linked)
    {
        var layers = Stages[stage];
        var end = layers.Stage.EndInstruction;
        var count = StepsBetween(Math.Min(from, end), end) + (linked is null ? 0 : 1);
        var elsewhere = behindStage[stage] ??= Spread([new StageBreak(stage, end)]);
        return count == 0
            ? elsewhere
            : new Impact([new ImpactPart(layers, from, end, count, false, linked is { } one ? [one] : []), .. elsewhere.Parts]);
    }

    private Impact ImpactOfState(LayerEntry entry)
    {
        HashSet<string>? names = entry.Instruction.Syntax is PairsInstructionSyntax pairs
            ? pairs.Pairs.Select(p => p.Key.Text).ToHashSet(StringComparer.Ordinal)
            : entry.Instruction.Syntax is WorkdirSyntax ? null : [];
        var isShell = entry.Instruction.Syntax is ShellInstructionSyntax;
        if (FirstReader(entry.Index, entry.Stage.EndInstruction, names, isShell) is { } reader)
        {
            return Behind(entry.Stage.Index, reader, EntryAt(reader) is { IsLinked: true } ? reader : null);
        }

        return Spread(BreaksInHeirs(entry.Stage, names, isShell));
    }

    /// <summary>The first step behind an instruction in whose key the value stands.</summary>
    /// <param name="index">The instruction.</param>
    /// <param name="end">Where to stop.</param>
    /// <param name="names">Variables; null for the working directory.</param>
    /// <param name="isShell">Whether it is the shell that changes.</param>
    private int? FirstReader(int index, int end, HashSet<string>? names, bool isShell)
    {
        // Far ahead only RUN is looked for, which reads all of them: a file of nothing but ENV stays linear.
        const int Near = 64;
        var known = names is null ? null : new HashSet<string>(names, StringComparer.Ordinal);
        for (var i = index + 1; i < Math.Min(end, index + Near); i++)
        {
            if (EntryAt(i) is not { } entry)
            {
                continue;
            }

            var syntax = entry.Instruction.Syntax;
            switch (syntax)
            {
                case RunSyntax { Command: ExecFormSyntax } when isShell:
                    break;
                case RunSyntax:
                    return i;
                case EnvSyntax or ArgSyntax when known is { Count: > 0 }:
                    Follow((PairsInstructionSyntax)syntax, known, VariablesAt(i));
                    if (known.Count == 0)
                    {
                        return null;
                    }

                    break;
                case FileTransferSyntax transfer:
                    if (known is null ? !IsAbsolute(transfer) : known.Overlaps(VariablesAt(i)))
                    {
                        return i;
                    }

                    break;
                case WorkdirSyntax directory:
                    if (known is null)
                    {
                        if (directory.Value?.Text.StartsWith('/') is not true && entry.IsStep)
                        {
                            return i;
                        }

                        return null;
                    }

                    if (known.Overlaps(VariablesAt(i)) && entry.IsStep)
                    {
                        return i;
                    }

                    break;
            }
        }

        return end - index > Near ? Model.OfKind(InstructionKinds.Run, index + 1, end).FirstOrDefault(i => i.Syntax is RunSyntax)?.Index : null;
    }

    /// <summary>A variable that is made from a changed one changes too; one that ENV sets to something else is as it was.</summary>
    private void Follow(PairsInstructionSyntax pairs, HashSet<string> known, ImmutableHashSet<string> used)
    {
        var escape = Model.Tree.Directives.EscapeCharacter;
        // All values of an instruction see the variables as they were before it.
        var before = known.Overlaps(used) ? new HashSet<string>(known, StringComparer.Ordinal) : [];
        foreach (var pair in pairs.Pairs)
        {
            if (before.Count > 0 && pair.Value is { } value && VariableReference.FindAll(value.Text, escape).Any(r => before.Contains(r.Name)))
            {
                known.Add(pair.Key.Text);
            }
            else if (pairs is EnvSyntax)
            {
                known.Remove(pair.Key.Text);
            }
        }
    }

    private static bool IsAbsolute(FileTransferSyntax transfer) => transfer.Destination?.Text.TrimStart('"', '\'').StartsWith('/') is true;

    private List<StageBreak> BreaksAtStart(Stage stage) =>
        [.. Stages.Where(s => s.Stage.Base == stage).Select(s => new StageBreak(s.Index, s.Stage.FirstInstruction))];

    private List<StageBreak> BreaksInHeirs(Stage stage, HashSet<string>? names, bool isShell)
    {
        var breaks = new List<StageBreak>();
        var heirs = new HashSet<Stage> { stage };
        foreach (var other in Stages)
        {
            if (other.Stage.Base is not { } parent || !heirs.Contains(parent))
            {
                continue;
            }

            if (FirstReader(other.Stage.FirstInstruction, other.Stage.EndInstruction, names, isShell) is { } reader)
            {
                breaks.Add(new StageBreak(other.Index, reader));
            }
            else
            {
                heirs.Add(other.Stage);
            }
        }

        return breaks;
    }

    private static ImmutableArray<int> Sorted(HashSet<int> numbers)
    {
        int[] sorted = [.. numbers];
        Array.Sort(sorted);
        return [.. sorted];
    }

    /// <summary>
    /// What runs again when steps of some stages do. A stage that starts from a changed one runs again whole; a step that takes
    /// files from it runs again if these came out differently, because BuildKit compares their content.
    /// </summary>
    private Impact Spread(List<StageBreak> breaks)
    {
        if (breaks.Count == 0)
        {
            return Impact.Nothing;
        }

        const int Never = int.MaxValue;
        var surely = new int[Stages.Length];
        var perhaps = new int[Stages.Length];
        Array.Fill(surely, Never);
        Array.Fill(perhaps, Never);
        foreach (var (stage, from) in breaks)
        {
            surely[stage] = Math.Min(surely[stage], from);
        }

        var parts = ImmutableArray.CreateBuilder<ImpactPart>();
        for (var index = breaks.Min(b => b.Stage); index < Stages.Length; index++)
        {
            var stage = Stages[index];
            if (stage.Stage.Base is { } parent)
            {
                surely[index] = surely[parent.Index] != Never ? stage.Stage.FirstInstruction : surely[index];
                perhaps[index] = perhaps[parent.Index] != Never ? stage.Stage.FirstInstruction : Never;
            }

            var linked = ImmutableArray.CreateBuilder<int>();
            if (stage.Uses.Any(u => surely[u] != Never || perhaps[u] != Never))
            {
                foreach (var instruction in Model.WithTrait(InstructionTraits.NamesStage, stage.Stage.FirstInstruction, stage.Stage.EndInstruction))
                {
                    if (EntryAt(instruction.Index) is { } entry && entry.Sources.Any(s => s.Stage is { } used && (surely[used.Index] != Never || perhaps[used.Index] != Never)))
                    {
                        perhaps[index] = Math.Min(perhaps[index], entry.Index);
                        if (entry.IsLinked)
                        {
                            linked.Add(entry.Index);
                        }
                    }
                }
            }

            var end = stage.Stage.EndInstruction;
            AddPart(parts, stage, perhaps[index], Math.Min(surely[index], end), isConditional: true, linked);
            AddPart(parts, stage, surely[index], end, isConditional: false, linked);
        }

        return new Impact(parts.ToImmutable());
    }

    private void AddPart(ImmutableArray<ImpactPart>.Builder parts, StageLayers stage, int from, int end, bool isConditional, ImmutableArray<int>.Builder linked)
    {
        if (from >= end)
        {
            return;
        }

        ImmutableArray<int> here = [.. linked.Where(i => i >= from && i < end)];
        var count = StepsBetween(from, end) + here.Length;
        if (count > 0)
        {
            parts.Add(new ImpactPart(stage, from, end, count, isConditional, here));
        }
    }

    /// <summary>A stage whose steps run again from some instruction on.</summary>
    private sealed record StageBreak(int Stage, int From);
}
