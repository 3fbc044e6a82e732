namespace DockerLsp.Lsp.Protocol;

/// <content>What the server can say about the language.</content>
internal sealed partial record ServerCapabilities
{
    public bool? DocumentSymbolProvider { get; init; }

    public bool? WorkspaceSymbolProvider { get; init; }

    public bool? DefinitionProvider { get; init; }

    public bool? ReferencesProvider { get; init; }

    public bool? DocumentHighlightProvider { get; init; }

    /// <summary><c>true</c>, or <see cref="RenameOptions"/> for a client that asks before it renames.</summary>
    public object? RenameProvider { get; init; }

    public bool? FoldingRangeProvider { get; init; }

    public bool? SelectionRangeProvider { get; init; }

    public bool? LinkedEditingRangeProvider { get; init; }

    public DocumentLinkOptions? DocumentLinkProvider { get; init; }

    public SemanticTokensOptions? SemanticTokensProvider { get; init; }

    public CompletionOptions? CompletionProvider { get; init; }

    public SignatureHelpOptions? SignatureHelpProvider { get; init; }

    public bool? DocumentFormattingProvider { get; init; }

    public bool? DocumentRangeFormattingProvider { get; init; }

    public DocumentOnTypeFormattingOptions? DocumentOnTypeFormattingProvider { get; init; }
}

/// <content>What the client can show of the language.</content>
internal sealed partial record TextDocumentCapabilities
{
    public DocumentSymbolCapabilities? DocumentSymbol { get; init; }

    public RenameCapabilities? Rename { get; init; }

    public FoldingRangeCapabilities? FoldingRange { get; init; }

    public CompletionCapabilities? Completion { get; init; }
}

internal sealed record DocumentSymbolCapabilities(bool? HierarchicalDocumentSymbolSupport = null);

internal sealed record CompletionCapabilities(CompletionItemCapabilities? CompletionItem = null, bool? DynamicRegistration = null);

internal sealed record CompletionItemCapabilities(bool? SnippetSupport = null);

internal sealed record RenameCapabilities(bool? PrepareSupport = null);

internal sealed record FoldingRangeCapabilities(int? RangeLimit = null);
