using System.Text.Json;

namespace DockerLsp.Lsp.Protocol;

/// <summary>Parameters of <c>initialize</c>.</summary>
internal sealed record InitializeParams(int? ProcessId = null, ClientInfo? ClientInfo = null, JsonElement InitializationOptions = default, JsonElement Capabilities = default, string? RootUri = null, WorkspaceFolder[]? WorkspaceFolders = null);

/// <summary>A folder that is open in the client.</summary>
internal sealed record WorkspaceFolder(string? Uri = null, string? Name = null);

/// <summary>The client's name.</summary>
internal sealed record ClientInfo(string? Name = null, string? Version = null);

/// <summary>Parameters of <c>initialized</c>.</summary>
internal sealed record InitializedParams;

/// <summary>Parameters of <c>$/setTrace</c>.</summary>
internal sealed record SetTraceParams(string? Value = null);
