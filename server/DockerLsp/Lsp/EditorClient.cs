using System.Text.Json;
using DockerLsp.Lsp.Protocol;
using StreamJsonRpc;

namespace DockerLsp.Lsp;

/// <summary>The client at the other end of the connection.</summary>
internal sealed class EditorClient(JsonRpc rpc, OpenRequests open) : IEditorClient
{
    public Task WhenAnsweredAsync() => open.WhenAnsweredAsync();

    public Task PublishDiagnosticsAsync(string uri, int? version, RawJson diagnostics)
    {
        var parameters = new Parameters().Add("uri", uri).Add("diagnostics", diagnostics);
        return NotifyAsync("textDocument/publishDiagnostics", version is { } number ? parameters.Add("version", number) : parameters);
    }

    public Task RefreshDiagnosticsAsync() => rpc.InvokeAsync("workspace/diagnostic/refresh");

    public Task RefreshInlayHintsAsync() => rpc.InvokeAsync("workspace/inlayHint/refresh");

    public async Task<JsonElement[]> GetConfigurationAsync(IReadOnlyList<string> folders)
    {
        string[] items = ["""{"section": "dockerlsp"}""", .. folders.Select(folder => $$"""{"section": "dockerlsp", "scopeUri": "{{JsonEncodedText.Encode(folder)}}"}""")];
        var sections = await InvokeAsync<JsonElement[]>("workspace/configuration", new Parameters().Add("items", RawJson.Of($"[{string.Join(',', items)}]"))).ConfigureAwait(false) ?? [];
        // Some clients answer for the first item alone.
        Array.Resize(ref sections, items.Length);
        return sections;
    }

    public Task RegisterConfigurationAsync() =>
        RegisterAsync("""[{"id": "configuration", "method": "workspace/didChangeConfiguration", "registerOptions": {"section": "dockerlsp"}}]""");

    public Task RegisterFileWatchersAsync(IReadOnlyList<string> patterns)
    {
        var watchers = string.Join(',', patterns.Select(pattern => $$"""{"globPattern": "{{JsonEncodedText.Encode(pattern)}}"}"""));
        return RegisterAsync($$$"""[{"id": "configuration-files", "method": "workspace/didChangeWatchedFiles", "registerOptions": {"watchers": [{{{watchers}}}]}}]""");
    }

    public async Task ApplyEditAsync(WorkspaceEdit edit, CancellationToken cancellationToken)
    {
        var answer = await InvokeAsync<object>("workspace/applyEdit", new Parameters().Add("edit", edit)).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (answer is JsonElement { ValueKind: JsonValueKind.Object } result && result.TryGetProperty("applied", out var applied) && applied.ValueKind == JsonValueKind.False)
        {
            var reason = result.TryGetProperty("failureReason", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
            await ShowMessageAsync($"Nothing was changed: the editor did not take the edit ({reason ?? "the file may be read-only, or have changed"})").ConfigureAwait(false);
        }
    }

    public Task ShowMessageAsync(string message) =>
        NotifyAsync("window/showMessage", new Parameters().Add("type", 2).Add("message", message));

    public Task ShowDocumentAsync(string uri, CancellationToken cancellationToken) =>
        InvokeAsync<object>("window/showDocument", new Parameters().Add("uri", uri).Add("external", true)).WaitAsync(cancellationToken);

    public Task RegisterConfigurationFilesAsync(IReadOnlyList<string> patterns, bool pullsDiagnostics, bool answersQuestions)
    {
        var filters = patterns.Select(pattern => $$"""{"scheme": "file", "pattern": "{{JsonEncodedText.Encode(pattern)}}"}""");
        var documents = $"\"documentSelector\": [{string.Join(',', filters)}]";
        var registrations = new List<string>
        {
            Registration("open", "didOpen"),
            Registration("change", "didChange", "\"syncKind\": 2"),
            Registration("save", "didSave"),
            Registration("close", "didClose"),
        };
        if (pullsDiagnostics)
        {
            registrations.Add(Registration("diagnostic", "diagnostic", "\"interFileDependencies\": false, \"workspaceDiagnostics\": false"));
        }

        if (answersQuestions)
        {
            registrations.Add(Registration("completion", "completion", "\"triggerCharacters\": [\" \"], \"resolveProvider\": false"));
            registrations.Add(Registration("hover", "hover"));
        }

        return RegisterAsync($"[{string.Join(',', registrations)}]");

        string Registration(string id, string method, string? options = null) =>
            $$"""{"id": "configuration-{{id}}", "method": "textDocument/{{method}}", "registerOptions": { {{documents}}{{(options is null ? "" : ", " + options)}} } }""";
    }

    public Task LogMessageAsync(int type, string message) =>
        NotifyAsync("window/logMessage", new Parameters().Add("type", type).Add("message", message));

    private Task<object?> RegisterAsync(string registrations) =>
        InvokeAsync<object>("client/registerCapability", new Parameters().Add("registrations", RawJson.Of(registrations)));

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
