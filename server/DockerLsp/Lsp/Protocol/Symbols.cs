namespace DockerLsp.Lsp.Protocol;

/// <summary>Parameters of requests about a whole document.</summary>
internal sealed record DocumentParams(TextDocumentIdentifier TextDocument);

/// <summary>An entry of a document's outline.</summary>
internal sealed record DocumentSymbol(string Name, int Kind, Range Range, Range SelectionRange)
{
    public string? Detail { get; init; }

    public DocumentSymbol[]? Children { get; init; }
}

/// <summary>An entry of a flat outline, for clients that know no other, and of the workspace's symbols.</summary>
internal sealed record SymbolInformation(string Name, int Kind, Location Location, string? ContainerName = null);

/// <summary>Parameters of <c>workspace/symbol</c>.</summary>
internal sealed record WorkspaceSymbolParams(string Query = "");

/// <summary>Parameters of <c>textDocument/references</c>.</summary>
internal sealed record ReferenceParams(TextDocumentIdentifier TextDocument, Position Position, ReferenceContext? Context = null);

/// <summary>Whether definitions count as references.</summary>
internal sealed record ReferenceContext(bool IncludeDeclaration = false);

/// <summary>A place that belongs to what is at the cursor. Kinds: 1 text, 2 read, 3 write.</summary>
internal sealed record DocumentHighlight(Range Range, int Kind);

/// <summary>Parameters of <c>textDocument/rename</c>.</summary>
internal sealed record RenameParams(TextDocumentIdentifier TextDocument, Position Position, string NewName);

/// <summary>What a rename is about.</summary>
internal sealed record PrepareRenameResult(Range Range, string Placeholder);
