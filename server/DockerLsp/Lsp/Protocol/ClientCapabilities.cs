namespace DockerLsp.Lsp.Protocol;

/// <summary>What the client can do, as far as it matters here.</summary>
internal sealed record ClientCapabilities
{
    public GeneralCapabilities? General { get; init; }

    public WorkspaceCapabilities? Workspace { get; init; }

    public WindowCapabilities? Window { get; init; }

    public TextDocumentCapabilities? TextDocument { get; init; }
}

internal sealed record WindowCapabilities(ShowDocumentCapabilities? ShowDocument = null);

internal sealed record ShowDocumentCapabilities(bool? Support = null);

internal sealed record GeneralCapabilities(string[]? PositionEncodings = null);

internal sealed record WorkspaceCapabilities
{
    public bool? ApplyEdit { get; init; }

    public bool? Configuration { get; init; }

    public WorkspaceEditCapabilities? WorkspaceEdit { get; init; }

    public DynamicCapabilities? DidChangeConfiguration { get; init; }

    public DynamicCapabilities? DidChangeWatchedFiles { get; init; }

    public RefreshCapabilities? Diagnostics { get; init; }
}

internal sealed record WorkspaceEditCapabilities(
    bool? DocumentChanges = null, ChangeAnnotationCapabilities? ChangeAnnotationSupport = null, string[]? ResourceOperations = null);

/// <summary>There at all: the client asks before it applies edits that say so.</summary>
internal sealed record ChangeAnnotationCapabilities;

internal sealed record DynamicCapabilities(bool? DynamicRegistration = null);

internal sealed record RefreshCapabilities(bool? RefreshSupport = null);

internal sealed partial record TextDocumentCapabilities
{
    public DynamicCapabilities? Synchronization { get; init; }

    public HoverCapabilities? Hover { get; init; }

    public CodeActionCapabilities? CodeAction { get; init; }

    public PublishDiagnosticsCapabilities? PublishDiagnostics { get; init; }

    /// <summary>There at all: the client pulls.</summary>
    public PullDiagnosticsCapabilities? Diagnostic { get; init; }
}

internal sealed record HoverCapabilities(string[]? ContentFormat = null, bool? DynamicRegistration = null);

internal sealed record CodeActionCapabilities
{
    public CodeActionLiteralCapabilities? CodeActionLiteralSupport { get; init; }

    public bool? DisabledSupport { get; init; }

    public bool? DataSupport { get; init; }

    public ResolveCapabilities? ResolveSupport { get; init; }
}

/// <summary>There at all: the client takes code actions, not only commands.</summary>
internal sealed record CodeActionLiteralCapabilities;

internal sealed record ResolveCapabilities(string[]? Properties = null);

internal sealed record PublishDiagnosticsCapabilities
{
    public bool? RelatedInformation { get; init; }

    public TagCapabilities? TagSupport { get; init; }
}

internal sealed record TagCapabilities(int[]? ValueSet = null);

internal sealed record PullDiagnosticsCapabilities
{
    public bool? DynamicRegistration { get; init; }

    public bool? RelatedInformation { get; init; }

    public TagCapabilities? TagSupport { get; init; }
}
