using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>Downloads whose certificates nobody checks.</summary>
public sealed class TlsChecksOff : Rule
{
    private const string Title = "Check certificates (fails where one is wrong)";

    /// <summary>Letters of curl that take a value (curl(1)).</summary>
    private const string CurlLettersWithValue = "AbcCdDeEFHKmoPQrtTuUwxXyYz";

    public override RuleDescriptor Descriptor { get; } =
        new("DLS4001", "TlsChecksOff", "Certificates are not checked", "Security", Severity.Warning)
        {
            Aliases =
            [
                "S4830", "CKV2_DOCKER_2", "CKV2_DOCKER_3", "CKV2_DOCKER_4", "CKV2_DOCKER_5", "CKV2_DOCKER_6", "CKV2_DOCKER_12", "CKV2_DOCKER_13",
                "CKV2_DOCKER_14", "CKV2_DOCKER_15", "CKV2_DOCKER_16",
            ],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run | InstructionKinds.Env | InstructionKinds.Arg;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is EnvSyntax or ArgSyntax)
        {
            foreach (var pair in ((PairsInstructionSyntax)instruction.Effective).Pairs)
            {
                if (pair.Value is { } value && SwitchOf(pair.Key.Text) is { } turnsOff && turnsOff(Operand.Unquoted(value)))
                {
                    context.Report(new Finding(
                        Descriptor, pair.Span, $"`{pair.Key.Text}` has every later program accept any certificate, so that anyone on the way can answer for the server"));
                }
            }
        }

        foreach (var command in instruction.Run?.Commands ?? [])
        {
            AnalyzeCommand(instruction, command, context);
        }
    }

    private void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        foreach (var assignment in command.Node.Assignments)
        {
            if (assignment.Value?.ConstantValue is { } value && TurnsOff(assignment.Name, value))
            {
                Report(instruction, assignment, [], context);
                return;
            }
        }

        if (command.View.Name is not { } name || !MayTurnOff(name))
        {
            return;
        }

        var arguments = command.View.Arguments;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].ConstantValue is not { } text)
            {
                continue;
            }

            var next = i + 1 < arguments.Length ? arguments[i + 1].ConstantValue : null;
            if (name == "curl" && text is ['-', not '-', ..])
            {
                var letter = LetterK(text, out var takesNext);
                if (letter > 0)
                {
                    var fixes = text.Length == 2 ? WordRemoval.Fixes(Title, instruction, command, arguments[i], context) : WordRemoval.Fixes(Title, instruction, arguments[i], letter);
                    Report(instruction, command, arguments[i], fixes, context);
                    return;
                }

                i += takesNext ? 1 : 0;
            }
            else if ((name == "curl" && text is "--insecure" or "--proxy-insecure") || (name == "wget" && text == "--no-check-certificate"))
            {
                Report(instruction, command, arguments[i], WordRemoval.Fixes(Title, instruction, command, arguments[i], context), context);
                return;
            }
            else if (IsSwitch(name, text, next))
            {
                Report(instruction, command, arguments[i], [], context);
                return;
            }
        }
    }

    /// <summary>Reports an argument, unless no certificate matters to the command.</summary>
    private void Report(InstructionFacts instruction, ScriptCommand command, ShellWord argument, ImmutableArray<Fix> fixes, RuleContext context)
    {
        if (!AsksItself(command.View) && !AsksByFtpAlone(command.View))
        {
            Report(instruction, argument, fixes, context);
        }
    }

    /// <summary><c>curl -k https://localhost/health</c> asks a server that the step has started.</summary>
    private static bool AsksItself(CommandView view)
    {
        foreach (var word in view.Arguments)
        {
            if (word.ConstantValue is { } text && (text.StartsWith("https://localhost", StringComparison.Ordinal) || text.StartsWith("https://127.0.0.1", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>No certificate is shown, and FTP sends nobody on to a server that would show one.</summary>
    private static bool AsksByFtpAlone(CommandView view) =>
        view.Name == "wget" && view.Arguments.ToArray().Select(NetworkInstallers.ShapeOf).Where(a => a.Contains("://", StringComparison.Ordinal)).ToArray() is { Length: > 0 } addresses
        && addresses.All(a => a.StartsWith("ftp://", StringComparison.Ordinal));

    /// <summary>Whether the arguments of a program may switch the check off.</summary>
    private static bool MayTurnOff(string program) =>
        program is "curl" or "wget" or "pip" or "pip3" or "python" or "python3" or "git" or "npm" or "yarn" or "pnpm" or "yum" or "dnf" or "microdnf" or "tdnf"
            or "apt-get" or "apt" or "export" or "env";

    private void Report(InstructionFacts instruction, ShellNode node, ImmutableArray<Fix> fixes, RuleContext context) =>
        context.Report(new Finding(
            Descriptor, RuleContext.SpanOf(instruction, node.Span), "Accepts any certificate, so that anyone on the way can answer for the server")
        {
            Fixes = fixes,
        });

    /// <summary>Where <c>k</c> stands among letters; 0 where it does not.</summary>
    private static int LetterK(string text, out bool takesNext)
    {
        takesNext = false;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == 'k')
            {
                return i;
            }

            if (CurlLettersWithValue.Contains(text[i], StringComparison.Ordinal))
            {
                takesNext = i == text.Length - 1;
                return 0;
            }
        }

        return 0;
    }

    private static bool IsSwitch(string program, string text, string? next) => program switch
    {
        "pip" or "pip3" or "python" or "python3" => text == "--trusted-host" || text.StartsWith("--trusted-host=", StringComparison.Ordinal),
        "git" => text.Equals("http.sslVerify=false", StringComparison.OrdinalIgnoreCase)
            || (text.Equals("http.sslVerify", StringComparison.OrdinalIgnoreCase) && next is "false" or "0"),
        "npm" or "yarn" or "pnpm" => text is "strict-ssl=false" or "--strict-ssl=false" or "--no-strict-ssl"
            || (text is "strict-ssl" or "--strict-ssl" && next == "false"),
        "yum" or "dnf" or "microdnf" or "tdnf" => (text.StartsWith("--setopt=", StringComparison.Ordinal) ? text[9..] : text) is "sslverify=false" or "sslverify=0" or "sslverify=no",
        "apt-get" or "apt" => text.EndsWith("::Verify-Peer=false", StringComparison.OrdinalIgnoreCase),
        "export" or "env" => text.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 && TurnsOff(text[..equals], text[(equals + 1)..]),
        _ => false,
    };

    private static bool TurnsOff(string name, string value) => SwitchOf(name) is { } turnsOff && turnsOff(value);

    /// <summary>Which values of a variable switch the check off; null where it has nothing to do with that.</summary>
    private static Func<string, bool>? SwitchOf(string name) => name switch
    {
        "NODE_TLS_REJECT_UNAUTHORIZED" or "PYTHONHTTPSVERIFY" => value => value == "0",
        "GIT_SSL_NO_VERIFY" => value => value is "1" or "true" or "yes" or "on",
        "PIP_TRUSTED_HOST" => value => value.Length > 0,
        _ when name.Equals("NPM_CONFIG_STRICT_SSL", StringComparison.OrdinalIgnoreCase) => value => value is "false" or "0",
        _ => null,
    };
}
