using DockerLsp.Engine;
using DockerLsp.Engine.Features;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Follows names: definitions, references, highlights, renames.</summary>
internal sealed class NavigationFeature(Session session)
{
    private const int TextHighlight = 1;
    private const int ReadHighlight = 2;
    private const int WriteHighlight = 3;

    public async Task<Location[]> GetDefinitionsAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken)
    {
        var (analysis, position) = await FindAsync(parameters.TextDocument, parameters.Position, cancellationToken).ConfigureAwait(false);
        return [.. SymbolProvider.GetDefinitions(analysis, position).Select(span => new Location(parameters.TextDocument.Uri, session.Positions.GetRange(analysis.Text, span)))];
    }

    public async Task<Location[]> GetReferencesAsync(ReferenceParams parameters, CancellationToken cancellationToken)
    {
        var (analysis, position) = await FindAsync(parameters.TextDocument, parameters.Position, cancellationToken).ConfigureAwait(false);
        return [.. SymbolProvider.GetReferences(analysis, position, parameters.Context?.IncludeDeclaration ?? false)
            .Select(reference => new Location(parameters.TextDocument.Uri, session.Positions.GetRange(analysis.Text, reference.Span)))];
    }

    public async Task<DocumentHighlight[]> GetHighlightsAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken)
    {
        var (analysis, position) = await FindAsync(parameters.TextDocument, parameters.Position, cancellationToken).ConfigureAwait(false);
        var places = SymbolProvider.GetHighlights(analysis, position);
        var isName = places.Any(place => place.IsDefinition || place.IsWrite);
        return [.. places.Select(place => new DocumentHighlight(
            session.Positions.GetRange(analysis.Text, place.Span), place.IsWrite ? WriteHighlight : isName ? ReadHighlight : TextHighlight))];
    }

    /// <summary>What can be renamed; null where nothing is named.</summary>
    /// <exception cref="ProtocolException">It is named, but cannot be renamed: the message says why.</exception>
    public async Task<PrepareRenameResult?> PrepareRenameAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken)
    {
        var (analysis, position) = await FindAsync(parameters.TextDocument, parameters.Position, cancellationToken).ConfigureAwait(false);
        return SymbolProvider.PrepareRename(analysis, position) switch
        {
            null => null,
            { Refusal: { } reason } => throw new ProtocolException(ErrorCodes.RequestFailed, reason),
            var target => new PrepareRenameResult(session.Positions.GetRange(analysis.Text, target.Span), target.Name),
        };
    }

    /// <exception cref="ProtocolException">The new name does not do: the message says why.</exception>
    public async Task<WorkspaceEdit?> RenameAsync(RenameParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var version = document.Current;
        var analysis = await Session.GetAnalysisAsync(document, version, cancellationToken).ConfigureAwait(false);
        return SymbolProvider.Rename(analysis, session.Positions.GetOffset(analysis.Text, parameters.Position), parameters.NewName) switch
        {
            null => null,
            { Refusal: { } reason } => throw new ProtocolException(ErrorCodes.RequestFailed, reason),
            var result => new EditMaker(session).GetEdit(document.Uri, version.Number, analysis.Text, result.Edits),
        };
    }

    private async Task<(DockerfileAnalysis Analysis, int Position)> FindAsync(TextDocumentIdentifier identifier, Position position, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(identifier.Uri);
        var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
        return (analysis, session.Positions.GetOffset(analysis.Text, position));
    }
}
