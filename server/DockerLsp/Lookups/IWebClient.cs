namespace DockerLsp.Lookups;

/// <summary>Asks servers of the web.</summary>
internal interface IWebClient
{
    /// <exception cref="LookupException">No answer came; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<WebAnswer> SendAsync(WebRequest request, CancellationToken cancellationToken);
}

/// <summary>Finds what asks servers; null where nothing is there that can.</summary>
/// <param name="workspace">The folders whose programs are not run.</param>
internal delegate IWebClient? FindWebClient(IEnumerable<string> workspace);

/// <summary>A request.</summary>
/// <param name="Address">Whom to ask: https, or a server of this machine.</param>
internal sealed record WebRequest(Uri Address)
{
    /// <summary>Whether only the head of the answer is wanted.</summary>
    public bool IsHead { get; init; }

    public string Accept { get; init; } = "application/json";

    /// <summary>A token that the server's own token service gave.</summary>
    public string? Token { get; init; }

    /// <summary>Whether a server is one of this machine, which may be asked without TLS.</summary>
    public static bool IsLoopback(string host) =>
        host.Split(':')[0] is var name && (name == "localhost" || (name.StartsWith("127.", StringComparison.Ordinal) && name.Split('.') is { Length: 4 } parts && parts.All(p => byte.TryParse(p, out _))));
}

/// <summary>An answer: of the last server, where others sent on to it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The headers, in order.</param>
/// <param name="Body">The body; empty for a head.</param>
internal sealed record WebAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public IEnumerable<string> HeadersOf(string name) => Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);
}

/// <summary>Something could not be looked up. The message says why, without the name of what was looked up.</summary>
internal sealed class LookupException(string message) : Exception(message);
