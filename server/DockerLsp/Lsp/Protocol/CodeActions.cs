using System.Text.Json;

namespace DockerLsp.Lsp.Protocol;

/// <summary>Parameters of <c>textDocument/codeAction</c>.</summary>
internal sealed record CodeActionParams(TextDocumentIdentifier TextDocument, Range Range, CodeActionContext? Context = null);

/// <summary>Which code actions are wanted.</summary>
/// <param name="Only">Their kinds; null for all.</param>
/// <param name="Diagnostics">What the client shows at the place. It is known here already; see <c>CodeActionFeature</c> for the one use of it.</param>
internal sealed record CodeActionContext(string[]? Only = null, JsonElement[]? Diagnostics = null);

/// <summary>A change that is offered.</summary>
internal sealed record CodeAction(string Title, string? Kind = null)
{
    /// <summary>Sent back as they are when the action is resolved.</summary>
    public Diagnostic[]? Diagnostics { get; init; }

    public bool? IsPreferred { get; init; }

    public CodeActionDisabled? Disabled { get; init; }

    public WorkspaceEdit? Edit { get; init; }

    public CodeActionData? Data { get; init; }

    /// <summary>What the client has executed, after the edit where there is one.</summary>
    public ServerCommand? Command { get; init; }
}

/// <summary>A command that the client has executed here, or executes itself.</summary>
/// <param name="Title">What will happen.</param>
/// <param name="Name">The command.</param>
/// <param name="Arguments">What it is about: the id of a rule, or the place of a pin.</param>
internal sealed record ServerCommand(string Title, [property: System.Text.Json.Serialization.JsonPropertyName("command")] string Name, string[] Arguments);

/// <summary>Why an action is not possible.</summary>
internal sealed record CodeActionDisabled(string Reason);

/// <summary>What is needed to compute an action's edit later.</summary>
internal sealed record CodeActionData(string Uri, long Serial)
{
    /// <summary>The rule whose findings are fixed; null for all.</summary>
    public string? Rule { get; init; }

    /// <summary>Whether it is about all Dockerfiles of the workspace.</summary>
    public bool? IsForWorkspace { get; init; }

    /// <summary>Where what is to be pinned begins; null for other actions.</summary>
    public int? Pin { get; init; }
}

/// <summary>A command, for clients that know no code actions.</summary>
internal sealed record Command(string Title, [property: System.Text.Json.Serialization.JsonPropertyName("command")] string Name, WorkspaceEdit[]? Arguments = null);

/// <summary>Parameters of <c>workspace/executeCommand</c>.</summary>
internal sealed record ExecuteCommandParams(string Command, JsonElement[]? Arguments = null);

/// <summary>Edits of documents: versioned ones in <see cref="DocumentChanges"/>, or by URI for clients that know no versions.</summary>
internal sealed record WorkspaceEdit
{
    public Dictionary<string, TextEdit[]>? Changes { get; init; }

    public DocumentChange[]? DocumentChanges { get; init; }

    /// <summary>What the client is to ask before it applies the edits that name it.</summary>
    public Dictionary<string, ChangeAnnotation>? ChangeAnnotations { get; init; }
}

/// <summary>Edits of one version of a document; or, with a kind, a file that comes into being.</summary>
internal sealed record DocumentChange(OptionalVersionedTextDocumentIdentifier? TextDocument = null, TextEdit[]? Edits = null)
{
    /// <summary><c>create</c>; null for edits.</summary>
    public string? Kind { get; init; }

    /// <summary>The new file.</summary>
    public string? Uri { get; init; }
}

/// <summary>A document with its version; null where it is not known, which the protocol wants spelt out.</summary>
internal sealed record OptionalVersionedTextDocumentIdentifier(
    string Uri,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)] int? Version);

/// <summary>New text for a range.</summary>
internal sealed record TextEdit(Range Range, string NewText)
{
    /// <summary>The key of what is said of it in <see cref="WorkspaceEdit.ChangeAnnotations"/>.</summary>
    public string? AnnotationId { get; init; }
}

/// <summary>What is said of an edit.</summary>
internal sealed record ChangeAnnotation(string Label, bool NeedsConfirmation, string? Description = null);
