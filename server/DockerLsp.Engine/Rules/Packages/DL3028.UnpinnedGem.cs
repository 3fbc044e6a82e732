using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>gem installs a gem without a version.</summary>
public sealed class UnpinnedGem : UnpinnedPackageRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3028", "UnpinnedGem", "gem installs a gem without a version", "Packages", Severity.Warning);

    protected override string Source => "the server has";

    public override ImmutableArray<string> Calls => ["gem"];

    protected override PackageCommand? InstallIn(ScriptCommand command, BuildState? before) =>
        command.Package is { Manager.Name: "gem", Operation: PackageOperation.Install } package
        && !HasVersionOption(package)
            ? package
            : null;

    /// <summary>What follows <c>--</c> goes to the build of native extensions.</summary>
    protected override IEnumerable<ShellWord> PackagesOf(PackageCommand install)
    {
        var end = OwnWords(install).Max(w => w.Span.End);
        return install.Packages.Where(p => p.Span.End <= end);
    }

    protected override bool IsPinned(string package) =>
        package.Contains(':', StringComparison.Ordinal) || package.EndsWith(".gem", StringComparison.Ordinal) || package.Contains('/', StringComparison.Ordinal);

    protected override string Pin(string package) => $"{package}:VERSION";

    private static IEnumerable<ShellWord> OwnWords(PackageCommand package) => package.Node.Words.TakeWhile(w => w.ConstantValue != "--");

    /// <summary>Whether it names a version, also as in <c>-v$VERSION</c>, which no constant option shows.</summary>
    private static bool HasVersionOption(PackageCommand package) =>
        OwnWords(package).Any(w => (w.ConstantValue ?? w.LeadingText) is { } text
            && (text.StartsWith("-v", StringComparison.Ordinal) || text.StartsWith("--version", StringComparison.Ordinal)));
}
