using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>dnf asks before it installs.</summary>
public sealed class MissingDnfAssumeYes : MissingDnfAnswerRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3038", "MissingDnfAssumeYes", "dnf asks for confirmation", "Packages", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    protected override bool Concerns(PackageManager manager) => manager.Name is "dnf" or "microdnf";
}
