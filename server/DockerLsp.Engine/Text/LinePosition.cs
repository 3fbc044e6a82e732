namespace DockerLsp.Engine.Text;

/// <summary>A line and a column, both from 0; the column counts the units of a <see cref="PositionEncoding"/>.</summary>
public readonly record struct LinePosition(int Line, int Character);

/// <summary>The unit in which columns are counted (LSP 3.17, <c>general.positionEncodings</c>).</summary>
public enum PositionEncoding
{
    Utf16,
    Utf8,
    Utf32,
}
