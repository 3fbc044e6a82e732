using DockerLsp.Engine.Features;
using DockerLsp.Engine.Text;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Lists what documents hold.</summary>
internal sealed class SymbolFeature(Session session)
{
    /// <summary>More symbols of a workspace than anyone reads.</summary>
    private const int MaxSymbols = 500;

    /// <summary>The outline of a document: nested, or flat where the client knows no other.</summary>
    public async Task<object?> GetOutlineAsync(DocumentParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
        var outline = OutlineProvider.GetOutline(analysis.Model);
        if (session.Features.ShowsNestedSymbols)
        {
            return outline.Select(entry => ToSymbol(analysis.Text, entry)).ToArray();
        }

        return outline.SelectMany(entry => entry.Children.Select(child => (Entry: child, Parent: (string?)entry.Name)).Prepend((entry, null)))
            .Select(e => new SymbolInformation(e.Entry.Name, KindOf(e.Entry.Kind), GetLocation(document.Uri, analysis.Text, e.Entry.Span), e.Parent))
            .ToArray();
    }

    /// <summary>The stages and variables of all open documents whose names hold the characters of the query in their order.</summary>
    public async Task<SymbolInformation[]> FindAsync(WorkspaceSymbolParams parameters, CancellationToken cancellationToken)
    {
        var found = new List<SymbolInformation>();
        foreach (var document in session.Documents.All.OrderBy(d => d.Uri, StringComparer.Ordinal))
        {
            if (found.Count >= MaxSymbols)
            {
                break;
            }

            var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
            var container = document.Uri[(document.Uri.LastIndexOf('/') + 1)..];
            found.AddRange(OutlineProvider.GetOutline(analysis.Model)
                .SelectMany(entry => entry.Children.Where(c => c.Kind == OutlineKind.Variable).Prepend(entry))
                .Where(entry => Matches(entry.Name, parameters.Query))
                .Select(entry => new SymbolInformation(entry.Name, KindOf(entry.Kind), GetLocation(document.Uri, analysis.Text, entry.NameSpan), container)));
        }

        return [.. found.Take(MaxSymbols)];
    }

    private static bool Matches(string name, string query)
    {
        var next = 0;
        foreach (var c in name)
        {
            if (next < query.Length && char.ToLowerInvariant(c) == char.ToLowerInvariant(query[next]))
            {
                next++;
            }
        }

        return next == query.Length;
    }

    private DocumentSymbol ToSymbol(SourceText text, OutlineEntry entry) =>
        new(entry.Name, KindOf(entry.Kind), session.Positions.GetRange(text, entry.Span), session.Positions.GetRange(text, entry.NameSpan))
        {
            Detail = entry.Detail.Length == 0 ? null : entry.Detail,
            Children = entry.Children.IsEmpty ? null : [.. entry.Children.Select(child => ToSymbol(text, child))],
        };

    private Location GetLocation(string uri, SourceText text, TextSpan span) => new(uri, session.Positions.GetRange(text, span));

    /// <summary>The protocol's SymbolKind.</summary>
    private static int KindOf(OutlineKind kind) => kind switch
    {
        OutlineKind.Stage => 3, // Namespace
        OutlineKind.Command => 12, // Function
        OutlineKind.Files => 1, // File
        OutlineKind.Variable => 13, // Variable
        OutlineKind.Start => 24, // Event
        _ => 7, // Property
    };
}
