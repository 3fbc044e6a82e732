namespace DockerLsp.Lsp.Protocol;

/// <summary>The answer to <c>textDocument/hover</c>.</summary>
internal sealed record HoverResult(MarkupContent Contents, Range Range);

/// <summary>Text with its kind, <c>markdown</c> or <c>plaintext</c>.</summary>
internal sealed record MarkupContent(string Kind, string Value);
