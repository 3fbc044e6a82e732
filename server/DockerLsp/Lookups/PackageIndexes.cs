using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DockerLsp.Engine.Lookups;

namespace DockerLsp.Lookups;

/// <summary>Asks the public indexes of package managers for the version that an install without one takes today.</summary>
/// <param name="get">Gets an address, each once.</param>
internal sealed class PackageIndexes(Func<Uri, CancellationToken, Task<WebAnswer>> get)
{
    private const int LongestIndex = 128 << 20;

    /// <summary>Modules below modules: a path has only so many parents that can be one.</summary>
    private const int MaxParents = 6;

    /// <exception cref="LookupException">It is not to be had.</exception>
    public async Task<string> FindVersionAsync(LookupQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return question.Kind switch
            {
                LookupKind.PyPi => await FindOnPyPiAsync(question, cancellationToken).ConfigureAwait(false),
                LookupKind.Npm => await FindOnNpmAsync(question, cancellationToken).ConfigureAwait(false),
                LookupKind.RubyGems => await FindGemAsync(question, cancellationToken).ConfigureAwait(false),
                LookupKind.Go => await FindModuleAsync(question, cancellationToken).ConfigureAwait(false),
                _ => await FindInAlpineAsync(question, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or InvalidDataException or KeyNotFoundException)
        {
            throw new LookupException($"what {question.Source} says of it cannot be read");
        }
    }

    // PyPI, "JSON API": GET /pypi/<project>/json; pip takes the newest version that its Python may run.
    private async Task<string> FindOnPyPiAsync(LookupQuestion question, CancellationToken cancellationToken)
    {
        using var json = await GetJsonAsync(question, $"https://pypi.org/pypi/{question.Name}/json", cancellationToken).ConfigureAwait(false);
        var info = json.RootElement.GetProperty("info");
        var version = TextOf(info, "version");
        if (version is null || version.Any(c => !char.IsAsciiDigit(c) && c != '.') && !version.Contains(".post", StringComparison.Ordinal))
        {
            throw new LookupException("it has no release that is finished");
        }

        RequireRuntime(question, "Python", version, TextOf(info, "requires_python"));
        return version;
    }

    // npm registry, "GET /{package}/{version}": of the tag that an install without a version goes by.
    private async Task<string> FindOnNpmAsync(LookupQuestion question, CancellationToken cancellationToken)
    {
        using var json = await GetJsonAsync(question, $"https://registry.npmjs.org/{question.Name.Replace("/", "%2F", StringComparison.Ordinal)}/latest", cancellationToken).ConfigureAwait(false);
        var version = TextOf(json.RootElement, "version") ?? throw new LookupException($"{question.Source} does not say its version");
        if (json.RootElement.TryGetProperty("deprecated", out var deprecated) && deprecated.ValueKind == JsonValueKind.String)
        {
            throw new LookupException($"its latest version, {version}, is deprecated, and npm may take another one");
        }

        RequireRuntime(question, "Node.js", version, json.RootElement.TryGetProperty("engines", out var engines) && engines.ValueKind == JsonValueKind.Object ? TextOf(engines, "node") : null);
        return version;
    }

    // RubyGems.org API, "GET /api/v1/versions/[GEM NAME].json".
    private async Task<string> FindGemAsync(LookupQuestion question, CancellationToken cancellationToken)
    {
        using var json = await GetJsonAsync(question, $"https://rubygems.org/api/v1/versions/{question.Name}.json", cancellationToken).ConfigureAwait(false);
        (string Text, int[] Numbers, JsonElement Of)? newest = null;
        foreach (var one in json.RootElement.EnumerateArray())
        {
            if (TextOf(one, "number") is { } number && TextOf(one, "platform") is null or "ruby" && VersionRequirement.Numbers(TextOf(one, "number") ?? "") is { } numbers
                && (newest is null || VersionRequirement.Compare(numbers, newest.Value.Numbers) > 0))
            {
                newest = (TextOf(one, "number") ?? "", numbers, one);
            }
        }

        var found = newest ?? throw new LookupException("it has no release that is finished");
        RequireRuntime(question, "Ruby", found.Text, TextOf(found.Of, "ruby_version"));
        return found.Text;
    }

    // Go modules reference, "GOPROXY protocol": $base/$module/@latest, capital letters as ! and the small one.
    private async Task<string> FindModuleAsync(LookupQuestion question, CancellationToken cancellationToken)
    {
        var module = question.Name;
        for (var i = 0; i < MaxParents; i++)
        {
            var escaped = string.Concat(module.Select(c => char.IsAsciiLetterUpper(c) ? $"!{char.ToLowerInvariant(c)}" : c.ToString()));
            var answer = await get(new Uri($"https://proxy.golang.org/{escaped}/@latest"), cancellationToken).ConfigureAwait(false);
            if (answer.Status == 200)
            {
                using var json = JsonDocument.Parse(answer.Body);
                return TextOf(json.RootElement, "Version") ?? throw new LookupException($"{question.Source} does not say its version");
            }

            if (answer.Status is not (404 or 410))
            {
                throw ImageRegistry.Refused(question, answer);
            }

            // A package belongs to the nearest module above it.
            var slash = module.LastIndexOf('/');
            if (slash < 0)
            {
                break;
            }

            module = module[..slash];
        }

        throw new LookupException($"{question.Source} has no such module");
    }

    // apk-repository(5): /alpine/v<release>/<repository>/<arch>/APKINDEX.tar.gz, where P: and V: are a package and its version.
    private async Task<string> FindInAlpineAsync(LookupQuestion question, CancellationToken cancellationToken)
    {
        foreach (var repository in (string[])["main", "community"])
        {
            var answer = await get(new Uri($"https://dl-cdn.alpinelinux.org/alpine/v{question.Version}/{repository}/x86_64/APKINDEX.tar.gz"), cancellationToken).ConfigureAwait(false);
            if (answer.Status != 200)
            {
                throw answer.Status == 404 ? new LookupException($"{question.Source} has no Alpine {question.Version}") : ImageRegistry.Refused(question, answer);
            }

            if (FindInIndex(answer.Body, question.Name) is { } version)
            {
                // Rebuilds of one version take each other's place.
                var release = version.LastIndexOf("-r", StringComparison.Ordinal);
                return release > 0 ? version[..release] : version;
            }
        }

        throw new LookupException($"Alpine {question.Version} has no such package");
    }

    private static string? FindInIndex(byte[] packed, string name)
    {
        using var unpacked = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.Latin1);
        var isNamed = false;
        long read = 0;
        while (reader.ReadLine() is { } line)
        {
            read += line.Length;
            if (read > LongestIndex)
            {
                throw new InvalidDataException();
            }

            if (line.Length == 0)
            {
                isNamed = false;
            }
            else if (line.StartsWith("P:", StringComparison.Ordinal))
            {
                isNamed = line.AsSpan(2).SequenceEqual(name);
            }
            else if (isNamed && line.StartsWith("V:", StringComparison.Ordinal))
            {
                return line[2..];
            }
        }

        return null;
    }

    private async Task<JsonDocument> GetJsonAsync(LookupQuestion question, string address, CancellationToken cancellationToken)
    {
        var answer = await get(new Uri(address), cancellationToken).ConfigureAwait(false);
        return answer.Status switch
        {
            200 => JsonDocument.Parse(answer.Body),
            404 => throw new LookupException($"{question.Source} has no such package"),
            _ => throw ImageRegistry.Refused(question, answer),
        };
    }

    /// <summary>Refuses where the newest version may not be the one that is installed, because the language is too old for it, or too new.</summary>
    private static void RequireRuntime(LookupQuestion question, string language, string version, string? requirement)
    {
        if (requirement is null || VersionRequirement.IsNone(requirement))
        {
            return;
        }

        var wanted = $"its newest version, {version}, needs {language} {requirement}";
        if (question.Version is not { } runtime)
        {
            throw new LookupException($"{wanted}, and which one this image has is not known here");
        }

        if (VersionRequirement.IsMet(requirement, runtime) is not true)
        {
            throw new LookupException($"{wanted}, and this image has {runtime}: an older one is installed, and which one is not looked up");
        }
    }

    private static string? TextOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
