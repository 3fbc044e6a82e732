using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Features;
using DockerLsp.Files;
using DockerLsp.Lookups;
using DockerLsp.Lsp.Protocol;
using DockerLsp.Programs;

namespace DockerLsp.Lsp;

/// <summary>What holds from <c>initialize</c> to <c>shutdown</c>.</summary>
internal sealed class Session(ClientFeatures features, AnalysisOptions initialOptions)
{
    public ClientFeatures Features { get; } = features;

    public PositionMap Positions { get; } = new(features.PositionEncoding);

    public DocumentStore Documents { get; } = new();

    /// <summary>What the client asked for at the start: it holds where the settings say nothing.</summary>
    public AnalysisOptions InitialOptions { get; } = initialOptions;

    /// <summary>What the settings ask for; changed on the message queue only.</summary>
    public AnalysisOptions Options { get; set; } = initialOptions;

    /// <summary>What the settings of open folders ask for, by path; changed on the message queue only.</summary>
    public IReadOnlyList<(string Folder, AnalysisOptions Options)> FolderOptions { get; set; } = [];

    /// <summary>What the settings ask for where a file is.</summary>
    public AnalysisOptions OptionsIn(string path) =>
        FolderOptions.Where(entry => ConfigurationStore.IsWithin(path, entry.Folder)).OrderByDescending(entry => entry.Folder.Length).Select(entry => entry.Options).FirstOrDefault(Options);

    /// <summary>The Dockerfiles of the open folders; changed on the message queue only.</summary>
    public WorkspaceFiles Workspace { get; set; } = WorkspaceFiles.None;

    /// <summary>Whether files beside the open text may be looked at. Clients that know no trust leave it out.</summary>
    public bool IsWorkspaceTrusted { get; init; } = true;

    /// <summary>Finds what asks servers; null where nobody may be asked. Called only when a person has chosen a lookup.</summary>
    public Func<IWebClient?>? FindWebClient { get; init; }

    /// <summary>Whether the settings let lookups be offered; changed on the message queue only.</summary>
    public bool OffersLookups { get; set; } = true;

    /// <summary>What the client asked for at the start: it holds where the settings say nothing.</summary>
    public bool InitiallyOffersLookups { get; init; } = true;

    /// <summary>The build context of a document: the folder that it stands in. Null where it is no file, or the workspace is not trusted.</summary>
    public IBuildContext? FindContext(string uri)
    {
        if (!IsWorkspaceTrusted || !Uri.TryCreate(uri, UriKind.Absolute, out var address) || !address.IsFile || address.IsUnc)
        {
            return null;
        }

        var path = address.LocalPath;
        return Path.GetDirectoryName(path) is { Length: > 0 } folder ? new BuildContextFolder(folder, Path.GetFileName(path)) : null;
    }

    /// <summary>What ShellCheck said of scripts; null where it is not installed, or must not be run.</summary>
    public ScriptCheckCache? ScriptChecks { get; set; }

    /// <summary>The version that a request is about: the newest when the request arrived.</summary>
    /// <exception cref="ProtocolException">The document is not open.</exception>
    public OpenDocument GetDocument(string uri) => Documents.TryGet(uri, out var document)
        ? document
        : throw new ProtocolException(ErrorCodes.InvalidParams, "The document is not open");

    /// <summary>Waits for the analysis of a version.</summary>
    /// <exception cref="ProtocolException">The text has changed meanwhile: an answer would be about another text.</exception>
    public static async Task<DockerfileAnalysis> GetAnalysisAsync(OpenDocument document, DocumentVersion version, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var analysis = await version.Analysis.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (ReferenceEquals(document.Current, version))
                {
                    return version.Completed ?? analysis;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Overtaken by a newer version.
            }

            if (ReferenceEquals(document.Current, version) || !ReferenceEquals(document.Current.Text, version.Text))
            {
                throw new ProtocolException(ErrorCodes.ContentModified, "The text has changed");
            }

            // Only the settings have changed.
            version = document.Current;
        }
    }
}
