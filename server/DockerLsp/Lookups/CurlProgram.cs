using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using DockerLsp.Programs;

namespace DockerLsp.Lookups;

/// <summary>
/// Has <c>curl</c> ask: the framework's own client would make the program a third larger, for something that is rarely asked for.
/// It reads no configuration of its own, speaks TLS with everyone but this machine, also when it is sent on, and knows no
/// passwords. The proxy of the environment counts.
/// </summary>
/// <param name="path">The program's absolute path.</param>
internal sealed class CurlProgram(string path) : IWebClient
{
    /// <summary>What the largest project of an index says of itself fits in.</summary>
    private const int MaxAnswer = 32 << 20;

    /// <summary>Seconds for a request, with all that it is sent on to.</summary>
    private const int Patience = 30;

    /// <summary>curl where it is installed; null otherwise.</summary>
    /// <param name="searchPath">The value of <c>PATH</c>.</param>
    /// <param name="workspace">The folders whose programs are not run.</param>
    public static CurlProgram? Find(string? searchPath, IEnumerable<string> workspace) =>
        ProgramSearch.Find("curl", searchPath, workspace) is { } path ? new CurlProgram(path) : null;

    public async Task<WebAnswer> SendAsync(WebRequest request, CancellationToken cancellationToken)
    {
        var isLocal = WebRequest.IsLoopback(request.Address.Host);
        if (request.Address.Scheme != Uri.UriSchemeHttps && !(isLocal && request.Address.Scheme == Uri.UriSchemeHttp))
        {
            throw new LookupException($"{request.Address.Host} is not asked without TLS");
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(Patience + 5));
        try
        {
            var (status, output) = await RunAsync(request, isLocal, timeout.Token).ConfigureAwait(false);
            return status == 0 ? Read(output) : throw new LookupException($"{request.Address.Authority} {Explain(status)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LookupException($"{request.Address.Authority} {Explain(28)}");
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
        {
            throw new LookupException($"curl cannot be run ({exception.Message})");
        }
    }

    /// <summary>What curl's exit status means (curl(1), "EXIT CODES").</summary>
    private static string Explain(int status) => status switch
    {
        1 => "sends on to where there is no TLS, which is not followed",
        5 or 97 => "is behind a proxy that does not answer",
        6 => "is not known to the name service: is this machine online?",
        7 => "does not answer: is this machine online?",
        28 => "did not answer in time",
        35 or 51 or 53 or 54 or 58 or 59 or 60 or 66 or 77 or 80 or 82 or 83 or 90 or 91 => "has a certificate that is not trusted here, or speaks no TLS",
        47 => "sends on without end",
        52 => "said nothing",
        63 => "gave an answer that is too large",
        _ => $"could not be asked (curl ended with status {status.ToString(CultureInfo.InvariantCulture)})",
    };

    private async Task<(int Status, byte[] Output)> RunAsync(WebRequest request, bool isLocal, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(path);
        string[] arguments =
        [
            // No ~/.curlrc; the token comes on standard input, where no list of processes shows it.
            "--disable", "--config", "-", "--silent", "--include", "--suppress-connect-headers", "--globoff", "--location", "--max-redirs", "5",
            "--proto", isLocal ? "=http,https" : "=https", "--proto-redir", "=https", "--connect-timeout", "10", "--max-time", Patience.ToString(CultureInfo.InvariantCulture),
            "--max-filesize", MaxAnswer.ToString(CultureInfo.InvariantCulture), "--user-agent", $"dockerlsp/{ServerVersion.Text}",
            "--header", $"Accept: {request.Accept}",
            .. (string[])(request.IsHead ? ["--head"] : []), .. (string[])(isLocal ? ["--noproxy", "*"] : []),
            "--url", request.Address.AbsoluteUri,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return await ProgramRun.RunAsync(start, request.Token is { } token ? $"header = \"Authorization: Bearer {token}\"\n" : "", MaxAnswer, cancellationToken).ConfigureAwait(false);
        }
        catch (EndlessAnswerException)
        {
            return (63, []);
        }
    }

    /// <summary>The heads of all answers, one behind the other, and the body of the last.</summary>
    private static WebAnswer Read(byte[] output)
    {
        var rest = output.AsSpan();
        while (true)
        {
            var end = rest.IndexOf("\r\n\r\n"u8);
            if (end < 0 || !rest.StartsWith("HTTP/"u8))
            {
                throw new LookupException("the answer is not one of HTTP");
            }

            var lines = Encoding.Latin1.GetString(rest[..end]).Split("\r\n");
            rest = rest[(end + 4)..];
            if (lines[0].Split(' ') is not [_, var digits, ..] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            {
                throw new LookupException("the answer is not one of HTTP");
            }

            if (status is >= 100 and < 200 or >= 300 and < 400 && rest.StartsWith("HTTP/"u8))
            {
                continue;
            }

            KeyValuePair<string, string>[] headers =
            [
                .. lines.Skip(1).Select(line => (line, Colon: line.IndexOf(':', StringComparison.Ordinal))).Where(pair => pair.Colon > 0)
                    .Select(pair => KeyValuePair.Create(pair.line[..pair.Colon].Trim(), pair.line[(pair.Colon + 1)..].Trim())),
            ];
            return new WebAnswer(status, headers, rest.ToArray());
        }
    }
}
