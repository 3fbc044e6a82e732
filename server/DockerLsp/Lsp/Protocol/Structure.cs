namespace DockerLsp.Lsp.Protocol;

/// <summary>Lines that can be folded away.</summary>
internal sealed record FoldingRange(int StartLine, int EndLine, string? Kind = null);

/// <summary>Parameters of <c>textDocument/selectionRange</c>.</summary>
internal sealed record SelectionRangeParams(TextDocumentIdentifier TextDocument, Position[] Positions);

/// <summary>A range to select, and the one to select after it.</summary>
internal sealed record SelectionRange(Range Range, SelectionRange? Parent = null);

/// <summary>Ranges that are typed together.</summary>
internal sealed record LinkedEditingRanges(Range[] Ranges, string? WordPattern = null);

/// <summary>A link in a document.</summary>
internal sealed record DocumentLink(Range Range, string Target, string? Tooltip = null);
