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

    public async Task<JsonElement?> GetConfigurationAsync()
    {
        var items = await InvokeAsync<JsonElement[]>(
            "workspace/configuration", new Parameters().Add("items", RawJson.Of("""[{"section": "dockerlsp"}]"""))).ConfigureAwait(false);
        return items is [var first, ..] ? first : null;
    }

    public Task RegisterConfigurationAsync() =>
        RegisterAsync("""[{"id": "configuration", "method": "workspace/didChangeConfiguration", "registerOptions": {"section": "dockerlsp"}}]""");

    public Task RegisterFileWatchersAsync(IReadOnlyList<string> patterns)
    {
        var watchers = string.Join(',', patterns.Select(pattern => $$"""{"globPattern": "{{JsonEncodedText.Encode(pattern)}}"}"""));
        return RegisterAsync($$$"""[{"id": "configuration-files", "method": "workspace/didChangeWatchedFiles", "registerOptions": {"watchers": [{{{watchers}}}]}}]""");
    }

    public Task ApplyEditAsync(WorkspaceEdit edit, CancellationToken cancellationToken) =>
        InvokeAsync<JsonElement?>("workspace/applyEdit", new Parameters().Add("edit", edit)).WaitAsync(cancellationToken);

    public Task LogMessageAsync(int type, string message) =>
        NotifyAsync("window/logMessage", new Parameters().Add("type", type).Add("message", message));

    private Task RegisterAsync(string registrations) =>
        InvokeAsync<JsonElement?>("client/registerCapability", new Parameters().Add("registrations", RawJson.Of(registrations)));

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
