using DockerLsp.Engine.Features;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Answers hovers.</summary>
internal sealed class HoverFeature(Session session)
{
    public async Task<HoverResult?> GetAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
        var position = session.Positions.GetOffset(analysis.Text, parameters.Position);
        if (HoverProvider.GetHover(analysis, position) is not { } hover)
        {
            return null;
        }

        return new HoverResult(Markup.Create(session.Features, hover.Markdown), session.Positions.GetRange(analysis.Text, hover.Span));
    }
}
