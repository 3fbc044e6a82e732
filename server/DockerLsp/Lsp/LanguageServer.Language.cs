using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <content>The requests about the language.</content>
internal sealed partial class LanguageServer
{
    private LanguageFeatures Language => GetFeatures().Language;

    public Task<object?> DocumentSymbolAsync(DocumentParams parameters, CancellationToken cancellationToken) =>
        Language.Symbols.GetOutlineAsync(parameters, cancellationToken);

    public Task<SymbolInformation[]> WorkspaceSymbolAsync(WorkspaceSymbolParams parameters, CancellationToken cancellationToken) =>
        Language.Symbols.FindAsync(parameters, cancellationToken);

    public Task<Location[]> DefinitionAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken) =>
        Language.Navigation.GetDefinitionsAsync(parameters, cancellationToken);

    public Task<Location[]> ReferencesAsync(ReferenceParams parameters, CancellationToken cancellationToken) =>
        Language.Navigation.GetReferencesAsync(parameters, cancellationToken);

    public Task<DocumentHighlight[]> DocumentHighlightAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken) =>
        Language.Navigation.GetHighlightsAsync(parameters, cancellationToken);

    public Task<PrepareRenameResult?> PrepareRenameAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken) =>
        Language.Navigation.PrepareRenameAsync(parameters, cancellationToken);

    public Task<WorkspaceEdit?> RenameAsync(RenameParams parameters, CancellationToken cancellationToken) =>
        Language.Navigation.RenameAsync(parameters, cancellationToken);

    public Task<FoldingRange[]> FoldingRangeAsync(DocumentParams parameters, CancellationToken cancellationToken) =>
        Language.Structure.GetFoldsAsync(parameters, cancellationToken);

    public Task<SelectionRange[]> SelectionRangeAsync(SelectionRangeParams parameters, CancellationToken cancellationToken) =>
        Language.Structure.GetSelectionsAsync(parameters, cancellationToken);

    public Task<LinkedEditingRanges?> LinkedEditingRangeAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken) =>
        Language.Structure.GetLinkedRangesAsync(parameters, cancellationToken);

    public Task<DocumentLink[]> DocumentLinkAsync(DocumentParams parameters, CancellationToken cancellationToken) =>
        Language.Links.GetAsync(parameters, cancellationToken);

    public Task<CompletionResult> CompletionAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken) =>
        configuration?.IsOpen(parameters.TextDocument.Uri) is true
            ? Task.FromResult(configuration.GetCompletions(parameters))
            : Language.Completion.GetAsync(parameters, cancellationToken);

    public Task<SignatureHelp?> SignatureHelpAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken) =>
        Language.Completion.GetSignatureAsync(parameters, cancellationToken);

    public Task<TextEdit[]> FormattingAsync(DocumentFormattingParams parameters, CancellationToken cancellationToken) =>
        Language.Formatting.FormatAsync(parameters, cancellationToken);

    public Task<TextEdit[]> RangeFormattingAsync(DocumentRangeFormattingParams parameters, CancellationToken cancellationToken) =>
        Language.Formatting.FormatRangeAsync(parameters, cancellationToken);

    public Task<TextEdit[]> OnTypeFormattingAsync(DocumentOnTypeFormattingParams parameters, CancellationToken cancellationToken) =>
        Language.Formatting.FormatOnTypeAsync(parameters, cancellationToken);

    public Task<SemanticTokens> SemanticTokensAsync(DocumentParams parameters, CancellationToken cancellationToken) =>
        Language.Tokens.GetAsync(parameters.TextDocument.Uri, cancellationToken);

    public Task<SemanticTokens> SemanticTokensDeltaAsync(SemanticTokensDeltaParams parameters, CancellationToken cancellationToken) =>
        Language.Tokens.GetDeltaAsync(parameters, cancellationToken);

    public Task<SemanticTokens> SemanticTokensRangeAsync(SemanticTokensRangeParams parameters, CancellationToken cancellationToken) =>
        Language.Tokens.GetRangeAsync(parameters, cancellationToken);
}
