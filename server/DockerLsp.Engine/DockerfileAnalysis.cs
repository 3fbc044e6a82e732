using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.ScriptChecks;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine;

/// <summary>
/// One version of a Dockerfile with everything that is known of it. Immutable; a new version is made from the old one and the
/// edits, and shares with it what did not change.
/// </summary>
public sealed class DockerfileAnalysis
{
    private readonly FindingCollector collector;
    private ImmutableArray<Finding> findings;
    private LayerGraph? layers;

    private DockerfileAnalysis(FindingCollector collector)
    {
        this.collector = collector;
    }

    public SourceText Text => Tree.Text;

    public DockerfileSyntax Tree => Model.Tree;

    public BuildModel Model => collector.Model;

    public AnalysisOptions Options => collector.Options;

    /// <summary>The findings in source order, put together when they are first asked for.</summary>
    public ImmutableArray<Finding> Findings
    {
        get
        {
            if (findings.IsDefault)
            {
                ImmutableInterlocked.InterlockedInitialize(ref findings, collector.ToFindings());
            }

            return findings;
        }
    }

    /// <summary>What the layer cache does with the file, put together when it is first asked for: hovers and hints ask often.</summary>
    public LayerGraph Layers => Volatile.Read(ref layers) ?? Interlocked.CompareExchange(ref layers, LayerGraph.Create(Model), null) ?? layers;

    /// <summary>Whether a built image has added to the findings, so that they are not those of <see cref="FindingGroups"/>.</summary>
    public bool HasMeasures { get; private init; }

    /// <summary>Whether some finding has a safe fix; found out without a look at each.</summary>
    public bool HasSafeFix => collector.Sequence.Measure.HasSafeFix;

    /// <summary>How many findings of a rule have a safe fix.</summary>
    public int CountSafelyFixed(RuleDescriptor rule) => collector.CountSafelyFixed(rule);

    /// <summary>What was found, by instruction.</summary>
    public IEnumerable<FindingGroup> FindingGroups => collector.Sequence.MeasureWhere(m => m.Count > 0)
        .Select(e => new FindingGroup(e.Item, Model, e.Index, e.Before.Width, e.Before.LineBreaks));

    /// <summary>What was found on an instruction.</summary>
    public FindingGroup GroupAt(int index)
    {
        var (item, _, start) = collector.Sequence.GetAt(index);
        return new FindingGroup(item, Model, index, start, collector.Sequence.MeasureBefore(index).LineBreaks);
    }

    /// <summary>By which a later version tells what has changed.</summary>
    public FindingState FindingState => new(collector.Sequence);

    /// <summary>How many findings <see cref="FindingGroups"/> hold.</summary>
    public int FindingCount => collector.Sequence.Measure.Count;

    /// <summary>The shell scripts that ShellCheck may have something to say about.</summary>
    public ImmutableArray<CheckedScript> Scripts => CheckedScript.FindAll(Model);

    /// <summary>Whether there may be some of which it has not been said; found out without a look at each instruction.</summary>
    public bool HasUncheckedScripts => collector.Sequence.Measure.Awaited != AwaitedRemarks.None;

    /// <summary>Those of which it has not been said. After an edit, these are few.</summary>
    public ImmutableArray<CheckedScript> UncheckedScripts => [.. ScriptFindings.Unchecked(collector)];

    /// <summary>What it took to make this version.</summary>
    public AnalysisStatistics Statistics => new(Tree.Statistics, Model.Statistics, collector.Statistics, Model.FactsMade);

    /// <summary>The findings that touch a part of the text, in source order; only what is near is looked at.</summary>
    public ImmutableArray<Finding> FindingsIn(TextSpan span) =>
        findings.IsDefault ? collector.FindingsIn(span) : [.. findings.Where(f => f.Span.IntersectsWith(span))];

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DockerfileAnalysis Create(SourceText text, AnalysisOptions options, CancellationToken cancellationToken = default) =>
        Create(text, options, null, cancellationToken);

    /// <summary>The analysis of one text of many.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">What to look for.</param>
    /// <param name="known">Instructions of the other texts, to which those of this one are added.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DockerfileAnalysis Create(SourceText text, AnalysisOptions options, InstructionTable? known, CancellationToken cancellationToken = default) =>
        new(FindingCollector.Collect(BuildModel.Create(text, options.Build, known, cancellationToken), options, cancellationToken));

    /// <summary>
    /// Lets go of what the rules looked at, each instruction of the file, and later versions ask for a few of. Only for who has just made
    /// the analysis: of one instruction there would be two objects for those who ask meanwhile.
    /// </summary>
    public DockerfileAnalysis Forget()
    {
        Model.Forget();
        return this;
    }

    /// <summary>The analysis of the text after the changes, whose spans refer to <see cref="Text"/>. Its cost follows the edit, not the file.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public DockerfileAnalysis WithChanges(IReadOnlyList<TextChange> changes, CancellationToken cancellationToken = default)
    {
        var tree = Tree.WithChanges(changes, out var replaced);
        var (model, changed) = Model.WithTree(tree, replaced, cancellationToken);
        return new DockerfileAnalysis(collector.Update(model, changed, cancellationToken));
    }

    /// <summary>The same text under other options.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public DockerfileAnalysis WithOptions(AnalysisOptions options, CancellationToken cancellationToken = default) =>
        options with { Context = Options.Context, IgnoreFile = Options.IgnoreFile } == Options
        ? new(collector.WithContext(options, cancellationToken)) { layers = layers }
        : new(FindingCollector.Collect(options.Build.Equals(Model.Build) ? Model : BuildModel.Create(Tree, options.Build, cancellationToken), options, cancellationToken));

    /// <summary>
    /// The same analysis with what ShellCheck says of its <see cref="UncheckedScripts"/>. Later versions keep that for the instructions
    /// that stay as they are.
    /// </summary>
    /// <param name="remarks">What was said of a script; null where it has not been checked.</param>
    /// <param name="typedOnly">Whether only what was typed since the file was read is looked at: the cost then follows the edits.</param>
    public DockerfileAnalysis WithRemarks(Func<ScriptToCheck, ImmutableArray<ScriptRemark>?> remarks, bool typedOnly = false)
    {
        var more = ScriptFindings.Complete(collector, remarks, typedOnly);
        return ReferenceEquals(more, collector) ? this : new DockerfileAnalysis(more) { layers = layers };
    }

    /// <summary>The same analysis with what an image built of the file tells of its findings.</summary>
    /// <param name="image">The image.</param>
    /// <param name="target">The stage that it was built for; null for the last.</param>
    public DockerfileAnalysis WithMeasures(BuiltImage image, string? target)
    {
        var measured = MeasuredFindings.Of(this, image, target);
        return measured == Findings ? this : new DockerfileAnalysis(collector) { findings = measured, layers = layers, HasMeasures = true };
    }

    /// <summary>Applies all fixes that may be applied, as the editor's "fix all" and the command line's <c>fix</c> do.</summary>
    public static FixAllResult FixAll(SourceText text, AnalysisOptions options, bool includeUnsafe = false, bool includeOnRequest = false) =>
        Diagnostics.FixAll.Run(text, t => Create(t, options).Findings, includeUnsafe, includeOnRequest);
}

/// <summary>What it took to make a version.</summary>
/// <param name="Parse">Reading the text.</param>
/// <param name="Build">Following the build.</param>
/// <param name="Rules">Running the rules.</param>
/// <param name="InstructionsMade">How many instructions were looked at by anyone.</param>
public readonly record struct AnalysisStatistics(ParseStatistics Parse, BuildStatistics Build, RuleStatistics Rules, int InstructionsMade);
