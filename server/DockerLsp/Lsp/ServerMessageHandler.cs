using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;
using StreamJsonRpc.Reflection;

namespace DockerLsp.Lsp;

/// <summary>
/// Reads messages so that a client that sends nonsense is told so and can go on: the library ends the connection at the first
/// message that it cannot read.
/// </summary>
internal sealed class ServerMessageHandler(MessageWriter output, PipeReader input, IJsonRpcMessageFormatter formatter, OpenRequests open)
    : HeaderDelimitedMessageHandler(output, input, formatter), IJsonRpcMessageBufferManager
{
    /// <summary>Several times the largest document that can be edited. Whoever announces more has lost count.</summary>
    private const int MaxContentLength = 256 * 1024 * 1024;
    private const int MaxHeaderLength = 8 * 1024;

    /// <summary>The requests that the client has not answered yet; the library ends the connection at any other answer.</summary>
    private readonly ConcurrentDictionary<RequestId, bool> unanswered = [];

    /// <summary>Set once the connection can carry log messages.</summary>
    public ILogger? Logger { get; set; }

    private static ReadOnlySpan<byte> ContentLength => "content-length:"u8;

    void IJsonRpcMessageBufferManager.DeserializationComplete(JsonRpcMessage message) =>
        // Each message has its bytes to itself, so that nothing waits in the pipe's buffer.
        (message as IJsonRpcMessageBufferManager)?.DeserializationComplete(message);

    protected override async ValueTask<JsonRpcMessage?> ReadCoreAsync(CancellationToken cancellationToken)
    {
        while (await ReadContentLengthAsync(cancellationToken).ConfigureAwait(false) is { } length)
        {
            if (await ReadContentAsync(length, cancellationToken).ConfigureAwait(false) is not { } content)
            {
                return null;
            }

            if (await ParseAsync(content, cancellationToken).ConfigureAwait(false) is { } message)
            {
                if (message is JsonRpcRequest request)
                {
                    open.Arrived(request);
                }

                return message;
            }
        }

        return null;
    }

    protected override void Write(JsonRpcMessage content, CancellationToken cancellationToken)
    {
        if (content is JsonRpcRequest { IsResponseExpected: true } request)
        {
            unanswered[request.RequestId] = true;
        }
        else if (content is IJsonRpcMessageWithId answer and not JsonRpcRequest)
        {
            open.Answered(answer.RequestId);
        }

        if (content is not JsonRpcRequest { IsResponseExpected: false, Arguments: IReadOnlyDictionary<string, object?> arguments, Method: { } method } || !TryWriteRaw(method, arguments))
        {
            base.Write(content, cancellationToken);
        }
    }

    /// <summary>Writes a notification that carries one piece of ready JSON; the library would copy it several times, in small pieces.</summary>
    private bool TryWriteRaw(string method, IReadOnlyDictionary<string, object?> arguments)
    {
        if (arguments.Values.OfType<RawJson>().FirstOrDefault() is not { } raw)
        {
            return false;
        }

        var before = new Utf8Buffer(256);
        var after = new Utf8Buffer(64);
        before.Append("{\"jsonrpc\":\"2.0\",\"method\":\""u8);
        before.Append(Encoding.UTF8.GetBytes(method));
        before.Append("\",\"params\":{"u8);
        var part = before;
        var isFirst = true;
        foreach (var (name, value) in arguments)
        {
            part.Append(isFirst ? "\""u8 : ",\""u8);
            isFirst = false;
            part.Append(Encoding.UTF8.GetBytes(name));
            part.Append("\":"u8);
            switch (value)
            {
                case RawJson when ReferenceEquals(value, raw):
                    part = after;
                    break;
                case int number:
                    part.Append(number);
                    break;
                case string text:
                    part.Append((byte)'"');
                    part.Append(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
                    part.Append((byte)'"');
                    break;
                default:
                    return false;
            }
        }

        after.Append("}}"u8);
        var start = new Utf8Buffer(32);
        start.Append("Content-Length: "u8);
        start.Append(before.Length + raw.Utf8.Length + after.Length);
        start.Append("\r\n\r\n"u8);
        output.Write(start.Written.Span);
        output.Write(before.Written.Span);
        output.Lend(raw);
        output.Write(after.Written.Span);
        return true;
    }

    /// <summary>Reads up to the next content; null where the stream ends. Lines that are no header are skipped.</summary>
    private async ValueTask<int?> ReadContentLengthAsync(CancellationToken cancellationToken)
    {
        var reader = Reader ?? throw new InvalidOperationException("The stream cannot be read");
        int? length = null;
        while (true)
        {
            var reading = reader.ReadAsync(cancellationToken);
            if (!reading.IsCompleted)
            {
                open.ReadingEnds();
            }

            var read = await reading.ConfigureAwait(false);
            open.ReadingBegins();
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } lineEnd)
            {
                var line = buffer.Slice(0, lineEnd).ToArray();
                reader.AdvanceTo(buffer.GetPosition(1, lineEnd));
                if (line is [] or [(byte)'\r'])
                {
                    if (length is not null)
                    {
                        return length;
                    }

                    Logger?.LogWarning("A message came without Content-Length; skipping to the next one");
                }
                else if (FindContentLength(line) is { } announced)
                {
                    if (announced > MaxContentLength)
                    {
                        Logger?.LogError("A message of {Length} bytes was announced; the connection ends", announced);
                        return null;
                    }

                    length = (int)announced;
                }
            }
            else if (read.IsCompleted)
            {
                reader.AdvanceTo(buffer.End);
                return null;
            }
            else if (buffer.Length > MaxHeaderLength)
            {
                reader.AdvanceTo(buffer.End);
            }
            else
            {
                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
    }

    /// <summary>The length in a header, which may stand behind the rest of a content that was longer than announced.</summary>
    private static long? FindContentLength(ReadOnlySpan<byte> line)
    {
        for (var start = line.Length - ContentLength.Length; start >= 0; start--)
        {
            var candidate = line.Slice(start, ContentLength.Length);
            if (candidate[^1] == (byte)':' && Ascii.EqualsIgnoreCase(candidate, ContentLength))
            {
                var value = line[(start + ContentLength.Length)..].Trim((byte)' ').Trim((byte)'\r').Trim((byte)' ');
                if (value.IsEmpty || value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
                {
                    return null;
                }

                return Utf8Parser.TryParse(value, out long number, out _) ? number : long.MaxValue;
            }
        }

        return null;
    }

    private async ValueTask<byte[]?> ReadContentAsync(int length, CancellationToken cancellationToken)
    {
        try
        {
            if (length == 0)
            {
                return [];
            }

            var read = await ReadAtLeastAsync(length, allowEmpty: false, cancellationToken).ConfigureAwait(false);
            var content = read.Buffer.Slice(0, length);
            var bytes = content.ToArray();
            Reader?.AdvanceTo(content.End);
            return bytes;
        }
        catch (EndOfStreamException)
        {
            Logger?.LogWarning("The stream ended within a message");
            return null;
        }
    }

    /// <summary>The message, or null where it is none: the client has been told then.</summary>
    private async ValueTask<JsonRpcMessage?> ParseAsync(byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            var message = Formatter.Deserialize(new ReadOnlySequence<byte>(content));
            switch (message)
            {
                case IJsonRpcMessageWithId answer and not JsonRpcRequest when !unanswered.TryRemove(answer.RequestId, out _):
                    Logger?.LogWarning("An answer came to a request that was not made");
                    return null;
                case not JsonRpcRequest { Method: null }:
                    return message;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            // Looked at more closely below.
        }

        var (repaired, id, code, reason) = MessageRepair.Try(content);
        if (repaired is not null)
        {
            return Formatter.Deserialize(new ReadOnlySequence<byte>(repaired));
        }

        Logger?.LogWarning("A message cannot be read: {Reason}", reason);
        var error = ((IJsonRpcMessageFactory)Formatter).CreateErrorMessage();
        error.RequestId = id;
        error.Error = new JsonRpcError.ErrorDetail { Code = (JsonRpcErrorCode)code, Message = reason };
        await WriteAsync(error, cancellationToken).ConfigureAwait(false);
        return null;
    }
}
