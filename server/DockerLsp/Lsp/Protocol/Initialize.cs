using System.Text.Json;

namespace DockerLsp.Lsp.Protocol;

/// <summary>Parameters of <c>initialize</c>.</summary>
internal sealed record InitializeParams(int? ProcessId = null, ClientInfo? ClientInfo = null, JsonElement? InitializationOptions = null, ClientCapabilities? Capabilities = null, string? RootUri = null, WorkspaceFolder[]? WorkspaceFolders = null);

/// <summary>A folder that is open in the client.</summary>
internal sealed record WorkspaceFolder(string? Uri = null, string? Name = null);

/// <summary>The client's name.</summary>
internal sealed record ClientInfo(string? Name = null, string? Version = null);

/// <summary>Parameters of <c>initialized</c>.</summary>
internal sealed record InitializedParams;

/// <summary>Parameters of <c>$/setTrace</c>.</summary>
internal sealed record SetTraceParams(string? Value = null);

/// <summary>The answer to <c>initialize</c>.</summary>
internal sealed record InitializeResult(ServerCapabilities Capabilities, ServerInfo ServerInfo);

/// <summary>The server's name.</summary>
internal sealed record ServerInfo(string Name, string Version);

/// <summary>What the server can do.</summary>
internal sealed partial record ServerCapabilities
{
    public string? PositionEncoding { get; init; }

    public TextDocumentSyncOptions? TextDocumentSync { get; init; }

    public bool? HoverProvider { get; init; }

    public CodeActionOptions? CodeActionProvider { get; init; }

    public DiagnosticOptions? DiagnosticProvider { get; init; }

    public ExecuteCommandOptions? ExecuteCommandProvider { get; init; }
}

/// <summary>How documents are kept in step; a change of 2 means edit by edit.</summary>
internal sealed record TextDocumentSyncOptions(bool OpenClose, int Change, bool Save);

/// <summary>The kinds of code actions.</summary>
internal sealed record CodeActionOptions(string[] CodeActionKinds, bool ResolveProvider);

/// <summary>How diagnostics are pulled.</summary>
internal sealed record DiagnosticOptions(string Identifier, bool InterFileDependencies, bool WorkspaceDiagnostics);

/// <summary>The commands that can be executed.</summary>
internal sealed record ExecuteCommandOptions(string[] Commands);
