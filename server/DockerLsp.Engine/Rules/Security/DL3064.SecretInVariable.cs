using System.Text.RegularExpressions;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>ARG or ENV of something that is called like a secret.</summary>
public sealed partial class SecretInVariable : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3064", "SecretInVariable", "Secret in ARG or ENV", "Security", Severity.Warning)
        {
            Aliases = ["SecretsUsedInArgOrEnv", "S6472", "DS-0031"],
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not PairsInstructionSyntax { Kind: InstructionKind.Arg or InstructionKind.Env } variables)
        {
            return;
        }

        foreach (var pair in variables.Pairs)
        {
            var name = pair.Key.Text;
            if (!IsSecret().IsMatch(name) || IsAboutSecret().IsMatch(name) || IsHarmless(name, pair.Value is { } value ? Operand.Unquoted(value) : null))
            {
                continue;
            }

            context.Report(new Finding(Descriptor, pair.Key.Span, variables is EnvSyntax
                ? $"Whoever has the image can read `{name}`; `docker run` or a secret mount can give it without keeping it"
                : $"The value given for `{name}` stays in the image's history; `RUN --mount=type=secret` reads it without keeping it"));
        }
    }

    private static bool IsHarmless(string name, string? value) => value switch
    {
        // An empty value waits for the real one, and both tools go by the name.
        null or "" => false,
        // A switch is about a secret (`USE_TOKEN=1`), unless its name says nothing else.
        "true" or "false" or "yes" or "no" or "on" or "off" or "0" or "1" => name.Contains('_', StringComparison.Ordinal),
        // A place is no secret, nor is the fingerprint of a public key.
        _ => value[0] is '/' or '~' || (IsPublicKey().IsMatch(name) && value.All(c => char.IsAsciiHexDigit(c) || char.IsWhiteSpace(c) || c is 'x' or '\\')),
    };

    /// <summary>BuildKit's words, whole ones between underscores, and hadolint's, which may stand within longer ones.</summary>
    [GeneratedRegex(
        @"(_|^)(apikey|auth|credentials?|key|pword|passwd|pwd|token|secret)(_|$)|passw(or)?d(?![a-z])|secrets?(?![a-z])|token(?![a-z])|api_?key(?![a-z])|client_?key(?![a-z])|private(_?key|$)|(?<=_)(username|pass)$|passphrase",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsSecret();

    /// <summary>What is said of a secret rather than being one.</summary>
    [GeneratedRegex(
        @"(_|^)(public|file|version|path|dir|directory|folder|url|uri|endpoint|host|port|server|keyserver|name|length|size|type|ttl|expir(y|es|ation)|timeout|algorithm|mount|provider|prefix|suffix|mode|enabled?|min|max|parallelism|keyring|fingerprint|checksum|sha(1|256|512)?)(_|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsAboutSecret();

    /// <summary>Keys that packages and releases are checked with.</summary>
    [GeneratedRegex(@"(_|^)(gpg|pgp|release|signing|apt|yum|rpm|repo)_?([a-z0-9]+_)?(keys?|fingerprints?)(_|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsPublicKey();
}
