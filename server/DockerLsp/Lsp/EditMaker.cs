using DockerLsp.Engine.Text;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Puts changes of a text into the form of edits that the client takes.</summary>
internal sealed class EditMaker(Session session)
{
    /// <summary>The key of the annotation of edits that may change the build.</summary>
    private const string Unsafe = "unsafe";

    public TextEdit[] GetEdits(SourceText text, IEnumerable<TextChange> changes) =>
        [.. changes.Select(change => new TextEdit(session.Positions.GetRange(text, change.Span), change.NewText))];

    /// <param name="uri">The document.</param>
    /// <param name="version">Its version; null where the client gives none.</param>
    /// <param name="text">The text that the changes refer to.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="risk">What may change in the build, for the client to ask about; null where nothing does.</param>
    public WorkspaceEdit GetEdit(string uri, int? version, SourceText text, IEnumerable<TextChange> changes, string? risk = null)
    {
        var edits = GetEdits(text, changes);
        if (risk is not null && session.Features.ConfirmsEdits)
        {
            return new WorkspaceEdit
            {
                DocumentChanges = [new(new(uri, version), [.. edits.Select(edit => edit with { AnnotationId = Unsafe })])],
                ChangeAnnotations = new() { [Unsafe] = new ChangeAnnotation(risk, NeedsConfirmation: true, "The build may change") },
            };
        }

        return session.Features.TakesVersionedEdits
            ? new WorkspaceEdit { DocumentChanges = [new(new(uri, version), edits)] }
            : new WorkspaceEdit { Changes = new() { [uri] = edits } };
    }
}
