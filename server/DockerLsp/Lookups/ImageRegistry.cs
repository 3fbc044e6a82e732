using System.Text.Json;
using DockerLsp.Engine.Lookups;

namespace DockerLsp.Lookups;

/// <summary>
/// Asks the registry of an image for the digest that a tag has (OCI distribution specification, "Pulling manifests"; for the token
/// that it wants first, Docker's "Token authentication specification"). Nobody is named: what needs a login is not looked up.
/// </summary>
internal sealed class ImageRegistry(IWebClient web)
{
    /// <summary>What a tag may stand for: an index of images for several platforms, or one image.</summary>
    private const string ManifestTypes =
        "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";

    private const int MaxToken = 1 << 15;

    /// <summary>The digest.</summary>
    /// <exception cref="LookupException">It is not to be had.</exception>
    public async Task<string> FindDigestAsync(LookupQuestion image, CancellationToken cancellationToken)
    {
        var host = image.Registry ?? "registry-1.docker.io";
        if (!Uri.TryCreate($"{(WebRequest.IsLoopback(host) ? "http" : "https")}://{host}/v2/{image.Name}/manifests/{image.Version}", UriKind.Absolute, out var address))
        {
            throw new LookupException($"{host} is no address of a server");
        }

        var request = new WebRequest(address)
        {
            IsHead = true,
            Accept = ManifestTypes,
        };
        var answer = await web.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.Status == 401 && await FindTokenAsync(image, request, answer, cancellationToken).ConfigureAwait(false) is { } token)
        {
            request = request with { Token = token };
            answer = await web.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        if (answer.Status is 405 or 501 || (answer.Status == 200 && !answer.HeadersOf("Docker-Content-Digest").Any()))
        {
            // Some servers tell more of a manifest that they have to hand over.
            answer = await web.SendAsync(request with { IsHead = false }, cancellationToken).ConfigureAwait(false);
        }

        return answer.Status switch
        {
            200 => answer.HeadersOf("Docker-Content-Digest").LastOrDefault() ?? throw new LookupException($"{image.Source} does not say the digest"),
            404 => throw new LookupException($"{image.Source} has no such image"),
            401 or 403 => throw new LookupException($"{image.Source} has no such image for everyone: it asks for a login, which is not given here"),
            _ => throw Refused(image, answer),
        };
    }

    /// <summary>What a status means that is neither an answer nor a no.</summary>
    public static LookupException Refused(LookupQuestion question, WebAnswer answer) => new(answer.Status switch
    {
        429 => $"{question.Source} has been asked too often from here: try again later",
        >= 500 => $"{question.Source} does not work at the moment (status {answer.Status})",
        _ => $"{question.Source} answered with status {answer.Status}",
    });

    /// <summary>A token for everyone; null where the registry does not say where there are any.</summary>
    private async Task<string?> FindTokenAsync(LookupQuestion image, WebRequest request, WebAnswer answer, CancellationToken cancellationToken)
    {
        var challenge = answer.HeadersOf("WWW-Authenticate").Select(AuthenticationChallenge.Read).FirstOrDefault(c => c is not null);
        if (challenge is null || !Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm))
        {
            return null;
        }

        // The token service of a public registry is one, too; one of this machine may be where its registry is.
        if (realm.Scheme != Uri.UriSchemeHttps && !(realm.Scheme == Uri.UriSchemeHttp && WebRequest.IsLoopback(realm.Host) && WebRequest.IsLoopback(request.Address.Host)))
        {
            throw new LookupException($"{image.Source} sends to a token service without TLS, which is not asked");
        }

        var query = new List<string> { $"scope={Uri.EscapeDataString($"repository:{image.Name}:pull")}" };
        if (challenge.Service is { Length: > 0 } service)
        {
            query.Insert(0, $"service={Uri.EscapeDataString(service)}");
        }

        var address = new Uri($"{realm.Scheme}://{realm.Authority}{realm.AbsolutePath}?{string.Join('&', query.Prepend(realm.Query.TrimStart('?')).Where(q => q.Length > 0))}");
        var given = await web.SendAsync(new WebRequest(address), cancellationToken).ConfigureAwait(false);
        return given.Status switch
        {
            200 => ReadToken(given.Body) ?? throw new LookupException($"the token service of {image.Source} gave no token"),
            401 or 403 => null,
            _ => throw Refused(image, given),
        };
    }

    private static string? ReadToken(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            foreach (var name in (string[])["token", "access_token"])
            {
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                    && value.GetString() is { Length: > 0 and <= MaxToken } token && token.All(IsTokenCharacter))
                {
                    return token;
                }
            }
        }
        catch (JsonException)
        {
            // No token.
        }

        return null;
    }

    // RFC 6750, "b64token": nothing that could end the header.
    private static bool IsTokenCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~' or '+' or '/' or '=';
}

/// <summary>Where a registry says that tokens are given.</summary>
/// <param name="Realm">The address.</param>
/// <param name="Service">What it is to be told.</param>
internal sealed record AuthenticationChallenge(string Realm, string? Service)
{
    /// <summary>Reads <c>Bearer realm="…",service="…"</c>; null for another scheme.</summary>
    public static AuthenticationChallenge? Read(string header)
    {
        const string Scheme = "Bearer ";
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = Scheme.Length;
        while (at < header.Length)
        {
            var equals = header.IndexOf('=', at);
            if (equals < 0)
            {
                break;
            }

            var name = header[at..equals].Trim(' ', ',');
            var isQuoted = equals + 1 < header.Length && header[equals + 1] == '"';
            var start = equals + (isQuoted ? 2 : 1);
            var end = header.IndexOf(isQuoted ? '"' : ',', Math.Min(start, header.Length));
            end = end < 0 ? header.Length : end;
            values.TryAdd(name, header[Math.Min(start, end)..end].Trim());
            at = end + 1;
        }

        return values.TryGetValue("realm", out var realm) ? new AuthenticationChallenge(realm, values.GetValueOrDefault("service")) : null;
    }
}
