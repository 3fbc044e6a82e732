using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace DockerLsp.Lsp;

/// <summary>The documents that the client has open.</summary>
internal sealed class DocumentStore
{
    private readonly ConcurrentDictionary<string, OpenDocument> documents = new(StringComparer.Ordinal);
    private long serial;

    public ICollection<OpenDocument> All => documents.Values;

    /// <summary>A number for a version, never given out twice: result ids must not come back when a document is opened again.</summary>
    public long NextSerial() => Interlocked.Increment(ref serial);

    public bool TryGet(string uri, [NotNullWhen(true)] out OpenDocument? document) => documents.TryGetValue(uri, out document);

    /// <summary>Adds a document in place of one that has its URI, which is given back.</summary>
    public OpenDocument? Add(OpenDocument document)
    {
        documents.TryGetValue(document.Uri, out var former);
        documents[document.Uri] = document;
        return former;
    }

    public OpenDocument? Remove(string uri) => documents.TryRemove(uri, out var document) ? document : null;
}
