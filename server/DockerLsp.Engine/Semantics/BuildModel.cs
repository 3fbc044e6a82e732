using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>The build that a Dockerfile describes: its stages, and what is known before each instruction.</summary>
public sealed class BuildModel
{
    private BuildModel(DockerfileSyntax tree, ImmutableArray<InstructionFacts> instructions, ImmutableArray<Stage> stages)
    {
        Tree = tree;
        Instructions = instructions;
        Stages = stages;
    }

    public DockerfileSyntax Tree { get; }

    public ImmutableArray<InstructionFacts> Instructions { get; }

    public ImmutableArray<Stage> Stages { get; }

    /// <summary>The instructions of a stage, its FROM included.</summary>
    public ReadOnlySpan<InstructionFacts> InstructionsOf(Stage stage) =>
        Instructions.AsSpan()[stage.FirstInstruction..stage.EndInstruction];

    /// <summary>Follows the build from the first instruction to the last.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static BuildModel Create(DockerfileSyntax tree, CancellationToken cancellationToken = default) =>
        new Binder(tree).Bind(cancellationToken);

    private sealed class Binder(DockerfileSyntax tree)
    {
        private readonly ImmutableArray<InstructionFacts>.Builder instructions = ImmutableArray.CreateBuilder<InstructionFacts>(tree.InstructionCount);
        private readonly ImmutableArray<Stage>.Builder stages = ImmutableArray.CreateBuilder<Stage>();
        private readonly Dictionary<string, Stage> byName = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<BuildState> endStates = [];
        private ImmutableDictionary<string, string?> globalArguments = ImmutableDictionary<string, string?>.Empty;
        private BuildState? state;
        private Stage? stage;
        private (BuildState State, ulong Mask)? cachesOff;

        public BuildModel Bind(CancellationToken cancellationToken)
        {
            foreach (var instruction in tree.Instructions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (instruction is FromSyntax from)
                {
                    EndStage(instruction.Index);
                    BeginStage(from);
                    instructions.Add(new InstructionFacts(instruction, stage, state, null));
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

                var run = FactsOfRun(instruction);
                instructions.Add(new InstructionFacts(instruction, stage, state, run));
                state = state is null ? BeforeFirstStage(instruction) : After(instruction, run, state);
            }

            EndStage(tree.InstructionCount);
            if (stages.Count > 0)
            {
                stages[^1].IsLast = true;
                for (var part = stages[^1]; part is not null; part = part.Base)
                {
                    part.IsPartOfImage = true;
                }
            }

            return new BuildModel(tree, instructions.ToImmutable(), stages.ToImmutable());
        }

        private RunFacts? FactsOfRun(InstructionSyntax instruction)
        {
            var run = instruction as RunSyntax ?? (instruction as OnbuildSyntax)?.Trigger as RunSyntax;
            if (run is null)
            {
                return null;
            }

            return RunFacts.Of(run, state?.Shell.Dialect ?? ShellDialect.Posix, state is null ? 0 : CachesOff(state));
        }

        /// <summary>The managers whose cache ENV or ARG turn off or move. Most steps see the variables of the step before.</summary>
        private ulong CachesOff(BuildState current)
        {
            if (cachesOff is var (known, mask) && ReferenceEquals(known.Environment, current.Environment) && ReferenceEquals(known.Arguments, current.Arguments))
            {
                return mask;
            }

            mask = 0;
            if (!current.Environment.IsEmpty || !current.Arguments.IsEmpty)
            {
                for (var i = 0; i < PackageManagerTable.All.Length; i++)
                {
                    mask |= IsCacheOff(current, PackageManagerTable.All[i]) ? 1UL << i : 0;
                }
            }

            cachesOff = (current, mask);
            return mask;
        }

        private static bool IsCacheOff(BuildState state, PackageManager manager) =>
            (manager.NoCacheVariable is { } variable && state.Lookup(variable) is (true, var value) && CacheSwitch.IsTrue(value))
            || manager.MovingVariables.Any(v => state.Lookup(v).IsDefined);

        private void BeginStage(FromSyntax from)
        {
            var written = from.Image?.Text ?? "";
            var name = VariableExpansion.Expand(written, tree.Directives.EscapeCharacter, LookupGlobal);
            Stage? parent = null;
            if (name is not null)
            {
                byName.TryGetValue(name, out parent);
            }

            var image = parent?.Image ?? (name is { Length: > 0 } ? BaseImage.Identify(name) : BaseImage.Unknown(written));
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

        private (bool IsDefined, string? Value) LookupGlobal(string name) =>
            globalArguments.TryGetValue(name, out var value) ? (true, value)
            : (name.StartsWith("BUILD", StringComparison.Ordinal) || name.StartsWith("TARGET", StringComparison.Ordinal), null);

        private BuildState? BeforeFirstStage(InstructionSyntax instruction)
        {
            if (instruction is ArgSyntax arg)
            {
                foreach (var pair in arg.Pairs)
                {
                    var value = pair.Value is { } word ? VariableExpansion.Expand(word.Text, tree.Directives.EscapeCharacter, LookupGlobal) : null;
                    globalArguments = globalArguments.SetItem(pair.Key.Text, value);
                }
            }

            return null;
        }

        private BuildState After(InstructionSyntax instruction, RunFacts? run, BuildState before)
        {
            switch (instruction)
            {
                case RunSyntax when run is not null:
                    return before.After(run, instruction.Green);
                case EnvSyntax env:
                    var after = before;
                    foreach (var pair in env.Pairs)
                    {
                        // All values of one ENV see the environment before it (Dockerfile reference, "Environment replacement").
                        after = after.WithEnvironment(pair.Key.Text, Expand(pair.Value?.Text ?? "", before));
                    }

                    return after;
                case ArgSyntax arg:
                    after = before;
                    foreach (var pair in arg.Pairs)
                    {
                        var value = pair.Value is { } word ? Expand(word.Text, after)
                            : globalArguments.TryGetValue(pair.Key.Text, out var global) ? global : null;
                        after = after.WithArgument(pair.Key.Text, value);
                    }

                    return after;
                case WorkdirSyntax { Value: { } directory }:
                    return before.WithWorkingDirectory(Combine(before.WorkingDirectory, Expand(directory.Text, before)));
                case UserSyntax { Value: { } user }:
                    return before.WithUser(Expand(user.Text, before));
                case ShellInstructionSyntax { Command: ExecFormSyntax exec }:
                    return before.WithShell(ShellSetting.Of([.. exec.Elements.Select(e => e.Value)], before.Image.Shell));
                default:
                    return before;
            }
        }

        private string? Expand(string word, BuildState before) =>
            VariableExpansion.Expand(word, tree.Directives.EscapeCharacter, before.Lookup);

        private static string? Combine(string? current, string? directory) =>
            directory is null ? null
            : directory.StartsWith('/') ? directory
            : current is null ? null
            : current.TrimEnd('/') + "/" + directory;
    }
}
