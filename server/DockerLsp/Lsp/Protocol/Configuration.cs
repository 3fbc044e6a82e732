using System.Text.Json;

namespace DockerLsp.Lsp.Protocol;

/// <summary>Parameters of <c>workspace/didChangeConfiguration</c>; clients that are asked for their settings send none.</summary>
internal sealed record DidChangeConfigurationParams(JsonElement Settings = default);
