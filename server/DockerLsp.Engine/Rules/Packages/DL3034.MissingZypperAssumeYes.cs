using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>zypper asks before it changes anything.</summary>
public sealed class MissingZypperAssumeYes : MissingAssumeYesRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3034", "MissingZypperAssumeYes", "zypper asks for confirmation", "Packages", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    protected override string Message => "Asks for confirmation, and stops, because a build cannot answer";

    protected override bool Asks(PackageCommand package) =>
        package is { Manager.Name: "zypper", Subcommand: "install" or "in" or "remove" or "rm" or "source-install" or "si" or "patch" };

    protected override bool IsAnswered(PackageCommand package) =>
        package.HasOption("-n") || package.HasOption("--non-interactive") || package.HasOption("-y") || package.HasOption("--no-confirm")
        || package.HasOption("--dry-run") || package.HasOption("--non-interactive-include-reboot-patches");

    // source-install has no -y of its own (zypper(8)).
    protected override (string Option, ShellWord Behind) Answer(PackageCommand package) =>
        package.Subcommand is "source-install" or "si" ? ("-n", package.Node.Words[package.View.Start]) : base.Answer(package);
}
