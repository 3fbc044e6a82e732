using System.Collections.Immutable;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>What one instruction does to the build state.</summary>
internal static class BuildStep
{
    /// <summary>Linux takes no longer path (PATH_MAX); no directory of this length is there.</summary>
    private const int MaxPathLength = 4096;

    private const string Pragma = "hadolint";

    /// <summary>The state behind an instruction of a stage.</summary>
    public static BuildState After(
        InstructionSyntax instruction, RunFacts? run, StepId id, BuildState before, char escape, ImmutableDictionary<string, string?> globalArguments, BuildRequest build)
    {
        switch (instruction)
        {
            case RunSyntax when run is not null:
                return before.After(run, id);
            case EnvSyntax env:
                var after = before;
                foreach (var pair in env.Pairs)
                {
                    // All values of one ENV see the environment before it (Dockerfile reference, "Environment replacement").
                    after = after.WithEnvironment(pair.Key.Text, Expand(pair.Value?.Text ?? "", before, escape));
                }

                return after;
            case ArgSyntax arg:
                after = before;
                foreach (var pair in arg.Pairs)
                {
                    var value = build.Arguments.TryGetValue(pair.Key.Text, out var given) ? given
                        : pair.Value is { } word ? Expand(word.Text, after, escape)
                        : globalArguments.TryGetValue(pair.Key.Text, out var global) ? global : null;
                    after = after.WithArgument(pair.Key.Text, value);
                }

                return after;
            case WorkdirSyntax { Value: { } directory }:
                return before.WithWorkingDirectory(Combine(before.WorkingDirectory, Expand(directory.Text, before, escape)));
            case UserSyntax { Value: { } user }:
                return before.WithUser(Expand(user.Text, before, escape));
            case ShellInstructionSyntax { Command: ExecFormSyntax exec }:
                return before.WithShell(ShellSetting.Of([.. exec.Elements.Select(e => e.Value)], before.Image.Shell));
            default:
                return before;
        }
    }

    /// <summary>Whether an instruction of this kind can change the state.</summary>
    public static bool ChangesState(InstructionKind kind) =>
        kind is InstructionKind.Run or InstructionKind.Env or InstructionKind.Arg or InstructionKind.Workdir or InstructionKind.User or InstructionKind.Shell;

    /// <summary>
    /// What is known at an instruction when the comments above it are read: <c># hadolint shell=powershell</c> says which shell the
    /// base image has (hadolint's README, "Non-Posix Shells").
    /// </summary>
    public static BuildState AtComments(GreenInstruction instruction, BuildState state)
    {
        if (instruction.Content.Start == 0 || !instruction.Text.AsSpan(0, instruction.Content.Start).Contains(Pragma, StringComparison.Ordinal))
        {
            return state;
        }

        foreach (var line in instruction.Text.AsSpan(0, instruction.Content.Start).EnumerateLines())
        {
            var text = line.Trim().TrimStart('#').TrimStart();
            if (!text.StartsWith(Pragma, StringComparison.Ordinal) || !line.Trim().StartsWith('#'))
            {
                continue;
            }

            text = text[Pragma.Length..].TrimStart();
            var equals = text.IndexOf('=');
            if (equals > 0 && text[..equals].TrimEnd() is "shell" && text[(equals + 1)..].Trim() is { IsEmpty: false } shell)
            {
                state = state.WithShell(ShellSetting.Default(ShellSetting.Of([shell.ToString(), "-c"], state.Image.Shell).Dialect));
            }
        }

        return state;
    }

    /// <summary>What the commands of a RUN do; null for other instructions.</summary>
    public static RunFacts? FactsOf(InstructionSyntax instruction, BuildState? state)
    {
        var run = instruction as RunSyntax ?? (instruction as OnbuildSyntax)?.Trigger as RunSyntax;
        return run is null ? null : RunFacts.Of(run, state?.Shell.Dialect ?? ShellDialect.Posix, state?.CachesOff ?? 0);
    }

    private static string? Expand(string word, BuildState before, char escape) => VariableExpansion.Expand(word, escape, before.Lookup);

    private static string? Combine(string? current, string? directory) =>
        directory is null ? null
        : directory.StartsWith('/') ? directory
        : current is null || current.Length + directory.Length > MaxPathLength ? null
        : current.TrimEnd('/') + "/" + directory;
}
