using System.Buffers.Text;
using System.Text;

namespace DockerLsp.Lsp;

/// <summary>Bytes that grow.</summary>
internal sealed class Utf8Buffer(int capacity)
{
    private byte[] bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Append(ReadOnlySpan<byte> data)
    {
        Reserve(data.Length);
        data.CopyTo(bytes.AsSpan(Length));
        Length += data.Length;
    }

    public void Append(byte data)
    {
        Reserve(1);
        bytes[Length++] = data;
    }

    /// <summary>Appends a text that has no other characters than those of ASCII.</summary>
    public void AppendAscii(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        Length += Encoding.ASCII.GetBytes(text, bytes.AsSpan(Length));
    }

    public void Append(long number)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(number, bytes.AsSpan(Length), out var written);
        Length += written;
    }

    private void Reserve(int count)
    {
        if (bytes.Length - Length < count)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
        }
    }
}
