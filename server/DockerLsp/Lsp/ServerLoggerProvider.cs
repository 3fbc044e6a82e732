using Microsoft.Extensions.Logging;

namespace DockerLsp.Lsp;

/// <summary>Writes to the client's log, and what is grave to standard error too. Standard output belongs to the protocol.</summary>
internal sealed class ServerLoggerProvider(IEditorClient client, TextWriter error, ClientTrace trace) : ILoggerProvider
{
    private const int MaxLength = 4000;

    public ILogger CreateLogger(string categoryName) => new ServerLogger(this);

    public void Dispose()
    {
    }

    private void Write(LogLevel level, string text)
    {
        text = text.Length > MaxLength ? text[..MaxLength] + "…" : text;
        _ = SendAsync(level, text);
        if (level >= LogLevel.Warning)
        {
            error.WriteLine($"dockerlsp: {text}");
        }
    }

    private async Task SendAsync(LogLevel level, string text)
    {
        try
        {
            await client.LogMessageAsync(level switch { >= LogLevel.Error => 1, LogLevel.Warning => 2, LogLevel.Information => 3, _ => 4 }, text).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The client has gone, and with it the reader of its log.
        }
    }

    private sealed class ServerLogger(ServerLoggerProvider provider) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= (provider.IsVerbose ? LogLevel.Debug : LogLevel.Information);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var text = formatter(state, exception);
                provider.Write(logLevel, exception is null ? text : $"{text}: {exception}");
            }
        }
    }

    private bool IsVerbose => trace.IsVerbose;
}
