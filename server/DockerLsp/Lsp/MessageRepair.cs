using System.Buffers;
using System.Text.Json;
using DockerLsp.Lsp.Protocol;
using StreamJsonRpc;

namespace DockerLsp.Lsp;

/// <summary>Looks at a message that the library cannot read.</summary>
internal static class MessageRepair
{
    /// <summary>
    /// The message without its <c>"params": null</c>, which JSON-RPC does not allow and some clients send; or else what to
    /// tell the client.
    /// </summary>
    public static (byte[]? Repaired, RequestId Id, int Code, string Reason) Try(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (null, RequestId.Null, ErrorCodes.InvalidRequest, "The message is not an object");
            }

            var id = GetId(root);
            if (!root.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String || !HasValidId(root))
            {
                return (null, id, ErrorCodes.InvalidRequest, "The message is neither a request nor an answer");
            }

            if (!root.TryGetProperty("params", out var parameters) || parameters.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                return (null, id, ErrorCodes.InvalidRequest, "The message is not a valid request");
            }

            return parameters.ValueKind == JsonValueKind.Null
                ? (WithoutParameters(root), id, 0, "")
                : (null, id, ErrorCodes.InvalidParams, "The parameters are neither an object nor an array");
        }
        catch (JsonException)
        {
            return (null, RequestId.Null, ErrorCodes.ParseError, "The message is not valid JSON");
        }
    }

    private static bool HasValidId(JsonElement message) =>
        !message.TryGetProperty("id", out var id)
        || id.ValueKind is JsonValueKind.String or JsonValueKind.Null
        || (id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out _));

    private static RequestId GetId(JsonElement message)
    {
        if (!message.TryGetProperty("id", out var id))
        {
            return RequestId.Null;
        }

        return id.ValueKind switch
        {
            JsonValueKind.String => new RequestId(id.GetString()),
            JsonValueKind.Number when id.TryGetInt64(out var number) => new RequestId(number),
            _ => RequestId.Null,
        };
    }

    private static byte[] WithoutParameters(JsonElement message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in message.EnumerateObject())
            {
                if (!property.NameEquals("params"))
                {
                    property.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
