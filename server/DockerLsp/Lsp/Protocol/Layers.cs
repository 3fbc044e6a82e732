namespace DockerLsp.Lsp.Protocol;

/// <summary>Parameters of <c>dockerlsp/layers</c>.</summary>
/// <param name="TextDocument">The Dockerfile.</param>
/// <param name="Target">The stage that is built, by name or number; the last where it is not given.</param>
/// <param name="Image">A built image that the user chose, whose sizes are wanted: the path of an archive or folder, or a name that the engine knows.</param>
internal sealed record LayersParams(TextDocumentIdentifier TextDocument, string? Target = null, string? Image = null);

/// <summary>Parameters of <c>textDocument/inlayHint</c>.</summary>
internal sealed record InlayHintParams(TextDocumentIdentifier TextDocument, Range Range);

/// <summary>Text that is shown within the line and is none of the document's.</summary>
internal sealed record InlayHint(Position Position, string Label, string? Tooltip = null, bool PaddingLeft = true);

/// <summary>Parameters of <c>textDocument/codeLens</c>.</summary>
internal sealed record CodeLensParams(TextDocumentIdentifier TextDocument);

/// <summary>Text that is shown above a line.</summary>
internal sealed record CodeLens(Range Range, CodeLensCommand Command);

/// <summary>What a code lens says; an empty command is one that cannot be clicked.</summary>
internal sealed record CodeLensCommand(string Title, string Command);
