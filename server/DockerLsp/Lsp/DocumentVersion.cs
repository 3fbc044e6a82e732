using System.Collections.Immutable;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Text;

namespace DockerLsp.Lsp;

/// <summary>One version of an open document. Its text is there at once; its analysis follows, unless a newer version comes first.</summary>
internal sealed class DocumentVersion : IDisposable
{
    private readonly CancellationTokenSource overtaken = new();
    private readonly CancellationTokenSource stopped = new();
    private readonly CancellationToken overtakenToken;
    private readonly CancellationToken stoppedToken;
    private readonly ImmutableArray<TextChange> changes;
    private DocumentVersion? former;
    private volatile DockerfileAnalysis? completed;
    private volatile DockerfileAnalysis? verified;

    /// <param name="number">The client's number; null where it gives none.</param>
    /// <param name="serial">A number that no other version of any document has.</param>
    /// <param name="text">The text.</param>
    /// <param name="options">What the analysis is to look for.</param>
    /// <param name="former">The version before it; null for the first.</param>
    /// <param name="changes">What changed since, each change in the text that the one before it left.</param>
    public DocumentVersion(int? number, long serial, SourceText text, AnalysisOptions options, DocumentVersion? former, ImmutableArray<TextChange> changes)
    {
        Number = number;
        Serial = serial;
        Origin = serial;
        Text = text;
        Options = options;
        this.former = former;
        this.changes = changes;
        overtakenToken = overtaken.Token;
        stoppedToken = stopped.Token;
        Analysis = AnalyzeAsync();
    }

    public int? Number { get; }

    public long Serial { get; }

    public SourceText Text { get; }

    public AnalysisOptions Options { get; }

    /// <summary>The serial of the first version with this text: the settings, and what lies beside the text, may have changed since.</summary>
    public long Origin { get; init; }

    /// <summary>
    /// Whether the findings of the version before it were sent. Only then those of this one may be held back: else nobody would see a
    /// finding while keys come faster than answers.
    /// </summary>
    public bool FollowsShown { get; init; }

    /// <summary>The image whose sizes the user has loaded; null where none is.</summary>
    public LoadedImage? Image { get; init; }

    /// <summary>Whether the analysis was made of the text alone, though there was a former version. Only once it is there.</summary>
    public bool IsReadAnew { get; private set; }

    /// <summary>Ends cancelled when a newer version comes first.</summary>
    public Task<DockerfileAnalysis> Analysis { get; }

    /// <summary>The analysis with what ShellCheck says, as far as it is known; null before that was looked at. Later versions are made of it.</summary>
    public DockerfileAnalysis? Verified
    {
        get => verified;
        set => verified = value;
    }

    /// <summary>The analysis with findings of other programs, and what a built image tells of them, as far as they are known; null where there are none so far.</summary>
    public DockerfileAnalysis? Completed
    {
        get => completed;
        set => completed = value;
    }

    /// <summary>How often findings came later than the first ones.</summary>
    public int Revision { get; set; }

    /// <summary>Cancelled when a newer version has come, or the document was closed.</summary>
    public CancellationToken Overtaken => overtakenToken;

    /// <summary>
    /// Gives up the analysis if it is still running: a newer version has come. The first one of a document goes on, because all
    /// others are made of it: else nobody would see a finding of a long file while the user types.
    /// </summary>
    public void Overtake()
    {
        if (former is not null)
        {
            stopped.Cancel();
        }

        overtaken.Cancel();
    }

    /// <summary>Gives up everything: the document was closed.</summary>
    public void Dispose()
    {
        stopped.Cancel();
        overtaken.Cancel();
        stopped.Dispose();
        overtaken.Dispose();
    }

    private async Task<DockerfileAnalysis> AnalyzeAsync()
    {
        // One analysis of a document at a time: the former has been told to stop, and is the base of this one if it made it.
        // Always on another thread, because the caller holds up all messages.
        await ((Task?)former?.Analysis ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        stoppedToken.ThrowIfCancellationRequested();
        var analysis = Analyze(stoppedToken);
        former = null;
        return analysis;
    }

    private DockerfileAnalysis Analyze(CancellationToken cancellationToken)
    {
        if (FindBase() is not { } known)
        {
            return Read(cancellationToken);
        }

        var (analysis, since) = known;
        if (LargeText.IsMostlyNew(Text.Length, since))
        {
            IsReadAnew = true;
            return Read(cancellationToken);
        }

        if (since.Count > 0)
        {
            analysis = analysis.WithChanges(since, cancellationToken);
        }

        return analysis.Options == Options ? analysis : analysis.WithOptions(Options, cancellationToken);
    }

    private DockerfileAnalysis Read(CancellationToken cancellationToken) =>
        LargeText.Read(Serial, Text.Length, () => DockerfileAnalysis.Create(Text, Options, cancellationToken).Forget());

    /// <summary>The newest finished analysis of a former version, and what changed since.</summary>
    private (DockerfileAnalysis Analysis, IReadOnlyList<TextChange> Since)? FindBase()
    {
        var steps = new Stack<ImmutableArray<TextChange>>();
        for (var version = this; version.former is { } previous; version = previous)
        {
            steps.Push(version.changes);
            if (!previous.Analysis.IsCompletedSuccessfully)
            {
                continue;
            }

            var composer = new ChangeComposer();
            foreach (var change in steps.SelectMany(step => step))
            {
                composer.Add(change);
            }

            return (previous.Verified ?? previous.Analysis.Result, composer.Changes);
        }

        return null;
    }
}

/// <summary>A built image whose sizes are shown in a document.</summary>
/// <param name="Image">The image.</param>
/// <param name="Target">The stage that it was built for; null for the last.</param>
internal sealed record LoadedImage(BuiltImage Image, string? Target)
{
    public bool IsSame(LoadedImage? other) => other is not null && ReferenceEquals(Image, other.Image) && Target == other.Target;
}
