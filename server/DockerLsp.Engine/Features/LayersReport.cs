using System.Collections.Immutable;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Features;

/// <summary>What the layer view, <c>dockerlsp layers</c> and its JSON show of one Dockerfile.</summary>
public sealed class LayersReport
{
    /// <summary>How many steps are looked at for costly commands: a file of ten thousand steps is still shown at once.</summary>
    private const int FarAhead = 400;

    private readonly BreakerLists breakers;

    private LayersReport(DockerfileAnalysis analysis, string file, LayerGraph graph, StageLayers? target, IContextListing? context)
    {
        Analysis = analysis;
        File = file;
        Graph = graph;
        Target = target;
        Context = context;
        breakers = BreakerLists.Create(graph);
        Needed = target is null ? new HashSet<int>() : graph.NeededFor(target);
    }

    public DockerfileAnalysis Analysis { get; }

    /// <summary>As the person who asked names it.</summary>
    public string File { get; }

    public LayerGraph Graph { get; }

    /// <summary>The stage that is built; null where there is none.</summary>
    public StageLayers? Target { get; }

    /// <summary>The numbers of the stages that the target needs.</summary>
    public IReadOnlySet<int> Needed { get; }

    /// <summary>The files that the build may copy; null where nobody looked.</summary>
    public IContextListing? Context { get; }

    /// <summary>What a change makes run again; null where none was asked for.</summary>
    public LayersChange? Change { get; init; }

    /// <summary>The built image, matched to the instructions; null where none was read.</summary>
    public ImageMatch? Image { get; init; }

    /// <summary>How many steps the target needs.</summary>
    public int StepCount => Graph.Stages.Where(s => Needed.Contains(s.Index)).Sum(s => s.StepCount);

    /// <summary>Looks at a Dockerfile.</summary>
    /// <param name="analysis">The Dockerfile.</param>
    /// <param name="file">Its name.</param>
    /// <param name="target">The stage that is built, by name or number; null for the last.</param>
    /// <param name="context">The files that the build may copy.</param>
    /// <returns>The report; its target is null where no stage has that name.</returns>
    public static LayersReport Create(DockerfileAnalysis analysis, string file, string? target = null, IContextListing? context = null)
    {
        var graph = analysis.Layers;
        return new LayersReport(analysis, file, graph, graph.FindTarget(target), context);
    }

    /// <summary>The report with a change in it.</summary>
    public LayersReport With(LayersChange? change, ImageMatch? image) =>
        new(Analysis, File, Graph, Target, Context) { Change = change, Image = image };

    /// <summary>What breaks an instruction's cache from outside the file, the nearest last.</summary>
    public IReadOnlyList<CacheBreaker> BreakersOf(LayerEntry entry) => breakers.Of(entry);

    /// <summary>What runs again when the instruction changes, without the stages that the target does not need.</summary>
    public Impact ImpactOf(LayerEntry entry) => WithoutUnneeded(Graph.ImpactOf(entry));

    /// <summary>Leaves out what is not built for the target; a stage that it does not need keeps what it does to itself.</summary>
    public Impact WithoutUnneeded(Impact impact) => impact.Parts.All(p => Needed.Contains(p.Stage.Index))
        ? impact
        : new Impact([.. impact.Parts.Where(p => Needed.Contains(p.Stage.Index))]);

    /// <summary>The costly commands among steps, each once, with the line of the first step that runs it.</summary>
    public IEnumerable<(string Command, int Line)> CostlyIn(Impact impact) =>
        impact.Steps(Graph).Take(FarAhead).Where(e => e.Cost.IsHigh).SelectMany(e => e.Cost.Commands.Select(c => (Command: c, e.Line))).DistinctBy(c => c.Command, StringComparer.Ordinal);

    /// <summary>How much of the context an instruction takes; null where it takes nothing of it, or that is not known.</summary>
    public ContextSize? SizeOf(LayerEntry entry)
    {
        if (Context is not { } context)
        {
            return null;
        }

        var patterns = entry.Sources.Where(s => s is { Kind: FileSourceKind.Context, Pattern: not null, Excludes.IsEmpty: true })
            .Select(s => ContextPattern.Parse(s.Pattern ?? "")).ToArray();
        if (patterns.Length == 0 || patterns.Length < entry.Sources.Count(s => s.Kind == FileSourceKind.Context))
        {
            return null;
        }

        var files = 0;
        var bytes = 0L;
        foreach (var file in context.Files)
        {
            if (patterns.Any(p => p.Matches(file.Path)))
            {
                files++;
                bytes += file.Bytes;
            }
        }

        return new ContextSize(files, bytes, context.IsCut);
    }

    /// <summary>What a step leaves in its layer although it is of no use there: indexes and caches.</summary>
    public static IEnumerable<PackageStore> LeftBy(LayerEntry entry) =>
        entry.Instruction is { IsOnbuild: false, Run: { } run } ? PackageManagerTable.Stores.Where(run.LeavesBehind) : [];

    /// <summary>The stages that may be built at the same time as another, because neither needs the other.</summary>
    public IEnumerable<StageLayers> BesideOf(StageLayers stage)
    {
        var below = Graph.NeededFor(stage);
        return Graph.Stages.Where(other => other != stage && Needed.Contains(other.Index) && !below.Contains(other.Index) && !Graph.NeededFor(other).Contains(stage.Index));
    }

    /// <summary>One line of text for an instruction.</summary>
    public static string Summarize(InstructionFacts instruction)
    {
        const int Longest = 60;
        var text = string.Join(' ', instruction.Syntax.ArgumentText.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length > Longest)
        {
            var end = Longest - 1;
            text = text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
        }

        return $"{instruction.Syntax.Keyword.Text.ToUpperInvariant()} {text}";
    }
}

/// <summary>A change that was asked about, and what it makes run again.</summary>
/// <param name="Files">The changed files, relative to the context.</param>
/// <param name="ChangesDockerfile">Whether the Dockerfile itself has changed.</param>
/// <param name="Impact">What runs again for the target.</param>
public sealed record LayersChange(ImmutableArray<string> Files, bool ChangesDockerfile, Impact Impact);
