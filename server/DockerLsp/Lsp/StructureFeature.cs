using DockerLsp.Engine.Features;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Answers what is folded, selected and typed together.</summary>
internal sealed class StructureFeature(Session session)
{
    /// <summary>What a heredoc's delimiter is made of.</summary>
    private const string DelimiterPattern = "[A-Za-z0-9_.-]+";

    public async Task<FoldingRange[]> GetFoldsAsync(DocumentParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
        var folds = FoldingProvider.GetFolds(analysis.Model).Select(fold => new FoldingRange(fold.StartLine, fold.EndLine, fold.IsComment ? "comment" : null));
        return [.. session.Features.FoldingLimit is { } limit and > 0 ? folds.Take(limit) : folds];
    }

    public async Task<SelectionRange[]> GetSelectionsAsync(SelectionRangeParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
        return [.. parameters.Positions.Select(position =>
        {
            SelectionRange? range = null;
            foreach (var span in SelectionProvider.GetSelections(analysis, session.Positions.GetOffset(analysis.Text, position)).Reverse())
            {
                range = new SelectionRange(session.Positions.GetRange(analysis.Text, span), range);
            }

            return range ?? new SelectionRange(new(position, position));
        })];
    }

    public async Task<LinkedEditingRanges?> GetLinkedRangesAsync(TextDocumentPositionParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
        var ranges = LinkedEditingProvider.GetRanges(analysis.Tree, session.Positions.GetOffset(analysis.Text, parameters.Position));
        return ranges.IsEmpty ? null : new LinkedEditingRanges([.. ranges.Select(span => session.Positions.GetRange(analysis.Text, span))], DelimiterPattern);
    }
}
