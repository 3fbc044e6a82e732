using System.Text.Json;
using System.Text.Json.Serialization;

namespace DockerLsp.Lsp.Protocol;

/// <summary>Writes JSON that was made elsewhere.</summary>
internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJson(System.Text.Encoding.UTF8.GetBytes(document.RootElement.GetRawText()));
    }

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options)
    {
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
        value.LetGo();
    }
}
