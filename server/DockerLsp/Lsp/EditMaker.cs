using DockerLsp.Engine.Text;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Puts changes of a text into the form of edits that the client takes.</summary>
internal sealed class EditMaker(Session session)
{
    public TextEdit[] GetEdits(SourceText text, IEnumerable<TextChange> changes) =>
        [.. changes.Select(change => new TextEdit(session.Positions.GetRange(text, change.Span), change.NewText))];

    /// <param name="uri">The document.</param>
    /// <param name="version">Its version; null where the client gives none.</param>
    /// <param name="text">The text that the changes refer to.</param>
    /// <param name="changes">The changes.</param>
    public WorkspaceEdit GetEdit(string uri, int? version, SourceText text, IEnumerable<TextChange> changes)
    {
        var edits = GetEdits(text, changes);
        return session.Features.TakesVersionedEdits
            ? new WorkspaceEdit { DocumentChanges = [new(new(uri, version), edits)] }
            : new WorkspaceEdit { Changes = new() { [uri] = edits } };
    }
}
