using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>pip installs a package without a version.</summary>
public sealed class UnpinnedPipPackage : UnpinnedPackageRule
{
    private static readonly SearchValues<char> VersionOperators = SearchValues.Create("=<>~!");

    private static readonly ImmutableArray<string> Repositories = ["git+", "hg+", "svn+", "bzr+"];

    public override RuleDescriptor Descriptor { get; } =
        new("DL3013", "UnpinnedPipPackage", "pip installs a package without a version", "Packages", Severity.Warning);

    protected override string Source => "the index has";

    public override ImmutableArray<string> Calls => ["pip"];

    protected override PackageCommand? InstallIn(ScriptCommand command, BuildState? before) =>
        command.Package is { Manager.Name: "pip", Subcommand: "install" } package && !ReadsVersions(package)
        && before?.Lookup("PIP_CONSTRAINT").IsDefined != true && !command.Node.Assignments.Any(a => a.Name == "PIP_CONSTRAINT")
            ? package
            : null;

    // PEP 508: `name==version`, `name @ URL`; a file or folder is what it is.
    protected override bool IsPinned(string package)
    {
        if (Repositories.Any(r => package.Contains(r, StringComparison.Ordinal)))
        {
            var url = package[package.IndexOf('+', StringComparison.Ordinal)..];
            var host = url.IndexOf("://", StringComparison.Ordinal);
            var path = host < 0 ? -1 : url.IndexOf('/', host + 3);
            // Before the path an `@` is that of a user: git+ssh://git@github.com/…
            return path >= 0 && url.IndexOf('@', path) >= 0;
        }

        return package.StartsWith('.') || package.Contains('/', StringComparison.Ordinal)
            || package.AsSpan().ContainsAny(VersionOperators)
            || package.EndsWith(".whl", StringComparison.Ordinal) || package.EndsWith(".tar.gz", StringComparison.Ordinal)
            || package.EndsWith(".zip", StringComparison.Ordinal);
    }

    // The commit belongs to the address, before what stands for pip behind it: git+https://…/x.git@COMMIT#egg=x.
    protected override string Pin(string package) => !package.Contains("://", StringComparison.Ordinal) ? $"{package}==VERSION"
        : package.IndexOf('#', StringComparison.Ordinal) is >= 0 and var fragment ? $"{package[..fragment]}@COMMIT{package[fragment..]}" : $"{package}@COMMIT";

    protected override string SourceOf(string package) => package.Contains("://", StringComparison.Ordinal) ? "its repository has" : Source;

    /// <summary>Whether a file says which versions are wanted.</summary>
    private static bool ReadsVersions(PackageCommand package) =>
        package.Options.Any(o => o.StartsWith("-r", StringComparison.Ordinal) || o.StartsWith("-c", StringComparison.Ordinal)
            || o.StartsWith("--requirement", StringComparison.Ordinal) || o.StartsWith("--constraint", StringComparison.Ordinal)
            || o.StartsWith("--group", StringComparison.Ordinal));
}
