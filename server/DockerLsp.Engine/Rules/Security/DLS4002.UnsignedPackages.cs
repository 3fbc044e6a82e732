using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>Packages whose signatures nobody checks.</summary>
public sealed class UnsignedPackages : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4002", "UnsignedPackages", "Signatures of packages are not checked", "Security", Severity.Warning)
        {
            Aliases = ["CKV2_DOCKER_7", "CKV2_DOCKER_8", "CKV2_DOCKER_9", "CKV2_DOCKER_10", "CKV2_DOCKER_11"],
            Fixes = FixAvailability.Sometimes,
        };

    public override ImmutableArray<string> Calls => ["apk", "apt-get", "apt", "yum", "dnf", "microdnf", "tdnf", "zypper", "rpm"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        foreach (var word in command.View.Arguments)
        {
            if (word.ConstantValue is { } text && IsSwitch(command.View.Name, text))
            {
                context.Report(new Finding(
                    Descriptor, RuleContext.SpanOf(instruction, word.Span), "Installs what nobody has signed, so that whoever controls the mirror decides what it is")
                {
                    Fixes = WordRemoval.Fixes("Check signatures (fails where one is missing)", instruction, command, word, context),
                });
                return;
            }
        }
    }

    private static bool IsSwitch(string? program, string option) => program switch
    {
        "apk" => option == "--allow-untrusted",
        "apt-get" or "apt" => option is "--allow-unauthenticated" or "--force-yes" or "--allow-insecure-repositories",
        "yum" or "dnf" or "microdnf" or "tdnf" => option is "--nogpgcheck" or "--no-gpgchecks" or "--setopt=gpgcheck=0" or "--setopt=gpgcheck=false",
        "zypper" => option == "--no-gpg-checks",
        "rpm" => option is "--nosignature" or "--nodigest" or "--noverify" or "--nofiledigest",
        _ => false,
    };
}
