namespace DockerLsp.Engine.Text;

/// <summary>
/// Reads a text forwards, line by line, into a buffer of the caller's. Lines end at LF only, which is what a Dockerfile's
/// parser sees; a lone CR, a line break for the language server protocol, is a character like any other here.
/// </summary>
internal sealed class SourceLineReader(SourceText text, int position)
{
    private ReadOnlyMemory<char> chunk = ReadOnlyMemory<char>.Empty;

    /// <summary>The offset of the next character to be read.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Jumps to another place.</summary>
    public void Seek(int position)
    {
        Position = position;
        chunk = ReadOnlyMemory<char>.Empty;
    }

    /// <summary>Appends the rest of the line, with its LF, to the buffer; false at the end of the text.</summary>
    public bool ReadLine(ref char[] buffer, ref int length)
    {
        var any = false;
        while (Position < text.Length)
        {
            if (chunk.IsEmpty)
            {
                chunk = text.GetChunk(Position);
            }

            any = true;
            var lineFeed = chunk.Span.IndexOf('\n');
            var count = lineFeed < 0 ? chunk.Length : lineFeed + 1;
            if (buffer.Length - length < count)
            {
                Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + count));
            }

            chunk.Span[..count].CopyTo(buffer.AsSpan(length));
            length += count;
            Position += count;
            chunk = chunk[count..];
            if (lineFeed >= 0)
            {
                break;
            }
        }

        return any;
    }
}
