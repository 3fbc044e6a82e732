using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
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
    private DockerfileAnalysis(DockerfileSyntax tree, AnalysisOptions options, CancellationToken cancellationToken)
    {
        Tree = tree;
        Options = options;
        Model = BuildModel.Create(tree, cancellationToken);
        Findings = FindingCollector.Collect(Model, options, cancellationToken);
    }

    public SourceText Text => Tree.Text;

    public DockerfileSyntax Tree { get; }

    public BuildModel Model { get; }

    public AnalysisOptions Options { get; }

    /// <summary>The findings in source order.</summary>
    public ImmutableArray<Finding> Findings { get; private set; }

    /// <summary>The shell scripts that ShellCheck may have something to say about.</summary>
    public ImmutableArray<CheckedScript> Scripts => CheckedScript.FindAll(Model);

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DockerfileAnalysis Create(SourceText text, AnalysisOptions options, CancellationToken cancellationToken = default) =>
        new(DockerfileSyntax.Parse(text), options, cancellationToken);

    /// <summary>The analysis of the text after the changes, whose spans refer to <see cref="Text"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public DockerfileAnalysis WithChanges(IReadOnlyList<TextChange> changes, CancellationToken cancellationToken = default) =>
        new(Tree.WithChanges(changes), Options, cancellationToken);

    /// <summary>The same text under other options.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public DockerfileAnalysis WithOptions(AnalysisOptions options, CancellationToken cancellationToken = default) => new(Tree, options, cancellationToken);

    /// <summary>The same analysis with what ShellCheck says of its scripts.</summary>
    /// <param name="scripts">Its <see cref="Scripts"/>.</param>
    /// <param name="remarks">What was said of a script; null where it has not been checked.</param>
    public DockerfileAnalysis WithRemarks(ImmutableArray<CheckedScript> scripts, Func<ScriptToCheck, ImmutableArray<ScriptRemark>?> remarks)
    {
        var findings = ScriptFindings.Merge(Model, Options, Findings, scripts, remarks);
        if (findings == Findings)
        {
            return this;
        }

        var analysis = (DockerfileAnalysis)MemberwiseClone();
        analysis.Findings = findings;
        return analysis;
    }

    /// <summary>Applies all fixes that may be applied, as the editor's "fix all" and the command line's <c>fix</c> do.</summary>
    public static FixAllResult FixAll(SourceText text, AnalysisOptions options, bool includeUnsafe = false) =>
        Diagnostics.FixAll.Run(text, t => Create(t, options).Findings, includeUnsafe);
}
