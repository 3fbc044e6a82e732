using DockerLsp.Engine.Features;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Answers links.</summary>
internal sealed class LinkFeature(Session session)
{
    public async Task<DocumentLink[]> GetAsync(DocumentParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
        var context = session.FindContext(document.Uri);
        var links = new List<DocumentLink>();
        foreach (var link in LinkProvider.GetLinks(analysis))
        {
            var target = link.Kind switch
            {
                LinkKind.Address => link.Target,
                LinkKind.Stage when link.Place is { } place => $"{document.Uri}#L{analysis.Text.GetLineNumber(place.Start) + 1}",
                LinkKind.File when context?.FindFile(link.Target) is { } file => new Uri(file).AbsoluteUri,
                _ => null,
            };
            if (target is not null)
            {
                links.Add(new DocumentLink(session.Positions.GetRange(analysis.Text, link.Span), target, link.Tooltip));
            }
        }

        return [.. links];
    }
}
