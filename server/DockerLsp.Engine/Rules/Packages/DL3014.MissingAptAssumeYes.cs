using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>apt-get install asks before it installs more than it was told.</summary>
public sealed class MissingAptAssumeYes : MissingAssumeYesRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3014", "MissingAptAssumeYes", "apt-get install asks for confirmation", "Packages", Severity.Warning)
        {
            Aliases = ["S6584", "DS-0021"],
            Fixes = FixAvailability.Sometimes,
        };

    protected override string Message => "Asks for confirmation as soon as other packages come along, and stops, because a build cannot answer";

    protected override bool Asks(PackageCommand package) =>
        package is { Manager.Name: "apt-get" or "apt", Subcommand: "install" }
        && !package.HasOption("-s") && !package.HasOption("--simulate") && !package.HasOption("--dry-run") && !package.HasOption("--print-uris");

    protected override bool IsAnswered(PackageCommand package)
    {
        if (package.HasOption("-y") || package.HasOption("--yes") || package.HasOption("--assume-yes") || package.HasOption("--force-yes"))
        {
            return true;
        }

        // -qq implies -y (apt-get(8)), however it is written.
        var quiet = 0;
        foreach (var option in package.Options)
        {
            quiet += option switch
            {
                "--quiet" => 1,
                "-q=2" or "--quiet=2" => 2,
                ['-', not '-', ..] when !option.Contains('=', StringComparison.Ordinal) && !option.StartsWith("-o", StringComparison.Ordinal) => option.AsSpan().Count('q'),
                _ => 0,
            };
        }

        return quiet >= 2 || AptSetting.IsTrue(package, "APT::Get::Assume-Yes");
    }
}
