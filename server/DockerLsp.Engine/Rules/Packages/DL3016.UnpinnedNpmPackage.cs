using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>npm installs a package without a version.</summary>
public sealed class UnpinnedNpmPackage : UnpinnedPackageRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3016", "UnpinnedNpmPackage", "npm installs a package without a version", "Packages", Severity.Warning);

    protected override string Source => "is tagged latest";

    public override ImmutableArray<string> Calls => ["npm"];

    protected override PackageCommand? InstallIn(ScriptCommand command, BuildState? before) =>
        command.Package is { Manager.Name: "npm", Operation: PackageOperation.Install } package ? package : null;

    // npm-install(1): `[@scope/]name@version`, a folder, a tarball or its URL, a git repository with `#commit`.
    protected override bool IsPinned(string package)
    {
        if (package.StartsWith('.') || package.StartsWith('/') || package.StartsWith('~') || package.StartsWith("file:", StringComparison.Ordinal)
            || package.Contains('#', StringComparison.Ordinal) || IsTarball(package))
        {
            return true;
        }

        var isRepository = (package.StartsWith("git", StringComparison.Ordinal) || package.EndsWith(".git", StringComparison.Ordinal)) && package.Contains(':', StringComparison.Ordinal);
        // The `@` at the start is that of a scope; one in a URL is that of a user.
        return !isRepository && package.IndexOf('@', 1) > 0;
    }

    protected override string Pin(string package) => package.Contains(':', StringComparison.Ordinal) ? $"{package}#COMMIT" : $"{package}@VERSION";

    private static bool IsTarball(string package) =>
        package.EndsWith(".tgz", StringComparison.Ordinal) || package.EndsWith(".tar.gz", StringComparison.Ordinal)
        || package.EndsWith(".tar", StringComparison.Ordinal)
        || ((package.StartsWith("http://", StringComparison.Ordinal) || package.StartsWith("https://", StringComparison.Ordinal))
            && !package.EndsWith(".git", StringComparison.Ordinal));
}
