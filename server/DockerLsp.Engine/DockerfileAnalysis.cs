using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine;

/// <summary>
/// One version of a Dockerfile with everything that is known of it. Immutable; a new version is made from the old one and the
/// edits, and shares with it what did not change.
/// </summary>
public sealed class DockerfileAnalysis
{
    private DockerfileAnalysis(SourceText text, AnalysisOptions options)
    {
        Text = text;
        Options = options;
    }

    public SourceText Text { get; }

    public AnalysisOptions Options { get; }

    /// <summary>The findings in source order.</summary>
    public ImmutableArray<Finding> Findings { get; } = [];

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DockerfileAnalysis Create(SourceText text, AnalysisOptions options, CancellationToken cancellationToken = default) => new(text, options);

    /// <summary>The analysis of the text after the changes, whose spans refer to <see cref="Text"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public DockerfileAnalysis WithChanges(IReadOnlyList<TextChange> changes, CancellationToken cancellationToken = default) =>
        new(Text.WithChanges(changes), Options);

    /// <summary>The same text under other options.</summary>
    public DockerfileAnalysis WithOptions(AnalysisOptions options, CancellationToken cancellationToken = default) => new(Text, options);

    /// <summary>Applies all fixes that may be applied, as the editor's "fix all" and the command line's <c>fix</c> do.</summary>
    public static FixAllResult FixAll(SourceText text, AnalysisOptions options, bool includeUnsafe = false) =>
        Diagnostics.FixAll.Run(text, t => Create(t, options).Findings, includeUnsafe);
}
