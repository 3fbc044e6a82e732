using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Tests.Behaviour;

/// <summary>Something that a build does: a command to run, or an instruction that only leaves a mark.</summary>
internal abstract record PlanItem;

/// <summary>An instruction that runs nothing here: COPY, VOLUME, a RUN for a program that is no shell, …</summary>
internal sealed record PlanMark(string Text) : PlanItem;

/// <summary>A RUN.</summary>
/// <param name="Program">What to start: a shell of the scratch root, or a name to look for in PATH.</param>
/// <param name="Arguments">With the name by which it is started.</param>
/// <param name="Environment">As BuildKit gives it.</param>
/// <param name="Folder">WORKDIR.</param>
/// <param name="User">USER.</param>
/// <param name="Flags">What surrounds the step: network, mounts, but caches.</param>
/// <param name="Script">The text that the shell reads.</param>
internal sealed partial record PlanStep(
    string Program, ImmutableArray<string> Arguments, ImmutableArray<string> Environment, string Folder, string User, string Flags, string Script) : PlanItem
{
    /// <summary>All that the step's commands find in their environment when it begins.</summary>
    public string EnvironmentText { get; } = string.Join('\n', Environment);

    /// <summary>Whether some job may still run when the shell ends, which then dies with the step.</summary>
    public bool MayLeaveJobs { get; } = Shells.HasBackgroundOperator(Script);

    /// <summary>
    /// Whether commands of the step may run side by side: jobs, and pipelines one of whose commands does not wait for the other,
    /// as in <c>a &gt; /dev/null | b</c>. Which comes first is up to the scheduler.
    /// </summary>
    public bool MayRace => MayLeaveJobs || Script.Replace("||", "", StringComparison.Ordinal).Contains('|', StringComparison.Ordinal);

    /// <summary>Whether the shell may print its commands, hygiene and all, into what the script redirects.</summary>
    public bool MayTrace { get; } = Script.Contains("2>&1", StringComparison.Ordinal)
        && (TraceOption().IsMatch(Script) || Arguments.Any(a => a.Length < 20 && TraceOption().IsMatch("set " + a)));

    [GeneratedRegex(@"\bset\s+(?:-\w+\s+)*(?:-\w*x|-o\s+xtrace)")]
    private static partial Regex TraceOption();
}

/// <summary>
/// What a build of one stage does from its base image on, with the stages that it starts from. It follows BuildKit, and
/// shares nothing with the code that rewrites: only the reading of instructions.
/// </summary>
/// <param name="Name">The stage.</param>
/// <param name="Items">In order.</param>
/// <param name="Metadata">Instructions that change neither files nor commands: they may be stepped over.</param>
/// <param name="HasNoIndex">Whether the image surely brings no package index.</param>
/// <param name="Topics">Which differences are no difference.</param>
internal sealed record BuildPlan(string Name, ImmutableArray<PlanItem> Items, ImmutableArray<string> Metadata, bool HasNoIndex, RuleTopics Topics)
{
    public IEnumerable<PlanStep> Steps => Items.OfType<PlanStep>();

    /// <summary>The plans of all stages that no other stage starts from: those hold the others.</summary>
    /// <param name="text">The Dockerfile.</param>
    /// <param name="unknownShell">What <c>/bin/sh</c> is taken for in images that nobody knows.</param>
    /// <param name="topics">Which differences are no difference.</param>
    public static ImmutableArray<BuildPlan> Read(string text, ShellDialect unknownShell, RuleTopics topics)
    {
        var model = BuildModel.Create(DockerfileSyntax.Parse(text));
        var ends = new Dictionary<Stage, StageState>();
        var plans = ImmutableArray.CreateBuilder<BuildPlan>();
        foreach (var stage in model.Stages)
        {
            var state = stage.Base is { } parent && ends.TryGetValue(parent, out var inherited)
                ? inherited.Inherit()
                : StageState.FromImage(stage.Image.Shell is ShellDialect.Posix ? unknownShell : stage.Image.Shell, topics);
            state.Begin(model);
            foreach (var instruction in model.InstructionsOf(stage))
            {
                state.Apply(instruction.Syntax);
            }

            ends[stage] = state;
        }

        foreach (var stage in model.Stages.Where(s => !s.IsBase))
        {
            plans.Add(ends[stage].ToPlan(topics.Stage(stage.DisplayName), stage.Image.ShipsPackageIndex == false));
        }

        return plans.ToImmutable();
    }
}
