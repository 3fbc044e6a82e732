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
                DocumentChanges = [new DocumentChange(new(uri, version), [.. edits.Select(edit => edit with { AnnotationId = Unsafe })])],
                ChangeAnnotations = new() { [Unsafe] = new ChangeAnnotation(risk, NeedsConfirmation: true, "The build may change") },
            };
        }

        return session.Features.TakesVersionedEdits
            ? new WorkspaceEdit { DocumentChanges = [new DocumentChange(new(uri, version), edits)] }
            : new WorkspaceEdit { Changes = new() { [uri] = edits } };
    }

    /// <summary>The edits of several documents, each of which the client shows for approval where it can.</summary>
    /// <param name="documents">The documents.</param>
    public WorkspaceEdit GetEdit(IReadOnlyList<DocumentChanges> documents)
    {
        if (!session.Features.TakesVersionedEdits)
        {
            return new WorkspaceEdit { Changes = documents.ToDictionary(d => d.Uri, d => GetEdits(d.Text, d.Changes)) };
        }

        if (!session.Features.ConfirmsEdits)
        {
            return new WorkspaceEdit { DocumentChanges = [.. documents.Select(d => new DocumentChange(new(d.Uri, d.Version), GetEdits(d.Text, d.Changes)))] };
        }

        return new WorkspaceEdit
        {
            DocumentChanges = [.. documents.Select(d => new DocumentChange(new(d.Uri, d.Version), [.. GetEdits(d.Text, d.Changes).Select(edit => edit with { AnnotationId = d.Uri })]))],
            ChangeAnnotations = documents.ToDictionary(d => d.Uri, d => new ChangeAnnotation(d.Label, NeedsConfirmation: true)),
        };
    }

    /// <summary>A new file with this text.</summary>
    public static WorkspaceEdit GetNewFile(string uri, string text) => new()
    {
        DocumentChanges =
        [
            new DocumentChange { Kind = "create", Uri = uri },
            new DocumentChange(new(uri, null), [new TextEdit(new(new(0, 0), new(0, 0)), text)]),
        ],
    };
}

/// <summary>Changes of one document among several.</summary>
/// <param name="Uri">The document.</param>
/// <param name="Version">Its version; null where the client gives none.</param>
/// <param name="Text">The text that the changes refer to.</param>
/// <param name="Changes">The changes.</param>
/// <param name="Label">What the client is to call the document.</param>
internal sealed record DocumentChanges(string Uri, int? Version, SourceText Text, IEnumerable<TextChange> Changes, string Label);
