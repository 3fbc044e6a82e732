using DockerLsp.Engine;
using DockerLsp.Engine.Features;
using DockerLsp.Lsp.Protocol;
using EngineOptions = DockerLsp.Engine.Features.FormattingOptions;

namespace DockerLsp.Lsp;

/// <summary>Formats documents.</summary>
internal sealed class FormattingFeature(Session session)
{
    public async Task<TextEdit[]> FormatAsync(DocumentFormattingParams parameters, CancellationToken cancellationToken)
    {
        var analysis = await FindAsync(parameters.TextDocument, cancellationToken).ConfigureAwait(false);
        return new EditMaker(session).GetEdits(analysis.Text, FormattingProvider.Format(analysis, Read(parameters.Options)));
    }

    public async Task<TextEdit[]> FormatRangeAsync(DocumentRangeFormattingParams parameters, CancellationToken cancellationToken)
    {
        var analysis = await FindAsync(parameters.TextDocument, cancellationToken).ConfigureAwait(false);
        var span = session.Positions.GetSpan(analysis.Text, parameters.Range);
        return new EditMaker(session).GetEdits(analysis.Text, FormattingProvider.Format(analysis, Read(parameters.Options), span));
    }

    public async Task<TextEdit[]> FormatOnTypeAsync(DocumentOnTypeFormattingParams parameters, CancellationToken cancellationToken)
    {
        var analysis = await FindAsync(parameters.TextDocument, cancellationToken).ConfigureAwait(false);
        var position = session.Positions.GetOffset(analysis.Text, parameters.Position);
        return parameters.Ch.Length == 0
            ? []
            : new EditMaker(session).GetEdits(analysis.Text, FormattingProvider.FormatOnType(analysis, Read(parameters.Options), position, parameters.Ch[0]));
    }

    private static EngineOptions Read(Protocol.FormattingOptions options) => new(Math.Clamp(options.TabSize, 1, 16), UseTabs: !options.InsertSpaces)
    {
        TrimTrailingWhitespace = options.TrimTrailingWhitespace ?? true,
        InsertFinalNewline = options.InsertFinalNewline ?? false,
        TrimFinalNewlines = options.TrimFinalNewlines ?? false,
    };

    private async Task<DockerfileAnalysis> FindAsync(TextDocumentIdentifier identifier, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(identifier.Uri);
        return await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
    }
}
