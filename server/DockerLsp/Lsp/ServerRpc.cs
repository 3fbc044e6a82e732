using System.Text.Json;
using DockerLsp.Lsp.Protocol;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Answers failed requests with the protocol's errors; what went wrong inside goes to the log alone.</summary>
internal sealed class ServerRpc(IJsonRpcMessageHandler handler) : JsonRpc(handler)
{
    /// <summary>Set once the connection can carry log messages.</summary>
    public ILogger? Logger { get; set; }

    protected override JsonRpcError.ErrorDetail CreateErrorDetails(JsonRpcRequest request, Exception exception)
    {
        switch (exception)
        {
            case ProtocolException refusal:
                return Create(refusal.Code, refusal.Message, refusal.ErrorData);
            case OperationCanceledException:
                return Create(ErrorCodes.RequestCancelled, "Cancelled");
            case JsonException or RpcArgumentDeserializationException:
                // The framework's own text is left out of the native binary; where it happened is enough.
                var path = (exception as JsonException ?? exception.InnerException as JsonException)?.Path;
                Logger?.LogWarning("{Method}: the parameters do not fit at {Path}", request.Method, path);
                return Create(ErrorCodes.InvalidParams, $"The parameters do not fit at {path ?? "$"}");
            default:
                Logger?.LogError(exception, "{Method} failed", request.Method);
                return Create(ErrorCodes.InternalError, $"{request.Method} failed; the log of the server says more");
        }
    }

    private static JsonRpcError.ErrorDetail Create(int code, string message, object? data = null) =>
        new() { Code = (JsonRpcErrorCode)code, Message = message, Data = data };
}
