using DockerLsp.Engine.Text;
using DockerLsp.Lsp.Protocol;
using Range = DockerLsp.Lsp.Protocol.Range;

namespace DockerLsp.Lsp;

/// <summary>Translates between the client's positions and offsets of a text.</summary>
internal sealed class PositionMap(PositionEncoding encoding)
{
    public Position GetPosition(SourceText text, int offset)
    {
        var position = text.GetPosition(offset, encoding);
        return new Position(position.Line, position.Character);
    }

    public Range GetRange(SourceText text, TextSpan span)
    {
        var (start, end) = GetPositions(text, span);
        return new Range(new Position(start.Line, start.Character), new Position(end.Line, end.Character));
    }

    /// <summary>The ends of a span in the client's units.</summary>
    public (LinePosition Start, LinePosition End) GetPositions(SourceText text, TextSpan span) => text.GetPositions(span, encoding);

    /// <summary>The offset of a position; one outside the text counts as the nearest place inside.</summary>
    public int GetOffset(SourceText text, Position position) =>
        text.GetOffset(new LinePosition(Clamp(position.Line), Clamp(position.Character)), encoding);

    /// <summary>The span of a range, whichever of its ends comes first.</summary>
    public TextSpan GetSpan(SourceText text, Range range)
    {
        var start = GetOffset(text, range.Start);
        var end = GetOffset(text, range.End);
        return start <= end ? TextSpan.FromBounds(start, end) : TextSpan.FromBounds(end, start);
    }

    private static int Clamp(long number) => (int)Math.Clamp(number, 0, int.MaxValue / 2);
}
