using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>yum asks before it installs.</summary>
public sealed class MissingYumAssumeYes : MissingDnfAnswerRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3030", "MissingYumAssumeYes", "yum asks for confirmation", "Packages", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    protected override bool Concerns(PackageManager manager) => manager.Name == "yum";
}
