using System.Text.Json;

namespace DockerLsp.Lsp.Protocol;

/// <summary>
/// What the client says that it can do, asked by path, such as <c>textDocument/hover/contentFormat</c>: a client sends far more than
/// matters here, and what it sends in another shape than the protocol's counts as not said.
/// </summary>
internal readonly struct ClientCapabilities(JsonElement root)
{
    /// <summary>Whether something is there at all, which often is how a client says that it can do it.</summary>
    public bool Has(string path) => Find(path).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool Allows(string path) => Find(path).ValueKind == JsonValueKind.True;

    /// <summary>Whether the client says that it cannot, rather than nothing.</summary>
    public bool Denies(string path) => Find(path).ValueKind == JsonValueKind.False;

    public int? Number(string path) => Find(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public IReadOnlyList<string>? Texts(string path) =>
        Find(path) is { ValueKind: JsonValueKind.Array } array
            ? [.. array.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString() ?? "")]
            : null;

    public IReadOnlyList<int>? Numbers(string path) =>
        Find(path) is { ValueKind: JsonValueKind.Array } array
            ? [.. array.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out _)).Select(e => e.GetInt32())]
            : null;

    /// <returns>Undefined where the client says nothing.</returns>
    private JsonElement Find(string path)
    {
        var current = root;
        foreach (var name in path.Split('/'))
        {
            current = current.ValueKind == JsonValueKind.Object && current.TryGetProperty(name, out var child) ? child : default;
        }

        return current;
    }
}
