using DockerLsp.Engine.Text;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>What the client can do, in the terms of what the server then does.</summary>
internal sealed record ClientFeatures
{
    /// <summary>The unit of columns.</summary>
    public PositionEncoding PositionEncoding { get; init; }

    /// <summary>It pulls diagnostics, so none are pushed.</summary>
    public bool PullsDiagnostics { get; init; }

    /// <summary>It can be told to pull again.</summary>
    public bool RefreshesDiagnostics { get; init; }

    public bool ShowsRelatedInformation { get; init; }

    /// <summary>The diagnostic tags that it knows.</summary>
    public IReadOnlyList<int> Tags { get; init; } = [];

    public bool TakesVersionedEdits { get; init; }

    /// <summary>It asks before it applies edits that may change the build.</summary>
    public bool ConfirmsEdits { get; init; }

    /// <summary>It takes code actions; an old client takes commands only.</summary>
    public bool TakesCodeActions { get; init; }

    public bool ShowsDisabledActions { get; init; }

    /// <summary>It asks for an action's edit when the action was chosen.</summary>
    public bool ResolvesEdits { get; init; }

    public bool AppliesEdits { get; init; }

    /// <summary>It takes edits that make a file.</summary>
    public bool CreatesFiles { get; init; }

    /// <summary>It can be asked to show a page.</summary>
    public bool ShowsDocuments { get; init; }

    /// <summary>It can be told which other documents to open here, and what to ask about them.</summary>
    public bool RegistersDocuments { get; init; }

    /// <summary>It can be asked for its settings.</summary>
    public bool HasConfiguration { get; init; }

    public bool RegistersConfiguration { get; init; }

    /// <summary>It can be asked to tell of files that change on disk.</summary>
    public bool RegistersFileWatchers { get; init; }

    public bool ShowsMarkdown { get; init; }

    /// <summary>It takes an outline with children; an old client takes a flat list.</summary>
    public bool ShowsNestedSymbols { get; init; }

    /// <summary>It asks what is renamed before it asks for the new name.</summary>
    public bool PreparesRenames { get; init; }

    /// <summary>It knows texts with places to fill in.</summary>
    public bool TakesSnippets { get; init; }

    /// <summary>It is VS Code, or one of its kin, where a proposal may ask for the next ones.</summary>
    public bool KnowsSuggestCommand { get; init; }

    /// <summary>How many folds it can use; null for any number.</summary>
    public int? FoldingLimit { get; init; }

    public static ClientFeatures From(ClientCapabilities? capabilities)
    {
        var workspace = capabilities?.Workspace;
        var document = capabilities?.TextDocument;
        var codeAction = document?.CodeAction;
        var hoverFormats = document?.Hover?.ContentFormat;
        return new ClientFeatures
        {
            PositionEncoding = ChooseEncoding(capabilities?.General?.PositionEncodings),
            PullsDiagnostics = document?.Diagnostic is not null,
            RefreshesDiagnostics = workspace?.Diagnostics?.RefreshSupport is true,
            // A client that pulls may say it of either; the items are the same.
            ShowsRelatedInformation = (document?.Diagnostic?.RelatedInformation ?? document?.PublishDiagnostics?.RelatedInformation) is true,
            Tags = document?.Diagnostic?.TagSupport?.ValueSet ?? document?.PublishDiagnostics?.TagSupport?.ValueSet ?? [],
            TakesVersionedEdits = workspace?.WorkspaceEdit?.DocumentChanges is true,
            ConfirmsEdits = workspace?.WorkspaceEdit is { DocumentChanges: true, ChangeAnnotationSupport: not null },
            TakesCodeActions = codeAction?.CodeActionLiteralSupport is not null,
            ShowsDisabledActions = codeAction?.DisabledSupport is true,
            ResolvesEdits = codeAction?.DataSupport is true && codeAction.ResolveSupport?.Properties?.Contains("edit") is true,
            AppliesEdits = workspace?.ApplyEdit is true,
            CreatesFiles = workspace?.WorkspaceEdit is { DocumentChanges: true, ResourceOperations: { } operations } && operations.Contains("create"),
            ShowsDocuments = capabilities?.Window?.ShowDocument?.Support is true,
            RegistersDocuments = document is { Synchronization.DynamicRegistration: true, Completion.DynamicRegistration: true, Hover.DynamicRegistration: true }
                && document.Diagnostic?.DynamicRegistration is not false,
            HasConfiguration = workspace?.Configuration is true,
            RegistersFileWatchers = workspace?.DidChangeWatchedFiles?.DynamicRegistration is true,
            RegistersConfiguration = workspace?.DidChangeConfiguration?.DynamicRegistration is true,
            ShowsNestedSymbols = document?.DocumentSymbol?.HierarchicalDocumentSymbolSupport is true,
            PreparesRenames = document?.Rename?.PrepareSupport is true,
            TakesSnippets = document?.Completion?.CompletionItem?.SnippetSupport is true,
            FoldingLimit = document?.FoldingRange?.RangeLimit,
            ShowsMarkdown = hoverFormats is null || hoverFormats.Contains("markdown"),
        };
    }

    /// <summary>The name of an encoding in the protocol.</summary>
    public static string NameOf(PositionEncoding encoding) => encoding switch
    {
        PositionEncoding.Utf8 => "utf-8",
        PositionEncoding.Utf32 => "utf-32",
        _ => "utf-16",
    };

    /// <summary>The client's first choice that is known here. UTF-16 is what both must know, and what texts are here.</summary>
    private static PositionEncoding ChooseEncoding(string[]? offered)
    {
        foreach (var name in offered ?? [])
        {
            foreach (var encoding in Enum.GetValues<PositionEncoding>())
            {
                if (NameOf(encoding) == name)
                {
                    return encoding;
                }
            }
        }

        return PositionEncoding.Utf16;
    }
}
