namespace DockerLsp.Lsp;

/// <summary>A request that is refused with one of the protocol's errors.</summary>
internal sealed class ProtocolException(int code, string message, object? errorData = null) : Exception(message)
{
    /// <summary>One of <see cref="Protocol.ErrorCodes"/>.</summary>
    public int Code { get; } = code;

    public object? ErrorData { get; } = errorData;
}
