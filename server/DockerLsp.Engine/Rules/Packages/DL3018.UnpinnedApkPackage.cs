using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>apk adds a package without a version.</summary>
public sealed class UnpinnedApkPackage : UnpinnedPackageRule
{
    private static readonly SearchValues<char> VersionOperators = SearchValues.Create("=~<>");

    public override RuleDescriptor Descriptor { get; } =
        new("DL3018", "UnpinnedApkPackage", "apk adds a package without a version", "Packages", Severity.Warning);

    protected override string Source => "the repository has";

    public override ImmutableArray<string> Calls => ["apk"];

    protected override PackageCommand? InstallIn(ScriptCommand command, BuildState? before) =>
        command.Package is { Manager.Name: "apk", Subcommand: "add" } package ? package : null;

    // apk-world(5): `name=version`, `name~prefix`; `!name` is a conflict.
    protected override bool IsPinned(string package) =>
        package.AsSpan().ContainsAny(VersionOperators) || package.EndsWith(".apk", StringComparison.Ordinal) || package.StartsWith('!');

    protected override string Pin(string package) => $"{package}~VERSION";
}
