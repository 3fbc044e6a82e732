using System.IO.Pipelines;
using DockerLsp.Files;

namespace DockerLsp.Lsp;

/// <summary>
/// Writes messages to a stream. What lies ready in memory goes out from where it lies: all findings of a long file, copied for each key
/// once more, would be the larger part of the work for it.
/// </summary>
internal sealed class MessageWriter(Stream output) : PipeWriter
{
    private const int MinSegment = 4096;

    private readonly List<ReadOnlyMemory<byte>> pieces = [];
    private readonly List<RawJson> lent = [];
    private byte[] segment = new byte[MinSegment];
    private int start;
    private int end;

    /// <summary>Has JSON written behind what was given so far; it is let go when it has been.</summary>
    public void Lend(RawJson json)
    {
        Cut();
        pieces.Add(json.Utf8);
        lent.Add(json);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (segment.Length - end < Math.Max(sizeHint, 1))
        {
            Cut();
            segment = new byte[Math.Max(sizeHint, MinSegment)];
            (start, end) = (0, 0);
        }

        return segment.AsMemory(end);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => end += bytes;

    /// <summary>Ends when the stream has taken all that was given. Once begun, it is not cancelled: half a message would spoil the rest.</summary>
    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Cut();
        try
        {
            if (output is StandardStream standard && standard.TakesAtOnce(pieces.Sum(p => p.Length)))
            {
                WritePieces();
            }
            else
            {
                // A client that does not read holds up nobody but those who write to it.
                await Task.Run(WritePieces, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            pieces.Clear();
            lent.ForEach(json => json.LetGo());
            lent.Clear();
            (start, end) = (0, 0);
        }

        return default;
    }

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }

    private void Cut()
    {
        if (end > start)
        {
            pieces.Add(segment.AsMemory(start, end - start));
            start = end;
        }
    }

    private void WritePieces()
    {
        foreach (var piece in pieces)
        {
            output.Write(piece.Span);
        }

        output.Flush();
    }
}
