using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using DockerLsp.Engine.Syntax;
using RecordSequence = DockerLsp.Engine.Text.PersistentSequence<
    DockerLsp.Engine.Semantics.BuildRecord, DockerLsp.Engine.Semantics.BuildMeasure>;

namespace DockerLsp.Engine.Semantics;

/// <summary>Follows a build from the first instruction to the last.</summary>
internal sealed class Binder
{
    /// <summary>The room between two ids, for instructions that come later.</summary>
    public const long IdGap = 1L << 32;

    private readonly DockerfileSyntax tree;
    private readonly BuildRequest build;
    private readonly List<InstructionFacts> instructions;
    private readonly List<BuildRecord> records;
    private readonly ImmutableArray<Stage>.Builder stages = ImmutableArray.CreateBuilder<Stage>();
    private readonly Dictionary<string, Stage> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<BuildState> endStates = [];
    private ImmutableDictionary<string, string?> globalArguments = ImmutableDictionary<string, string?>.Empty;
    private BuildState? state;
    private Stage? stage;

    private Binder(DockerfileSyntax tree, BuildRequest build)
    {
        this.tree = tree;
        this.build = build;
        instructions = new(tree.InstructionCount);
        records = new(tree.InstructionCount);
    }

    /// <param name="tree">The tree.</param>
    /// <param name="build">What the build is given.</param>
    /// <param name="ahead">What reads the scripts meanwhile; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static BuildModel Bind(DockerfileSyntax tree, BuildRequest build, ScriptsAhead? ahead, CancellationToken cancellationToken) =>
        new Binder(tree, build).Bind(ahead, cancellationToken);

    private BuildModel Bind(ScriptsAhead? ahead, CancellationToken cancellationToken)
    {
        foreach (var instruction in tree.Instructions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ahead?.Reached(instruction.Index);
            if (instruction is FromSyntax from)
            {
                EndStage(instruction.Index);
                BeginStage(from);
                state = state is null ? null : BuildStep.AtComments(instruction.Green, state);
                Add(instruction, null);
                continue;
            }

            if (state is null && instruction is not ArgSyntax)
            {
                // No FROM yet: what follows is read as a stage of its own.
                var image = BaseImage.Unknown("");
                stage = new Stage(stages.Count, instruction.Index, null, null, image) { IsImplicit = true };
                stages.Add(stage);
                state = BuildState.FromImage(image);
            }

            state = state is null ? null : BuildStep.AtComments(instruction.Green, state);
            var run = BuildStep.FactsOf(instruction, state);
            var id = Add(instruction, run);
            state = state is null ? BeforeFirstStage(instruction)
                : BuildStep.After(instruction, run, id, state, tree.Directives.EscapeCharacter, globalArguments, build);
        }

        EndStage(tree.InstructionCount);
        if (stages.Count > 0)
        {
            stages[^1].IsLast = true;
            var target = FindTarget();
            target.IsTarget = true;
            for (var part = target; part is not null; part = part.Base)
            {
                part.IsPartOfImage = true;
            }
        }

        var model = new BuildModel(
            tree, RecordSequence.From(CollectionsMarshal.AsSpan(records)), new StageTable(stages.ToImmutable()), build, globalArguments, new BuildStatistics(records.Count));
        model.Fill(instructions);
        return model;
    }

    private StepId Add(InstructionSyntax instruction, RunFacts? run)
    {
        var id = new StepId((instruction.Index + 1) * IdGap);
        var record = new BuildRecord(instruction.Green, id, state, run);
        records.Add(record);
        instructions.Add(new InstructionFacts(instruction, stage, state, run, record.Measure.Traits));
        return id;
    }

    private void BeginStage(FromSyntax from)
    {
        var written = from.Image?.Text ?? "";
        var name = VariableExpansion.Expand(written, tree.Directives.EscapeCharacter, LookupGlobal);
        Stage? parent = null;
        string? contextImage = null;
        var isContext = name is not null && build.HasContext(name, out contextImage);
        if (name is not null && !isContext)
        {
            byName.TryGetValue(name, out parent);
        }

        var image = isContext ? (contextImage is null ? BaseImage.Unknown(written) : BaseImage.Identify(contextImage))
            : parent?.Image ?? (name is { Length: > 0 } ? BaseImage.Identify(name) : BaseImage.Unknown(written));
        stage = new Stage(stages.Count, from.Index, from.StageName?.Text, parent, image);
        state = parent is null ? BuildState.FromImage(image) : endStates[parent.Index].InStageFrom();
        if (parent is not null)
        {
            parent.IsBase = true;
        }

        stages.Add(stage);
        if (from.StageName is { } alias)
        {
            byName[alias.Text] = stage;
        }
    }

    private void EndStage(int end)
    {
        if (stage is not null && state is not null)
        {
            stage.EndInstruction = end;
            endStates.Add(state);
        }
    }

    /// <summary>The stage that the build asks for; the last one where it asks for none, or for one that is not there.</summary>
    private Stage FindTarget()
    {
        if (build.Target is not { } wanted)
        {
            return stages[^1];
        }

        // Of two stages with one name the later counts.
        if (stages.LastOrDefault(s => wanted.Equals(s.Name, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            return named;
        }

        var first = stages[0].IsImplicit ? 1 : 0;
        return int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < stages.Count - first
            ? stages[number + first]
            : stages[^1];
    }

    private (bool IsDefined, string? Value) LookupGlobal(string name) =>
        globalArguments.TryGetValue(name, out var value) || (PlatformArguments.Contains(name) && build.Arguments.TryGetValue(name, out value)) ? (true, value)
        : (name.StartsWith("BUILD", StringComparison.Ordinal) || name.StartsWith("TARGET", StringComparison.Ordinal), null);

    private BuildState? BeforeFirstStage(InstructionSyntax instruction)
    {
        if (instruction is ArgSyntax arg)
        {
            foreach (var pair in arg.Pairs)
            {
                var value = build.Arguments.TryGetValue(pair.Key.Text, out var given) ? given
                    : pair.Value is { } word ? VariableExpansion.Expand(word.Text, tree.Directives.EscapeCharacter, LookupGlobal) : null;
                globalArguments = globalArguments.SetItem(pair.Key.Text, value);
            }
        }

        return null;
    }
}
