using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>zypper installs a package without a version.</summary>
public sealed class UnpinnedZypperPackage : UnpinnedPackageRule
{
    private static readonly SearchValues<char> VersionOperators = SearchValues.Create("=<>");

    public override RuleDescriptor Descriptor { get; } =
        new("DL3037", "UnpinnedZypperPackage", "zypper installs a package without a version", "Packages", Severity.Warning);

    protected override string Source => "the repository has";

    public override ImmutableArray<string> Calls => ["zypper"];

    // Patterns and products have no version that could be named.
    protected override PackageCommand? InstallIn(ScriptCommand command, BuildState? before) =>
        command.Package is { Manager.Name: "zypper", Subcommand: "install" or "in" } package
        && !package.Options.Any(o => o is "-t=pattern" or "--type=pattern" or "-t=product" or "--type=product")
            ? package
            : null;

    // zypper(8): `name=version`, also with < and >; a capability, a pattern, a file or a URL; `-name` and `!name` remove.
    protected override bool IsPinned(string package) =>
        package.AsSpan().ContainsAny(VersionOperators) || package.EndsWith(".rpm", StringComparison.Ordinal)
        || package.Contains('/', StringComparison.Ordinal) || package.Contains('(', StringComparison.Ordinal)
        || package.StartsWith("pattern:", StringComparison.Ordinal) || package.StartsWith('@') || package.StartsWith('!') || package.StartsWith('-')
        || (package.LastIndexOf('-') is var dash and > 0 && dash + 1 < package.Length && char.IsAsciiDigit(package[dash + 1])
            && package.IndexOf('.', dash) > 0);

    protected override string Pin(string package) => $"{package}=VERSION";
}
