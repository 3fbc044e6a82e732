using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace DockerLsp.Files;

/// <summary>
/// A file's bytes as text, such that <see cref="Encode"/> gives back every byte that was not edited. Bytes that are not
/// UTF-8 become lone surrogates (0x80-0xFF as U+DC80-U+DCFF), which no valid UTF-8 decodes to.
/// </summary>
internal sealed class FileText
{
    private const char EscapeBase = '\uDC00';
    private const int BinaryProbe = 8000;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private FileText(string text, bool hasByteOrderMark)
    {
        Text = text;
        HasByteOrderMark = hasByteOrderMark;
    }

    /// <summary>The text without its byte order mark, as an editor shows it, so that columns agree with the editor's.</summary>
    public string Text { get; }

    /// <summary>Whether the file starts with a byte order mark, which is written back.</summary>
    public bool HasByteOrderMark { get; }

    /// <summary>A text that has been read already.</summary>
    public static FileText Of(string text) => new(text, hasByteOrderMark: false);

    /// <exception cref="UnreadableTextException">The bytes are those of a binary file, or of UTF-16 or UTF-32.</exception>
    public static FileText Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new UnreadableTextException("is UTF-16, which `docker build` does not read; save it as UTF-8");
        }

        // The same test as git's: text has no NUL.
        if (bytes[..Math.Min(bytes.Length, BinaryProbe)].Contains((byte)0))
        {
            throw new UnreadableTextException("is a binary file");
        }

        var hasMark = bytes.StartsWith(ByteOrderMark);
        return new FileText(DecodeText(hasMark ? bytes[ByteOrderMark.Length..] : bytes), hasMark);
    }

    /// <summary>The bytes of a changed version of the text.</summary>
    public byte[] Encode(string text)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + ByteOrderMark.Length + 1);
        if (HasByteOrderMark)
        {
            output.Write(ByteOrderMark);
        }

        EncodeText(text, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The byte that a lone surrogate stands for, or null for any other character.</summary>
    public static byte? EscapedByte(char character) =>
        character is >= '\uDC80' and <= '\uDCFF' ? (byte)(character - EscapeBase) : null;

    /// <summary>Writes text that came from <see cref="Decode"/>, its escaped bytes as they were.</summary>
    public static void EncodeText(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        while (!text.IsEmpty)
        {
            var target = output.GetSpan(Math.Min(text.Length, 1 << 16) + 4);
            var status = Utf8.FromUtf16(text, target, out var read, out var written, replaceInvalidSequences: false);
            output.Advance(written);
            text = text[read..];
            if (status is OperationStatus.InvalidData or OperationStatus.NeedMoreData)
            {
                if (EscapedByte(text[0]) is { } escaped)
                {
                    output.Write([escaped]);
                }
                else
                {
                    output.Write("\uFFFD"u8);
                }

                text = text[1..];
            }
        }
    }

    private static string DecodeText(ReadOnlySpan<byte> bytes)
    {
        // The common case first: valid UTF-8 needs one exact allocation.
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            var length = 0;
            while (!bytes.IsEmpty)
            {
                Utf8.ToUtf16(bytes, characters.AsSpan(length), out var read, out var written, replaceInvalidSequences: false);
                bytes = bytes[read..];
                length += written;
                if (!bytes.IsEmpty)
                {
                    characters[length++] = (char)(EscapeBase + bytes[0]);
                    bytes = bytes[1..];
                }
            }

            return new string(characters, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}
