using System.Buffers;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>What an instruction is known by to rules that look for others: a long file is searched by it without a look at each.</summary>
[Flags]
public enum InstructionTraits
{
    None = 0,

    /// <summary>Its shell script has a pipeline.</summary>
    Pipes = 1,

    /// <summary>It runs curl.</summary>
    Curl = 2,

    /// <summary>It runs wget.</summary>
    Wget = 4,

    /// <summary>Its text names the setting of apt that leaves recommended packages out.</summary>
    Recommends = 8,

    /// <summary>It has flags.</summary>
    Flags = 16,

    /// <summary>It runs a program that unpacks archives.</summary>
    Unpacks = 32,

    /// <summary>It copies what may be an archive.</summary>
    CopiesArchive = 64,

    /// <summary>A comment above it may silence rules.</summary>
    IgnoreComments = 128,

    /// <summary>It may install what a manifest of the project lists.</summary>
    InstallsDependencies = 256,

    /// <summary>It deletes more than what package managers leave.</summary>
    Deletes = 512,

    /// <summary>It removes packages.</summary>
    RemovesPackages = 1024,

    /// <summary>It runs chown or chmod.</summary>
    ChangesRights = 2048,

    /// <summary>It declares an argument that may name a build or a commit.</summary>
    BuildArgument = 4096,

    /// <summary>Its text names the settings of gem.</summary>
    GemSettings = 8192,

    /// <summary>It has heredocs.</summary>
    Heredocs = 16384,

    /// <summary>It may have mounts.</summary>
    Mounts = 32768,

    /// <summary>Its text names the file by which Debian's images make apt delete what it downloads.</summary>
    DockerClean = 65536,

    /// <summary>It shows that Yarn 2 or later is used.</summary>
    Yarn2 = 131072,

    /// <summary>It may install from a cache alone.</summary>
    Offline = 262144,

    /// <summary>It makes a layer. WORKDIR makes one for the directory that it creates.</summary>
    MakesLayer = 524288,

    /// <summary>It is copied with <c>--link</c>: its layer does not depend on those below.</summary>
    Linked = 1048576,

    /// <summary>Its text names the settings of dpkg that leave paths out, or the folder that holds such.</summary>
    DpkgSettings = 2097152,

    /// <summary>A flag of it may name another stage, or an image.</summary>
    NamesStage = 4194304,

    /// <summary>It may change the list of sources that apt refreshes from.</summary>
    PackageSources = 8388608,

    /// <summary>Its keyword has no capital letter.</summary>
    LowerKeyword = 16777216,

    /// <summary>Its keyword has no small letter.</summary>
    UpperKeyword = 33554432,
}

/// <summary>Finds traits.</summary>
internal static class TraitReader
{
    private static readonly SearchValues<string> ArchiveNames = SearchValues.Create([".t", ".gz", ".bz2", ".xz", ".lz", ".Z"], StringComparison.Ordinal);

    private static readonly SearchValues<string> BuildNames =
        SearchValues.Create(["COMMIT", "GIT", "BUILD", "REVISION", "VCS_REF", "CI_PIPELINE", "CI_JOB"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Files that later versions of Yarn read, and calls that fetch one.</summary>
    private static readonly SearchValues<string> Yarn2Names =
        SearchValues.Create([".yarnrc.yml", ".yarn/", ".yarn ", "yarn set version", "yarn@stable", "yarn@berry"], StringComparison.Ordinal);

    /// <summary>Traits that a text may only have with a certain word in it.</summary>
    private static readonly (string Word, InstructionTraits Trait)[] WordTraits =
    [
        ("::", InstructionTraits.Recommends),
        ("path-exclude", InstructionTraits.DpkgSettings),
        ("dpkg.cfg", InstructionTraits.DpkgSettings),
        ("gemrc", InstructionTraits.GemSettings),
        ("/etc/apt", InstructionTraits.PackageSources),
        ("docker-clean", InstructionTraits.DockerClean),
        ("yarn", InstructionTraits.Yarn2),
    ];

    /// <summary>Their words: most texts hold none of them, which one search tells.</summary>
    private static readonly SearchValues<string> Words = SearchValues.Create([.. WordTraits.Select(w => w.Word)], StringComparison.Ordinal);

    public static InstructionTraits Of(GreenInstruction green, RunFacts? run)
    {
        var traits = green.Flags.Length > 0 || green.Trigger is { Flags.Length: > 0 } ? InstructionTraits.Flags : InstructionTraits.None;
        if (green.Content.Start > 0 && green.Text.AsSpan(0, green.Content.Start).Contains("ignore", StringComparison.OrdinalIgnoreCase))
        {
            traits |= InstructionTraits.IgnoreComments;
        }

        traits |= LayerTraitsOf(green) | CasingOf(green);
        if (MayNameStage(green.Flags) || (green.Trigger is { } trigger && MayNameStage(trigger.Flags)))
        {
            traits |= InstructionTraits.NamesStage;
        }

        if (green.Text.AsSpan().ContainsAny(Words))
        {
            traits |= WordTraitsOf(green, run);
        }

        if (green.Heredocs.Length > 0)
        {
            traits |= InstructionTraits.Heredocs;
        }

        if ((green.Kinds & InstructionKinds.Run) != 0 && (HasMount(green.Flags) || HasMount(green.Trigger?.Flags ?? [])))
        {
            traits |= InstructionTraits.Mounts;
        }

        if ((green.Kinds & InstructionKinds.Arg) != 0 && green.Text.AsSpan().ContainsAny(BuildNames))
        {
            traits |= InstructionTraits.BuildArgument;
        }

        if ((green.Kinds & InstructionKinds.Copy) != 0 && green.Text.AsSpan().ContainsAny(ArchiveNames))
        {
            traits |= InstructionTraits.CopiesArchive;
        }

        if (run is null)
        {
            return traits;
        }

        if (run.Script.Script is { } script && script.Text.Text.Contains('|', StringComparison.Ordinal))
        {
            traits |= InstructionTraits.Pipes;
        }

        foreach (var command in run.Commands)
        {
            traits |= command.View.Name switch
            {
                "curl" => InstructionTraits.Curl,
                "wget" => InstructionTraits.Wget,
                "tar" or "bsdtar" or "unzip" or "gunzip" or "bunzip2" or "unlzma" or "unxz" or "zgz" or "uncompress" or "zcat" or "gzcat" => InstructionTraits.Unpacks,
                "chown" or "chmod" => InstructionTraits.ChangesRights,
                "rm" when command.Deletion is not { IsOnlyOfPackages: true } => InstructionTraits.Deletes,
                "npm" or "yarn" or "pnpm" or "bundle" or "go" or "pipenv" or "poetry" or "uv" or "mix" => InstructionTraits.InstallsDependencies,
                _ => InstructionTraits.None,
            };
            if (command.Package is { InstallsOrUpgrades: true } package && (traits & InstructionTraits.Offline) == 0
                && (green.Text.Contains("--network", StringComparison.Ordinal) || package.Manager.CacheOnlyOptions.Any(package.HasOption) || package.HasOption("--prefer-offline")))
            {
                traits |= InstructionTraits.Offline;
            }

            traits |= command.Package switch
            {
                { Operation: PackageOperation.Remove } => InstructionTraits.RemovesPackages,
                { Operation: PackageOperation.Install, Packages.IsEmpty: true } => InstructionTraits.InstallsDependencies,
                _ => InstructionTraits.None,
            };
        }

        return traits;
    }

    /// <summary>What single words in the text tell.</summary>
    private static InstructionTraits WordTraitsOf(GreenInstruction green, RunFacts? run)
    {
        var traits = InstructionTraits.None;
        foreach (var (word, trait) in WordTraits)
        {
            if (green.Text.Contains(word, StringComparison.Ordinal) && Has(trait))
            {
                traits |= trait;
            }
        }

        return traits;

        bool Has(InstructionTraits trait) => trait switch
        {
            InstructionTraits.Recommends => green.Text.Contains("::Install-Recommends", StringComparison.OrdinalIgnoreCase),
            InstructionTraits.PackageSources => (green.Kinds & (InstructionKinds.Run | InstructionKinds.Copy | InstructionKinds.Add)) != 0,
            InstructionTraits.Yarn2 => green.Text.AsSpan().ContainsAny(Yarn2Names) || run?.Commands.Any(IsYarn2) == true,
            _ => true,
        };
    }

    /// <summary><c>--from</c>, or a mount that has one.</summary>
    private static bool MayNameStage(GreenFlag[] flags) => Array.Exists(flags, f => f.Text.Text.Contains("from", StringComparison.OrdinalIgnoreCase));

    /// <summary>The case of a known keyword, which has no other letters than those of ASCII. All instructions are asked: no token is made for it.</summary>
    private static InstructionTraits CasingOf(GreenInstruction green)
    {
        if (green.Kind == InstructionKind.Unknown)
        {
            return InstructionTraits.None;
        }

        // Without continuations, which a word may have between its letters.
        var keyword = green.Logical.Text.AsSpan(green.Keyword.Logical.Start, green.Keyword.Logical.Length);
        return (keyword.ContainsAnyInRange('A', 'Z') ? InstructionTraits.None : InstructionTraits.LowerKeyword)
            | (keyword.ContainsAnyInRange('a', 'z') ? InstructionTraits.None : InstructionTraits.UpperKeyword);
    }

    private static InstructionTraits LayerTraitsOf(GreenInstruction green)
    {
        switch (green.Kind)
        {
            case InstructionKind.Run:
                return InstructionTraits.MakesLayer;
            case InstructionKind.Copy or InstructionKind.Add:
                return InstructionTraits.MakesLayer
                    | (Array.Exists(green.Flags, f => f.Text.Text is "--link" or "--link=true" or "--link=1") ? InstructionTraits.Linked : InstructionTraits.None);
            case InstructionKind.Workdir when green.Words is [var directory, ..]:
                var text = directory.Decoded is { } decoded ? decoded.Text : green.Logical.Text.AsSpan(directory.Logical.Start, directory.Logical.Length);
                return text.Trim().TrimEnd('/').IsEmpty ? InstructionTraits.None : InstructionTraits.MakesLayer;
            default:
                return InstructionTraits.None;
        }
    }

    /// <summary>What only later versions know.</summary>
    private static bool IsYarn2(ScriptCommand command) =>
        command.View.Name is "yarn" && command.View.ArgumentValues.Any(v => v is "--immutable" or "--immutable-cache" or "--inline-builds" or "workspaces" or "dlx" or "plugin" or "--mode=skip-build");

    private static bool HasMount(GreenFlag[] flags) => Array.Exists(flags, f => f.Text.Text is var text && (text == "--mount" || text.StartsWith("--mount=", StringComparison.Ordinal)));
}
