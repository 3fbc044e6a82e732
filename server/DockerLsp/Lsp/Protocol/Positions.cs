namespace DockerLsp.Lsp.Protocol;

/// <summary>A line and a column from 0; the column counts the units that client and server agreed on.</summary>
internal sealed record Position(long Line, long Character);

/// <summary>From the first position up to the second, which is left out.</summary>
internal sealed record Range(Position Start, Position End);

/// <summary>A range in a document.</summary>
internal sealed record Location(string Uri, Range Range);
