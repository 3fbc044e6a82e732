namespace DockerLsp.Lsp.Protocol;

/// <summary>Parameters of <c>workspace/didChangeWatchedFiles</c>.</summary>
internal sealed record DidChangeWatchedFilesParams(FileEvent[]? Changes = null);

/// <summary>A file that has come (1), changed (2) or gone (3).</summary>
internal sealed record FileEvent(string Uri, int Type = 2);
