using System.Collections.Concurrent;
using System.Collections.Immutable;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Lists what documents hold.</summary>
internal sealed class SymbolFeature(Session session)
{
    /// <summary>More symbols of a workspace than anyone reads.</summary>
    private const int MaxSymbols = 500;

    private readonly ConcurrentDictionary<string, FileNames> files = new(StringComparer.Ordinal);

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

    /// <summary>
    /// The stages and variables whose names hold the characters of the query in their order: of all open documents, and of the other
    /// Dockerfiles of the workspace.
    /// </summary>
    public async Task<SymbolInformation[]> FindAsync(WorkspaceSymbolParams parameters, CancellationToken cancellationToken)
    {
        var found = new List<SymbolInformation>();
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in session.Documents.All.OrderBy(d => d.Uri, StringComparer.Ordinal))
        {
            if (found.Count >= MaxSymbols)
            {
                break;
            }

            var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
            Add(document.Uri, analysis.Text, NamesOf(analysis.Model));
            if (Uri.TryCreate(document.Uri, UriKind.Absolute, out var address) && address.IsFile)
            {
                open.Add(Path.GetFullPath(address.LocalPath));
            }
        }

        await Task.Run(AddFiles, cancellationToken).ConfigureAwait(false);
        return [.. found.Take(MaxSymbols)];

        void AddFiles()
        {
            foreach (var path in session.Workspace.Find(cancellationToken).Where(path => !open.Contains(path)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (found.Count >= MaxSymbols)
                {
                    break;
                }

                if (Read(path) is { } file)
                {
                    Add(new Uri(path).AbsoluteUri, file.Text, file.Names);
                }
            }
        }

        void Add(string uri, SourceText text, IEnumerable<OutlineEntry> entries)
        {
            var container = Uri.UnescapeDataString(uri[(uri.LastIndexOf('/') + 1)..]);
            found.AddRange(entries.Where(entry => Matches(entry.Name, parameters.Query))
                .Select(entry => new SymbolInformation(entry.Name, KindOf(entry.Kind), GetLocation(uri, text, entry.NameSpan), container)));
        }
    }

    /// <summary>What a Dockerfile on disk names; read anew where the file is another than before.</summary>
    private FileNames? Read(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            return null;
        }

        if (files.TryGetValue(path, out var known) && known.Changed == info.LastWriteTimeUtc && known.Length == info.Length)
        {
            return known;
        }

        if (WorkspaceFiles.Read(path) is not { } text)
        {
            return null;
        }

        return files[path] = new FileNames(info.LastWriteTimeUtc, info.Length, text, [.. NamesOf(BuildModel.Create(DockerfileSyntax.Parse(text)))]);
    }

    private static IEnumerable<OutlineEntry> NamesOf(BuildModel model) =>
        OutlineProvider.GetOutline(model).SelectMany(entry => entry.Children.Where(c => c.Kind == OutlineKind.Variable).Prepend(entry));

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

    /// <summary>What a file named when it was last read.</summary>
    private sealed record FileNames(DateTime Changed, long Length, SourceText Text, ImmutableArray<OutlineEntry> Names);
}
