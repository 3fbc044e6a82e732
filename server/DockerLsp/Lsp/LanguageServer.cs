using System.Text.Json;
using DockerLsp.Engine.Configuration;
using DockerLsp.Lookups;
using DockerLsp.Lsp.Protocol;
using DockerLsp.Programs;
using Microsoft.Extensions.Logging;

namespace DockerLsp.Lsp;

/// <summary>Takes the client's messages, keeps its lifecycle, and hands each message to the feature that answers it.</summary>
/// <param name="client">The client.</param>
/// <param name="queue">Where messages are taken up; what changes documents must run there.</param>
/// <param name="loggers">Makes loggers.</param>
/// <param name="trace">Says how much the client wants in its log.</param>
/// <param name="findScriptChecker">Finds ShellCheck; null where no program is to be run.</param>
/// <param name="findWebClient">Finds what asks servers; null where nobody is to be asked.</param>
internal sealed partial class LanguageServer(IEditorClient client, SynchronizationContext queue, ILoggerFactory loggers, ClientTrace trace, FindScriptChecker? findScriptChecker = null, FindWebClient? findWebClient = null) : ILanguageServer
{
    private readonly ILogger logger = loggers.CreateLogger("dockerlsp");
    private readonly TaskCompletionSource<int?> initialized = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> complaints = new(StringComparer.Ordinal);
    private List<string> folders = [];
    private Features? features;

    /// <summary>Ends at <c>initialize</c> with the id of the client's process, where it gives one.</summary>
    public Task<int?> ClientProcess => initialized.Task;

    /// <summary>Ends at <c>exit</c>.</summary>
    public Task Exited => exited.Task;

    /// <summary>Whether the client said goodbye as it should.</summary>
    public bool IsShutDown { get; private set; }

    public Task<RawJson> InitializeAsync(InitializeParams parameters)
    {
        if (features is not null || IsShutDown)
        {
            throw new ProtocolException(ErrorCodes.InvalidRequest, "Already initialized");
        }

        var options = new ServerSettings(Complain).Read(ServerSettings.FindSection(parameters.InitializationOptions), AnalysisOptions.Default);
        var offersLookups = new ServerSettings(Complain).ReadLookups(ServerSettings.FindSection(parameters.InitializationOptions), true);
        var isCode = parameters.ClientInfo?.Name?.Contains("Code", StringComparison.Ordinal) is true;
        var able = ClientFeatures.From(new ClientCapabilities(parameters.Capabilities));
        able = able with { LeavesLanguageFeatures = Says(parameters, "languageFeatures", false), KnowsSuggestCommand = isCode, ShowsDocuments = able.ShowsDocuments && !Says(parameters, "explainsRules") };
        var session = new Session(able, options)
        {
            IsWorkspaceTrusted = WorkspaceTrust.IsTrusted(parameters),
            Workspace = WorkspaceTrust.IsTrusted(parameters) ? new WorkspaceFiles([.. WorkspaceTrust.GetFolders(parameters)]) : WorkspaceFiles.None,
            FindWebClient = WorkspaceTrust.IsTrusted(parameters) && findWebClient is not null ? () => findWebClient(WorkspaceTrust.GetFolders(parameters)) : null,
            OffersLookups = offersLookups,
            InitiallyOffersLookups = offersLookups,
            ScriptChecks = WorkspaceTrust.IsTrusted(parameters) ? FindScriptChecks(WorkspaceTrust.GetFolders(parameters)) : null,
        };
        configuration = new ConfigurationFeature(session, client, logger, WorkspaceTrust.GetFolders(parameters), WorkspaceTrust.IsTrusted(parameters))
        {
            AnswersQuestions = !Says(parameters, "completesConfiguration", false),
        };
        features = new Features(session, client, logger, configuration)
        {
            Layers = new LayersFeature(session)
            {
                IsTrusted = WorkspaceTrust.IsTrusted(parameters),
                Settings = LayersSettings.Read(ServerSettings.FindSection(parameters.InitializationOptions)),
                ImageLoaded = (document, image) => queue.Post(_ => ShowImage(document, image), null),
            },
        };
        context = new ContextFeature(session, configuration, features.Diagnostics, queue, logger);
        folders = [.. (parameters.WorkspaceFolders ?? []).Select(folder => folder.Uri).OfType<string>()];
        initialized.TrySetResult(parameters.ProcessId);
        return Task.FromResult(ServerCapabilities.Describe(session.Features, ServerVersion.Text));
    }

    public Task InitializedAsync(InitializedParams parameters)
    {
        var current = GetFeatures();
        logger.LogInformation("dockerlsp {Version} is ready", ServerVersion.Text);
        _ = FetchConfigurationAsync(current, register: true);
        _ = WatchConfigurationAsync(current.Session.Features);
        _ = RegisterConfigurationFilesAsync(current.Session.Features);
        return Task.CompletedTask;
    }

    public Task<object?> ShutdownAsync()
    {
        foreach (var document in GetFeatures().Session.Documents.All)
        {
            document.Dispose();
        }

        features = null;
        IsShutDown = true;
        return Task.FromResult<object?>(null);
    }

    public Task ExitAsync()
    {
        exited.TrySetResult();
        return Task.CompletedTask;
    }

    public Task SetTraceAsync(SetTraceParams parameters)
    {
        trace.IsVerbose = parameters.Value == "verbose";
        return Task.CompletedTask;
    }

    public Task OpenAsync(DidOpenTextDocumentParams parameters)
    {
        var (session, diagnostics, _, _) = GetFeatures();
        if (configuration?.Open(parameters.TextDocument) is true)
        {
            return Task.CompletedTask;
        }

        configuration?.Forget();
        var document = new OpenDocument(parameters.TextDocument, OptionsOf(parameters.TextDocument.Uri), session.Documents.NextSerial);
        if (session.Documents.Add(document) is { } former)
        {
            logger.LogWarning("{Uri} was opened twice; its text is now the later one", document.Uri);
            former.Dispose();
        }

        diagnostics.Push(document);
        context?.Look(document);
        return Task.CompletedTask;
    }

    public Task ChangeAsync(DidChangeTextDocumentParams parameters)
    {
        var (session, diagnostics, _, _) = GetFeatures();
        if (configuration?.Change(parameters) is true)
        {
            return Task.CompletedTask;
        }

        if (!session.Documents.TryGet(parameters.TextDocument.Uri, out var document))
        {
            logger.LogWarning("{Uri} was changed but is not open; the change is ignored", parameters.TextDocument.Uri);
            return Task.CompletedTask;
        }

        var before = document.Current.Text.Length;
        TypingPause.OfProcess.KeyTyped();
        document.Change(parameters.TextDocument.Version, parameters.ContentChanges, session.Positions);
        diagnostics.Push(document);
        LargeText.Shrank(before, document.Current.Text.Length);
        context?.Changed(document);
        return Task.CompletedTask;
    }

    public Task SaveAsync(DidSaveTextDocumentParams parameters)
    {
        if (ConfigurationFeature.Matters(parameters.TextDocument.Uri))
        {
            ReloadConfiguration();
        }
        else if (GetFeatures().Session.Documents.TryGet(parameters.TextDocument.Uri, out var document))
        {
            context?.Look(document);
        }

        return Task.CompletedTask;
    }

    public Task CloseAsync(DidCloseTextDocumentParams parameters)
    {
        var (session, diagnostics, _, _) = GetFeatures();
        if (configuration?.Close(parameters.TextDocument.Uri) is true)
        {
            return Task.CompletedTask;
        }

        if (session.Documents.Remove(parameters.TextDocument.Uri) is { } document)
        {
            document.Dispose();
            diagnostics.Clear(document);
            LargeText.Shrank(document.Current.Text.Length, 0);
            Language.Forget(document.Uri);
            context?.Forget(document.Uri);
        }

        return Task.CompletedTask;
    }

    public Task<DocumentDiagnosticReport> DiagnosticAsync(DocumentDiagnosticParams parameters, CancellationToken cancellationToken) =>
        configuration?.Pull(parameters) is { } report ? Task.FromResult(report) : GetFeatures().Diagnostics.PullAsync(parameters, cancellationToken);

    public Task<HoverResult?> HoverAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken) =>
        configuration?.IsOpen(parameters.TextDocument.Uri) is true ? Task.FromResult(configuration.GetHover(parameters)) : GetFeatures().Hover.GetAsync(parameters, cancellationToken);

    public Task<CommandOrCodeAction[]> CodeActionAsync(CodeActionParams parameters, CancellationToken cancellationToken) =>
        GetFeatures().CodeActions.GetAsync(parameters, cancellationToken);

    public Task<CodeAction> ResolveCodeActionAsync(CodeAction action, CancellationToken cancellationToken) =>
        GetFeatures().CodeActions.ResolveAsync(action, cancellationToken);

    public async Task<object?> ExecuteCommandAsync(ExecuteCommandParams parameters, CancellationToken cancellationToken)
    {
        await GetFeatures().CodeActions.ExecuteAsync(parameters, cancellationToken).ConfigureAwait(false);
        return null;
    }

    public Task ChangeConfigurationAsync(DidChangeConfigurationParams parameters)
    {
        var current = GetFeatures();
        if (current.Session.Features.HasConfiguration)
        {
            _ = FetchConfigurationAsync(current, register: false);
        }
        else
        {
            Apply(current, ServerSettings.FindSection(parameters.Settings), []);
        }

        return Task.CompletedTask;
    }

    /// <summary>Tells the person, once, of a setting that cannot be read; what it says does not hold, and everything else does.</summary>
    private void Complain(string problem)
    {
        if (complaints.Add(problem))
        {
            logger.LogWarning("{Problem}", problem);
            _ = client.ShowMessageAsync(problem);
        }
    }

    /// <summary>Has the findings of a document tell what an image holds.</summary>
    private void ShowImage(OpenDocument document, LoadedImage? image)
    {
        if (features is { } current && current.Session.Documents.TryGet(document.Uri, out var open) && ReferenceEquals(open, document)
            && !(image?.IsSame(document.Current.Image) ?? document.Current.Image is null))
        {
            document.SetImage(image);
            current.Diagnostics.Update(document);
            if (current.Session.Features.RefreshesInlayHints)
            {
                _ = RefreshHintsAsync();
            }
        }
    }

    private async Task RefreshHintsAsync()
    {
        try
        {
            await client.RefreshInlayHintsAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogDebug(exception, "The client was not told of new inlay hints");
        }
    }

    /// <summary>What the client says in its initialization options.</summary>
    private static bool Says(InitializeParams parameters, string name, bool value = true) =>
        parameters.InitializationOptions is { ValueKind: JsonValueKind.Object } options && options.TryGetProperty(name, out var said)
        && said.ValueKind == (value ? JsonValueKind.True : JsonValueKind.False);

    /// <summary>Null where ShellCheck is not installed. A workspace that the user does not trust must not ask.</summary>
    private ScriptCheckCache? FindScriptChecks(IEnumerable<string> workspace)
    {
        if (findScriptChecker is null)
        {
            return null;
        }

        if (findScriptChecker(workspace, message => logger.LogWarning("{Message}", message)) is { } checker)
        {
            return new ScriptCheckCache(checker);
        }

        logger.LogInformation("ShellCheck is not installed; shell scripts are checked without it");
        return null;
    }

    private Features GetFeatures() => features ?? throw (IsShutDown
        ? new ProtocolException(ErrorCodes.InvalidRequest, "The server is shutting down")
        : new ProtocolException(ErrorCodes.ServerNotInitialized, "The first request is initialize"));

    private async Task FetchConfigurationAsync(Features current, bool register)
    {
        try
        {
            if (register && current.Session.Features.RegistersConfiguration)
            {
                await client.RegisterConfigurationAsync().ConfigureAwait(false);
            }

            if (current.Session.Features.HasConfiguration)
            {
                var sections = await client.GetConfigurationAsync(folders).ConfigureAwait(false);
                queue.Post(_ => Apply(current, sections[0], sections[1..]), null);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogWarning("The settings could not be read ({Reason}); the defaults hold", exception.Message);
        }
    }

    private void Apply(Features current, JsonElement section, JsonElement[] ofFolders)
    {
        current.Layers.Settings = LayersSettings.Read(section);
        var settings = new ServerSettings(Complain);
        var session = current.Session;
        session.OffersLookups = settings.ReadLookups(section, session.InitiallyOffersLookups);
        var options = settings.Read(section, session.InitialOptions);
        var byFolder = new List<(string Folder, AnalysisOptions Options)>();
        for (var i = 0; i < ofFolders.Length; i++)
        {
            if (ofFolders[i].ValueKind == JsonValueKind.Object && ConfigurationFeature.PathOf(folders[i]) is { } path)
            {
                byFolder.Add((path, settings.Read(ofFolders[i], session.InitialOptions)));
            }
        }

        if (!ReferenceEquals(features, current) || (options == session.Options && byFolder.SequenceEqual(session.FolderOptions)))
        {
            return;
        }

        session.Options = options;
        session.FolderOptions = byFolder;
        foreach (var document in session.Documents.All)
        {
            var ofDocument = OptionsOf(document.Uri);
            if (ofDocument != document.Current.Options)
            {
                document.SetOptions(ofDocument);
                current.Diagnostics.Push(document);
            }
        }

        current.Diagnostics.Refresh();
    }

    /// <summary>The session with all that answers in it.</summary>
    private sealed record Features(Session Session, DiagnosticsFeature Diagnostics, HoverFeature Hover, CodeActionFeature CodeActions)
    {
        public Features(Session session, IEditorClient client, ILogger logger, ConfigurationFeature configuration)
            : this(session, new DiagnosticsFeature(session, client, logger), new HoverFeature(session), new CodeActionFeature(session, client, configuration))
        {
        }

        public required LayersFeature Layers { get; init; }

        public LanguageFeatures Language { get; } = new(Session);
    }
}
