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

    /// <summary>Whether it asks for inlay hints again when it is told to.</summary>
    public bool RefreshesInlayHints { get; init; }

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

    /// <summary>It says that another server completes, formats and navigates Dockerfiles.</summary>
    public bool LeavesLanguageFeatures { get; init; }

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

    public static ClientFeatures From(ClientCapabilities client)
    {
        const string Edit = "workspace/workspaceEdit/";
        const string CodeAction = "textDocument/codeAction/";
        // A client that pulls may say it of either; the items are the same.
        var pulls = client.Has("textDocument/diagnostic");
        var related = pulls && client.Has("textDocument/diagnostic/relatedInformation") ? "textDocument/diagnostic/relatedInformation" : "textDocument/publishDiagnostics/relatedInformation";
        var takesVersionedEdits = client.Allows(Edit + "documentChanges");
        return new ClientFeatures
        {
            PositionEncoding = ChooseEncoding(client.Texts("general/positionEncodings") ?? []),
            PullsDiagnostics = pulls,
            // Zed, and others that are built with its library, call it by the name of the method.
            RefreshesDiagnostics = client.Allows("workspace/diagnostics/refreshSupport") || client.Allows("workspace/diagnostic/refreshSupport"),
            RefreshesInlayHints = client.Allows("workspace/inlayHint/refreshSupport"),
            ShowsRelatedInformation = client.Allows(related),
            Tags = client.Numbers("textDocument/diagnostic/tagSupport/valueSet") ?? client.Numbers("textDocument/publishDiagnostics/tagSupport/valueSet") ?? [],
            TakesVersionedEdits = takesVersionedEdits,
            ConfirmsEdits = takesVersionedEdits && client.Has(Edit + "changeAnnotationSupport"),
            TakesCodeActions = client.Has(CodeAction + "codeActionLiteralSupport"),
            ShowsDisabledActions = client.Allows(CodeAction + "disabledSupport"),
            ResolvesEdits = client.Allows(CodeAction + "dataSupport") && client.Texts(CodeAction + "resolveSupport/properties")?.Contains("edit") is true,
            AppliesEdits = client.Allows("workspace/applyEdit"),
            CreatesFiles = takesVersionedEdits && client.Texts(Edit + "resourceOperations")?.Contains("create") is true,
            ShowsDocuments = client.Allows("window/showDocument/support"),
            RegistersDocuments = client.Allows("textDocument/synchronization/dynamicRegistration") && client.Allows("textDocument/completion/dynamicRegistration")
                && client.Allows("textDocument/hover/dynamicRegistration") && !client.Denies("textDocument/diagnostic/dynamicRegistration"),
            HasConfiguration = client.Allows("workspace/configuration"),
            RegistersFileWatchers = client.Allows("workspace/didChangeWatchedFiles/dynamicRegistration"),
            RegistersConfiguration = client.Allows("workspace/didChangeConfiguration/dynamicRegistration"),
            ShowsNestedSymbols = client.Allows("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            PreparesRenames = client.Allows("textDocument/rename/prepareSupport"),
            TakesSnippets = client.Allows("textDocument/completion/completionItem/snippetSupport"),
            FoldingLimit = client.Number("textDocument/foldingRange/rangeLimit"),
            ShowsMarkdown = client.Texts("textDocument/hover/contentFormat") is not { } formats || formats.Contains("markdown"),
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
    private static PositionEncoding ChooseEncoding(IReadOnlyList<string> offered)
    {
        foreach (var name in offered)
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
