namespace DockerLsp.Lsp.Protocol;

/// <summary>What can be put at a place.</summary>
internal sealed record CompletionResult(bool IsIncomplete, CompletionItem[] Items);

/// <summary>A proposal.</summary>
internal sealed record CompletionItem(string Label)
{
    public int? Kind { get; init; }

    public string? Detail { get; init; }

    public MarkupContent? Documentation { get; init; }

    public string? SortText { get; init; }

    /// <summary>1 plain text, 2 snippet.</summary>
    public int? InsertTextFormat { get; init; }

    public TextEdit? TextEdit { get; init; }

    public Command? Command { get; init; }
}

/// <summary>The syntax of what is typed.</summary>
internal sealed record SignatureHelp(SignatureInformation[] Signatures, int ActiveSignature, int ActiveParameter);

/// <summary>One way to write it.</summary>
internal sealed record SignatureInformation(string Label, MarkupContent Documentation, ParameterInformation[] Parameters);

/// <summary>A parameter by its text in the label.</summary>
internal sealed record ParameterInformation(string Label, MarkupContent Documentation);
