using System.Text.Json;

namespace DockerLsp.Lsp.Protocol;

/// <summary>Parameters of <c>workspace/didChangeConfiguration</c>; clients that are asked for their settings send none.</summary>
internal sealed record DidChangeConfigurationParams(JsonElement? Settings = null);

/// <summary>One section that is asked for with <c>workspace/configuration</c>.</summary>
internal sealed record ConfigurationItem(string Section, string? ScopeUri = null);

/// <summary>A request to be told of something, sent with <c>client/registerCapability</c>.</summary>
internal sealed record Registration(string Id, string Method, RegistrationOptions? RegisterOptions = null);

/// <summary>Which section of the settings to be told of.</summary>
internal sealed record RegistrationOptions(string Section);

/// <summary>A request to be told of, or asked about, some documents.</summary>
internal sealed record DocumentRegistration(string Id, string Method, DocumentOptions RegisterOptions);

/// <summary>Which documents, and what the method wants to know.</summary>
internal sealed record DocumentOptions(DocumentFilter[] DocumentSelector)
{
    public int? SyncKind { get; init; }

    public string[]? TriggerCharacters { get; init; }

    public bool? ResolveProvider { get; init; }

    public bool? InterFileDependencies { get; init; }

    public bool? WorkspaceDiagnostics { get; init; }
}

/// <summary>Documents by scheme and path.</summary>
internal sealed record DocumentFilter(string Scheme, string Pattern);
