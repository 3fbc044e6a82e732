namespace DockerLsp.Lsp.Protocol;

/// <summary>Parameters of <c>textDocument/semanticTokens/range</c>.</summary>
internal sealed record SemanticTokensRangeParams(TextDocumentIdentifier TextDocument, Range Range);

/// <summary>Parameters of <c>textDocument/semanticTokens/full/delta</c>.</summary>
internal sealed record SemanticTokensDeltaParams(TextDocumentIdentifier TextDocument, string PreviousResultId);

/// <summary>Tokens, five numbers each, or the edits that make them of the former ones.</summary>
internal sealed record SemanticTokens
{
    public string? ResultId { get; init; }

    public int[]? Data { get; init; }

    public SemanticTokensEdit[]? Edits { get; init; }
}

/// <summary>Numbers in place of others.</summary>
internal sealed record SemanticTokensEdit(int Start, int DeleteCount, int[] Data);
