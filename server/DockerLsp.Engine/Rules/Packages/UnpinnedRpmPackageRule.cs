using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>yum, dnf or microdnf installs a package, or a module, without its version.</summary>
public abstract class UnpinnedRpmPackageRule : UnpinnedPackageRule
{
    private const string Module = "module";

    protected sealed override string Source => "the repository has";

    /// <summary>Whether the manager is this rule's concern.</summary>
    protected abstract bool Concerns(PackageManager manager);

    protected sealed override PackageCommand? InstallIn(ScriptCommand command, BuildState? before) =>
        command.Package is { Subcommand: "install" or "in" or Module } package && Concerns(package.Manager) ? package : null;

    protected sealed override IEnumerable<ShellWord> PackagesOf(PackageCommand install)
    {
        var words = install.Node.Words;
        if (install.Subcommand == Module)
        {
            // `dnf module enable nodejs:18`: the stream is the version.
            return install.Packages is [{ ConstantValue: "enable" or "switch-to" }, .. var modules] ? modules.Where(m => !HasStream(m)) : [];
        }

        return words[install.SubcommandIndex - 1].ConstantValue == Module || words.Take(install.SubcommandIndex).Any(w => w.ConstantValue == Module)
            ? install.Packages.Where(m => !HasStream(m))
            : install.Packages;
    }

    // `name-version[-release]`, where version and release start with a digit: the last or the last but one piece is one.
    // Groups, files, URLs and capabilities have no version that could be named.
    protected sealed override bool IsPinned(string package)
    {
        if (package.StartsWith('@') || package.Contains('/', StringComparison.Ordinal) || package.Contains('(', StringComparison.Ordinal)
            || package.EndsWith(".rpm", StringComparison.Ordinal) || package.Contains('=', StringComparison.Ordinal))
        {
            return true;
        }

        var dash = package.LastIndexOf('-');
        if (dash <= 0 || dash + 1 == package.Length)
        {
            return false;
        }

        var last = package[dash + 1];
        if (char.IsAsciiDigit(last))
        {
            return true;
        }

        var before = package.LastIndexOf('-', dash - 1);
        return last is '*' or '?' && before > 0 && char.IsAsciiDigit(package[before + 1]);
    }

    protected sealed override string Pin(string package) => $"{package}-VERSION";

    protected sealed override string PinIn(PackageCommand install, string package) =>
        install.Subcommand == Module || install.Node.Words.Take(install.SubcommandIndex).Any(w => w.ConstantValue == Module) ? $"{package}:STREAM" : Pin(package);

    private static bool HasStream(ShellWord module) => module.Parts.Any(p => p.ConstantValue?.Contains(':', StringComparison.Ordinal) == true);
}
