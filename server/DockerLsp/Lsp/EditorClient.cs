using System.Text.Json;
using DockerLsp.Lsp.Protocol;
using StreamJsonRpc;

namespace DockerLsp.Lsp;

/// <summary>The client at the other end of the connection.</summary>
internal sealed class EditorClient(JsonRpc rpc) : IEditorClient
{
    public Task PublishDiagnosticsAsync(string uri, int? version, RawJson diagnostics)
    {
        var parameters = new Parameters().Add("uri", uri).Add("diagnostics", diagnostics);
        return NotifyAsync("textDocument/publishDiagnostics", version is { } number ? parameters.Add("version", number) : parameters);
    }

    public Task RefreshDiagnosticsAsync() => rpc.InvokeAsync("workspace/diagnostic/refresh");

    public async Task<IReadOnlyList<JsonElement?>> GetConfigurationAsync(IReadOnlyList<string> folders)
    {
        ConfigurationItem[] items = [new("dockerlsp"), .. folders.Select(folder => new ConfigurationItem("dockerlsp", folder))];
        var sections = await InvokeAsync<JsonElement[]>("workspace/configuration", new Parameters().Add("items", items)).ConfigureAwait(false);
        // Some clients answer for the first item alone.
        return [.. items.Select((_, index) => index < sections?.Length ? sections[index] : (JsonElement?)null)];
    }

    public Task RegisterConfigurationAsync() => InvokeAsync<JsonElement?>(
        "client/registerCapability",
        new Parameters().Add("registrations", new Registration[] { new("configuration", "workspace/didChangeConfiguration", new("dockerlsp")) }));

    public Task RegisterFileWatchersAsync(IReadOnlyList<string> patterns) => InvokeAsync<JsonElement?>(
        "client/registerCapability",
        new Parameters().Add("registrations", new FileWatcherRegistration[]
        {
            new("configuration-files", "workspace/didChangeWatchedFiles", new([.. patterns.Select(pattern => new FileWatcher(pattern))])),
        }));

    public Task ApplyEditAsync(WorkspaceEdit edit, CancellationToken cancellationToken) =>
        InvokeAsync<ApplyWorkspaceEditResult>("workspace/applyEdit", new Parameters().Add("edit", edit)).WaitAsync(cancellationToken);

    public Task ShowDocumentAsync(string uri, CancellationToken cancellationToken) =>
        InvokeAsync<JsonElement?>("window/showDocument", new Parameters().Add("uri", uri).Add("external", true)).WaitAsync(cancellationToken);

    public Task RegisterConfigurationFilesAsync(IReadOnlyList<string> patterns, bool pullsDiagnostics, bool answersQuestions)
    {
        var options = new DocumentOptions([.. patterns.Select(pattern => new DocumentFilter("file", pattern))]);
        var registrations = new List<DocumentRegistration>
        {
            new("configuration-open", "textDocument/didOpen", options),
            new("configuration-change", "textDocument/didChange", options with { SyncKind = 2 }),
            new("configuration-save", "textDocument/didSave", options),
            new("configuration-close", "textDocument/didClose", options),
        };
        if (pullsDiagnostics)
        {
            registrations.Add(new("configuration-diagnostic", "textDocument/diagnostic", options with { InterFileDependencies = false, WorkspaceDiagnostics = false }));
        }

        if (answersQuestions)
        {
            registrations.Add(new("configuration-completion", "textDocument/completion", options with { TriggerCharacters = [" "], ResolveProvider = false }));
            registrations.Add(new("configuration-hover", "textDocument/hover", options));
        }

        return InvokeAsync<JsonElement?>("client/registerCapability", new Parameters().Add("registrations", registrations.ToArray()));
    }

    public Task LogMessageAsync(int type, string message) =>
        NotifyAsync("window/logMessage", new Parameters().Add("type", type).Add("message", message));

    // With dictionaries, because the library writes the names of an object's members as they are in C#.
    private Task NotifyAsync(string method, Parameters parameters) =>
        rpc.NotifyWithParameterObjectAsync(method, parameters.Values, parameters.Types);

    private Task<T?> InvokeAsync<T>(string method, Parameters parameters) =>
        rpc.InvokeWithParameterObjectAsync<T?>(method, parameters.Values, parameters.Types, CancellationToken.None);

    /// <summary>Named parameters with the types by which they are written.</summary>
    private sealed class Parameters
    {
        public Dictionary<string, object?> Values { get; } = [];

        public Dictionary<string, Type> Types { get; } = [];

        public Parameters Add<T>(string name, T value)
        {
            Values[name] = value;
            Types[name] = typeof(T);
            return this;
        }
    }
}
