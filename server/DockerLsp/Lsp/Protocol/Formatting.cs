namespace DockerLsp.Lsp.Protocol;

/// <summary>How the editor wants text to look.</summary>
internal sealed record FormattingOptions(int TabSize = 4, bool InsertSpaces = true)
{
    public bool? TrimTrailingWhitespace { get; init; }

    public bool? InsertFinalNewline { get; init; }

    public bool? TrimFinalNewlines { get; init; }
}

/// <summary>Parameters of <c>textDocument/formatting</c>.</summary>
internal sealed record DocumentFormattingParams(TextDocumentIdentifier TextDocument, FormattingOptions Options);

/// <summary>Parameters of <c>textDocument/rangeFormatting</c>.</summary>
internal sealed record DocumentRangeFormattingParams(TextDocumentIdentifier TextDocument, Range Range, FormattingOptions Options);

/// <summary>Parameters of <c>textDocument/onTypeFormatting</c>.</summary>
internal sealed record DocumentOnTypeFormattingParams(TextDocumentIdentifier TextDocument, Position Position, string Ch, FormattingOptions Options);
