using System.Text.Json;
using System.Text.Json.Serialization;

namespace DockerLsp.Lsp.Protocol;

/// <summary>One entry of the answer to <c>textDocument/codeAction</c>.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record CommandOrCodeAction(CodeAction? Action, Command? Command)
{
    /// <summary>Writes the one that is there, without a wrapping.</summary>
    internal sealed class Converter : JsonConverter<CommandOrCodeAction>
    {
        public override CommandOrCodeAction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, CommandOrCodeAction value, JsonSerializerOptions options)
        {
            if (value.Action is { } action)
            {
                JsonSerializer.Serialize(writer, action, ProtocolJson.Default.CodeAction);
            }
            else if (value.Command is { } command)
            {
                JsonSerializer.Serialize(writer, command, ProtocolJson.Default.Command);
            }
        }
    }
}
