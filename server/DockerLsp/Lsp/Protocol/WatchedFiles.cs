namespace DockerLsp.Lsp.Protocol;

/// <summary>Parameters of <c>workspace/didChangeWatchedFiles</c>.</summary>
internal sealed record DidChangeWatchedFilesParams(FileEvent[]? Changes = null);

/// <summary>A file that has come (1), changed (2) or gone (3).</summary>
internal sealed record FileEvent(string Uri, int Type = 2);

/// <summary>A request to be told when files change, sent with <c>client/registerCapability</c>.</summary>
internal sealed record FileWatcherRegistration(string Id, string Method, FileWatcherOptions RegisterOptions);

/// <summary>The files to be told of.</summary>
internal sealed record FileWatcherOptions(FileWatcher[] Watchers);

/// <summary>A pattern for files.</summary>
internal sealed record FileWatcher(string GlobPattern);
