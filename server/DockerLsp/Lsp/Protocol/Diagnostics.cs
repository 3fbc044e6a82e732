namespace DockerLsp.Lsp.Protocol;

/// <summary>A finding as the protocol has it. Severities: 1 error, 2 warning, 3 information, 4 hint. Tags: 1 unnecessary, 2 deprecated.</summary>
internal sealed record Diagnostic(Range Range, string Message)
{
    public int? Severity { get; init; }

    public string? Code { get; init; }

    public CodeDescription? CodeDescription { get; init; }

    public string? Source { get; init; }

    public int[]? Tags { get; init; }

    public DiagnosticRelatedInformation[]? RelatedInformation { get; init; }
}

/// <summary>Where a rule is explained.</summary>
internal sealed record CodeDescription(string Href);

/// <summary>A second place that explains a diagnostic.</summary>
internal sealed record DiagnosticRelatedInformation(Location Location, string Message);

/// <summary>Parameters of <c>textDocument/diagnostic</c>.</summary>
internal sealed record DocumentDiagnosticParams(TextDocumentIdentifier TextDocument, string? PreviousResultId = null);

/// <summary>The answer to <c>textDocument/diagnostic</c>: <c>full</c> with items, or <c>unchanged</c> without.</summary>
internal sealed record DocumentDiagnosticReport(string Kind, string ResultId, RawJson? Items = null);

/// <summary>The data of the error by which a pull is refused because the text has changed meanwhile.</summary>
internal sealed record DiagnosticServerCancellationData(bool RetriggerRequest);
