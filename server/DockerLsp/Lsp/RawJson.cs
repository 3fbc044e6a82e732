using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>A piece of JSON that is written as it is.</summary>
[JsonConverter(typeof(RawJsonConverter))]
internal sealed record RawJson(ReadOnlyMemory<byte> Utf8)
{
    public static RawJson EmptyArray { get; } = new("[]"u8.ToArray());

    private SharedBuffer? own;

    /// <summary>Where the bytes lie, if they are not this object's alone.</summary>
    public SharedBuffer? Buffer
    {
        get;
        init
        {
            field = value;
            own = value;
        }
    }

    public static RawJson Of(string json) => new(Encoding.UTF8.GetBytes(json));

    public static implicit operator RawJson(Diagnostic[] diagnostics) =>
        new(JsonSerializer.SerializeToUtf8Bytes(diagnostics, ProtocolJson.Default.DiagnosticArray));

    /// <summary>The bytes have been sent, or will not be.</summary>
    public void LetGo() => Interlocked.Exchange(ref own, null)?.Release();

    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}
