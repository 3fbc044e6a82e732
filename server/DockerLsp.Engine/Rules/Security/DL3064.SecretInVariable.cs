using System.Buffers;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>ARG or ENV of something that is called like a secret.</summary>
public sealed class SecretInVariable : Rule
{
    /// <summary>BuildKit's words, whole ones between underscores.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "apikey", "auth", "credential", "credentials", "key", "pword", "passwd", "pwd", "token", "secret",
    };

    /// <summary>hadolint's, which may stand within longer ones, but for its end.</summary>
    private static readonly string[] Ends = ["passwd", "password", "secret", "secrets", "token", "apikey", "api_key", "clientkey", "client_key"];

    /// <summary>One of these is in every name that <see cref="IsSecret"/> takes for that of a secret, and in few others.</summary>
    private static readonly SearchValues<string> Roots =
        SearchValues.Create(["key", "auth", "credential", "pass", "pw", "token", "secret", "private", "_username"], StringComparison.OrdinalIgnoreCase);

    /// <summary>What is said of a secret rather than being one.</summary>
    private static readonly HashSet<string> Traits = new(StringComparer.OrdinalIgnoreCase)
    {
        "public", "file", "version", "path", "dir", "directory", "folder", "url", "uri", "endpoint", "host", "port", "server", "keyserver",
        "name", "length", "size", "type", "ttl", "expiry", "expires", "expiration", "timeout", "algorithm", "mount", "provider", "prefix",
        "suffix", "mode", "enable", "enabled", "min", "max", "parallelism", "keyring", "fingerprint", "checksum", "sha", "sha1", "sha256", "sha512",
    };

    /// <summary>Who has keys that packages and releases are checked with.</summary>
    private static readonly string[] Signers = ["gpg", "pgp", "release", "signing", "apt", "yum", "rpm", "repo"];

    public override RuleDescriptor Descriptor { get; } =
        new("DL3064", "SecretInVariable", "Secret in ARG or ENV", "Security", Severity.Warning)
        {
            Aliases = ["SecretsUsedInArgOrEnv", "S6472", "DS-0031"],
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Arg | InstructionKinds.Env;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not PairsInstructionSyntax { Kind: InstructionKind.Arg or InstructionKind.Env } variables)
        {
            return;
        }

        foreach (var pair in variables.Pairs)
        {
            var name = pair.Key.Text;
            if (!name.AsSpan().ContainsAny(Roots))
            {
                continue;
            }

            var words = name.Split('_');
            if (!IsSecret(name, words) || words.Any(Traits.Contains) || IsHarmless(words, pair.Value is { } value ? Operand.Unquoted(value) : null, variables is EnvSyntax))
            {
                continue;
            }

            context.Report(new Finding(Descriptor, pair.Key.Span, variables is EnvSyntax
                ? $"Whoever has the image can read `{name}`; `docker run` or a secret mount can give it without keeping it"
                : $"The value given for `{name}` stays in the image's history; `RUN --mount=type=secret` reads it without keeping it"));
        }
    }

    private static bool IsHarmless(string[] words, string? value, bool isEnv) => value switch
    {
        // An empty argument waits for the real one, which then stays. An empty ENV only names what `docker run` gives.
        null or "" => isEnv,
        // A switch is about a secret (`USE_TOKEN=1`), unless its name says nothing else.
        "true" or "false" or "yes" or "no" or "on" or "off" or "0" or "1" => words.Length > 1,
        // A place is no secret, nor is the fingerprint of a public key.
        _ => value[0] is '/' or '~' || (IsPublicKey(words) && value.All(c => char.IsAsciiHexDigit(c) || char.IsWhiteSpace(c) || c is 'x' or '\\')),
    };

    private static bool IsSecret(string name, string[] words) =>
        words.Any(Words.Contains)
        || HasEnd(name)
        || name.Contains("private_key", StringComparison.OrdinalIgnoreCase) || name.Contains("privatekey", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("private", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("_username", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_pass", StringComparison.OrdinalIgnoreCase)
        || name.Contains("passphrase", StringComparison.OrdinalIgnoreCase);

    private static bool HasEnd(string name)
    {
        foreach (var end in Ends)
        {
            if (HasEnd(name, end))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is somewhere in the name, with no letter behind it.</summary>
    private static bool HasEnd(string name, string end)
    {
        var start = 0;
        while (name.IndexOf(end, start, StringComparison.OrdinalIgnoreCase) is >= 0 and var index)
        {
            if (index + end.Length == name.Length || !char.IsAsciiLetter(name[index + end.Length]))
            {
                return true;
            }

            start = index + 1;
        }

        return false;
    }

    /// <summary>A signer's key or its fingerprint, with at most one word between: <c>GPG_KEY</c>, <c>RELEASE_SIGNING_KEYS</c>, <c>APTKEY</c>.</summary>
    private static bool IsPublicKey(string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (Signers.FirstOrDefault(s => words[i].StartsWith(s, StringComparison.OrdinalIgnoreCase)) is not { } signer)
            {
                continue;
            }

            var rest = words[i][signer.Length..];
            var next = i + 1 < words.Length ? words[i + 1] : "";
            if (IsKey(rest) || (rest.All(char.IsAsciiLetterOrDigit) && IsKey(next))
                || (rest.Length == 0 && next.Length > 0 && next.All(char.IsAsciiLetterOrDigit) && i + 2 < words.Length && IsKey(words[i + 2])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsKey(string word) => word.ToLowerInvariant() is "key" or "keys" or "fingerprint" or "fingerprints";
}
