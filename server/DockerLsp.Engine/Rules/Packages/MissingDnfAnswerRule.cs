using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>What yum, dnf and microdnf have in common, which share a command line.</summary>
public abstract class MissingDnfAnswerRule : MissingAssumeYesRule
{
    /// <summary>Whether the manager is this rule's concern.</summary>
    protected abstract bool Concerns(PackageManager manager);

    protected sealed override string Message => "Asks for confirmation, and stops, because a build cannot answer";

    protected sealed override bool Asks(PackageCommand package) =>
        Concerns(package.Manager) && package is { Operation: PackageOperation.Install, Subcommand: "install" or "in" or "groupinstall" or "localinstall" };

    protected sealed override bool IsAnswered(PackageCommand package) =>
        package.HasOption("-y") || package.HasOption("--assumeyes") || package.HasOption("--assumeno") || package.HasOption("--downloadonly")
        || package.Options.Any(o => o is "--setopt=assumeyes=1" or "--setopt=assumeyes=True" or "--setopt=assumeyes=true" or "--setopt=assumeyes=yes");
}
