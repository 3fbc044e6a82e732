using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>The features that answer about the language.</summary>
internal sealed class LanguageFeatures(Session session)
{
    public SymbolFeature Symbols { get; } = new(session);

    public NavigationFeature Navigation { get; } = new(session);

    public StructureFeature Structure { get; } = new(session);

    public LinkFeature Links { get; } = new(session);

    public SemanticTokensFeature Tokens { get; } = new(session);

    public CompletionFeature Completion { get; } = new(session);

    public FormattingFeature Formatting { get; } = new(session);

    /// <summary>Tells the client what there is.</summary>
    public static ServerCapabilities Announce(ServerCapabilities capabilities, ClientFeatures client) => capabilities with
    {
        DocumentSymbolProvider = true,
        WorkspaceSymbolProvider = true,
        DefinitionProvider = true,
        ReferencesProvider = true,
        DocumentHighlightProvider = true,
        RenameProvider = client.PreparesRenames ? new RenameOptions(PrepareProvider: true) : true,
        FoldingRangeProvider = true,
        SelectionRangeProvider = true,
        LinkedEditingRangeProvider = true,
        DocumentLinkProvider = new DocumentLinkOptions(ResolveProvider: false),
        CompletionProvider = CompletionFeature.CompletionOptions,
        SignatureHelpProvider = CompletionFeature.SignatureOptions,
        DocumentFormattingProvider = true,
        DocumentRangeFormattingProvider = true,
        DocumentOnTypeFormattingProvider = FormattingFeature.OnTypeOptions,
        SemanticTokensProvider = SemanticTokensFeature.Options,
    };

    /// <summary>Lets go of what is kept for a document that was closed.</summary>
    public void Forget(string uri) => Tokens.Forget(uri);
}
