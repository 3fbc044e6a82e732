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

    protected override PackageCommand? InstallIn(ScriptCommand command, BuildState? before) =>
        command.Package is { Manager.Name: "gem", Operation: PackageOperation.Install } package
        && !package.HasOption("-v") && !package.HasOption("--version") && !HasVersionOption(package)
            ? package
            : null;

    /// <summary>What follows <c>--</c> goes to the build of native extensions.</summary>
    protected override IEnumerable<ShellWord> PackagesOf(PackageCommand install)
    {
        var end = install.Node.Words.FirstOrDefault(w => w.ConstantValue == "--")?.Span.Start ?? int.MaxValue;
        return install.Packages.Where(p => p.Span.Start < end);
    }

    protected override bool IsPinned(string package) =>
        package.Contains(':', StringComparison.Ordinal) || package.EndsWith(".gem", StringComparison.Ordinal) || package.Contains('/', StringComparison.Ordinal);

    protected override string Pin(string package) => $"{package}:VERSION";

    /// <summary><c>-v$VERSION</c>, which no constant option shows.</summary>
    private static bool HasVersionOption(PackageCommand package) =>
        package.Node.Words.Any(w => w.Parts is [ShellLiteral { Text: var text }, ..]
            && (text.StartsWith("-v", StringComparison.Ordinal) || text.StartsWith("--version", StringComparison.Ordinal)));
}
