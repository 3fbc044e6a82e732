using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules.Caching;
using DockerLsp.Engine.Rules.Commands;
using DockerLsp.Engine.Rules.Correctness;
using DockerLsp.Engine.Rules.Files;
using DockerLsp.Engine.Rules.Images;
using DockerLsp.Engine.Rules.Instructions;
using DockerLsp.Engine.Rules.Metadata;
using DockerLsp.Engine.Rules.PackageHygiene;
using DockerLsp.Engine.Rules.Packages;
using DockerLsp.Engine.Rules.Scripts;
using DockerLsp.Engine.Rules.Security;
using DockerLsp.Engine.Rules.Style;
using DockerLsp.Engine.Rules.Waste;

namespace DockerLsp.Engine.Rules;

/// <summary>All rules, each named once.</summary>
public static class RuleCatalog
{
    /// <summary>In the order in which their fixes are tried: those that remove a step's cause before those that mend its traces.</summary>
    public static ImmutableArray<Rule> Rules { get; } =
    [
        new RefreshInItsOwnStep(),
        new StaleIndex(),
        new MissingRefresh(),
        new CleanupInLaterLayer(),
        new RepeatedRefresh(),
        new CleanupOfCacheMount(),
        new PackageIndexRemains(),
        new ApkIndexRemains(),
        new YumCacheRemains(),
        new ZypperCacheRemains(),
        new DnfCacheRemains(),
        new PipCacheRemains(),
        new YarnCacheRemains(),
        new PackageCacheRemains(),
        new GemDocumentation(),
        new PackageDocumentation(),
        new FileDeletedInLaterLayer(),
        new PackageRemovedInLaterLayer(),
        new RecursiveChangeOfCopiedFiles(),
        new SystemUpgrade(),
        new DeletionBelowVolume(),
        new BraceWordInPosixShell(),
        new UnnoticedFailureInHeredoc(),
        new BashInPosixShell(),

        // Packages and programs.
        new AptInsteadOfAptGet(),
        new UnpinnedAptPackage(),
        new UnpinnedPipPackage(),
        new UnpinnedNpmPackage(),
        new UnpinnedApkPackage(),
        new UnpinnedGem(),
        new UnpinnedYumPackage(),
        new UnpinnedZypperPackage(),
        new UnpinnedDnfPackage(),
        new UnpinnedGoPackage(),
        new MissingAptAssumeYes(),
        new MissingYumAssumeYes(),
        new MissingZypperAssumeYes(),
        new MissingDnfAssumeYes(),
        new RecommendedPackages(),
        new ZypperDistUpgrade(),
        new InteractiveProgram(),
        new DirectoryChange(),
        new Sudo(),
        new CopiedArchive(),
        new LargeUserId(),
        new WgetProgress(),
        new CurlAndWget(),
        new ReplacedShell(),
        new PipeWithoutPipefail(),
        new ConsecutiveRuns(),
        new UpperCaseStageName(),
        new MixedInstructionCasing(),
        new MixedFromAsCasing(),
        new EmptyContinuationLine(),
        new UnusedIgnoreComment(),
        new UnknownIgnoredRule(),
        new IgnoreCommentWithoutReason(),
        new SpaceBetweenKeyAndValue(),
        new UpperCaseProtocol(),
        new CommentOfAnotherName(),
        new SilencingComment(),

        // Images, instructions and files.
        new RepeatedCmd(),
        new RepeatedEntrypoint(),
        new RepeatedHealthcheck(),
        new RelativeWorkdir(),
        new InvalidPort(),
        new ShellFormCommand(),
        new ForbiddenTrigger(),
        new VariableOfSameEnv(),
        new MissingHealthcheck(),
        new InstructionBeforeFrom(),
        new HostPort(),
        new UndefinedVariable(),
        new UntaggedImage(),
        new LatestImage(),
        new DuplicateStageName(),
        new ReservedStageName(),
        new ConstantPlatform(),
        new RedundantPlatform(),
        new ImageOfAnotherPlatform(),
        new ForeignRegistry(),
        new UndeclaredArgument(),
        new ImageNameWithoutDefault(),
        new AddForLocalFiles(),
        new DestinationWithoutSlash(),
        new CopyFromUnknown(),
        new CopyFromItself(),
        new RelativeDestination(),
        new WholeFileSystemCopy(),
        new IgnoredSource(),
        new InvalidLabelKey(),
        new MissingLabel(),
        new UnknownLabel(),
        new EmptyLabel(),
        new InvalidLabelUrl(),
        new InvalidLabelTime(),
        new InvalidLabelLicense(),
        new InvalidLabelGitHash(),
        new InvalidLabelVersion(),
        new InvalidLabelEmail(),
        new Maintainer(),
        new RootUser(),
        new NamedUser(),
        new SecretInVariable(),

        // The layer cache.
        new ContextCopiedBeforeInstall(),
        new PackagesAfterContext(),
        new VolatileArgument(),
        new MissingIgnoreFile(),
        new FrozenDownload(),
        new LockFileNotCopied(),
        new MissingCacheMount(),

        // Security.
        new TlsChecksOff(),
        new UnsignedPackages(),
        new PipedDownload(),
        new AddWithoutChecksum(),
        new WorldWritable(),
        new HostNetwork(),
        new InsecureStep(),
        new ReadableSecret(),
        new CredentialInCommand(),
        new AdminPort(),
        new PasswordSet(),
        new DockerSocket(),
        new WeakTls(),
        new SystemWorkdir(),
        new ClearTextDownload(),
        new WeakChecksum(),

        // Correctness, scripts and style of our own.
        new SyntaxError(),
        new BrokenArray(),
        new LostState(),
        new ArgOutOfScope(),
        new UnreachableStage(),
        new MistypedDirective(),
        new MisplacedDirective(),
        new InvalidHealthcheck(),
        new UngracefulStop(),
        new RunInScratch(),
        new CopyAfterUser(),
        new CopyFromEmptyStage(),
        new MaskedStatus(),
        new UncheckedCd(),
        new UnquotedInTest(),
        new ErrorsNotRedirected(),
        new Backquotes(),
        new UnsortedPackages(),
        new LongRunLine(),
        new BlanksBehindContinuation(),
    ];

    /// <summary>What is known of them, in the order of their ids.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } = [.. Rules.Select(r => r.Descriptor).OrderBy(d => d.Id, StringComparer.Ordinal)];

    /// <summary>The rule of an id or alias, whatever its case; null where there is none.</summary>
    public static RuleDescriptor? Find(string idOrAlias) =>
        All.FirstOrDefault(r => string.Equals(r.Id, idOrAlias, StringComparison.OrdinalIgnoreCase)
            || r.Aliases.Contains(idOrAlias, StringComparer.OrdinalIgnoreCase))
        ?? ShellCheckRules.Find(idOrAlias);

    /// <summary>The rule's page in Markdown.</summary>
    public static string GetPage(RuleDescriptor rule) => RulePages.Find($"{rule.Id}.{rule.Name}.md") ?? ShellCheckRules.GetPage(rule);
}
