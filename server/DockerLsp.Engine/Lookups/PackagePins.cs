using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Lookups;

/// <summary>
/// Finds installs whose packages can be pinned. Only those that surely take what the public index of their manager has: an option
/// or a setting that is not known to leave that alone, and nothing is offered.
/// </summary>
internal static class PackagePins
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    private static readonly SearchValues<char> ModuleCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-~/");

    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("0123456789.");

    private static readonly ImmutableArray<Source> Sources =
    [
        new Pip(), new Npm(), new Gem(), new Go(), new Apk(),
    ];

    public static IEnumerable<Pin> Find(BuildModel model, InstructionFacts facts)
    {
        if (facts is not { Before: { } before, Run: { Script.Script: { Errors.IsEmpty: true } script } run })
        {
            yield break;
        }

        foreach (var command in run.Commands)
        {
            if (command.Package is not { } install || !install.Node.Assignments.IsEmpty
                || Sources.FirstOrDefault(s => s.Manager == install.Manager.Name) is not { } source
                || !source.Installs(install) || install.Options.Any(o => !source.LeavesChoice(o)) || HasUnknownOption(install) || !source.IsUsual(before))
            {
                continue;
            }

            var places = ImmutableArray.CreateBuilder<PinPlace>();
            foreach (var word in install.Packages)
            {
                if (source.Ask(word, before) is { } place && WrittenPlace(script, word, place) is { } span)
                {
                    places.Add(new PinPlace(place.Question, RuleContext.SpanOf(facts, span), place.Prefix));
                }
            }

            // The whole stage is read for that, so it comes last.
            if (places.Count > 0 && !HasOtherSource(model, facts, source))
            {
                yield return new Pin(RuleContext.SpanOf(facts, command.Node.Span), places.ToImmutable());
            }
        }
    }

    /// <summary>Whether a word that only the build knows may be an option: the packages are known apart from those.</summary>
    private static bool HasUnknownOption(PackageCommand install) =>
        install.Node.Words.Any(word => word.ConstantValue is null && !install.Packages.Contains(word)) || install.Packages.Any(word => word.ConstantValue is null);

    /// <summary>Whether something in the stage, or in those that it starts from, may say where packages come from.</summary>
    private static bool HasOtherSource(BuildModel model, InstructionFacts facts, Source source) =>
        Says(facts, source) || BuildModel.PartsBefore(facts).Any(part => model.Instructions[part.From..part.To].Any(instruction => Says(instruction, source)));

    private static bool Says(InstructionFacts instruction, Source source)
    {
        var green = instruction.Syntax.Green;
        foreach (var mark in source.Marks)
        {
            if (green.Text.AsSpan(green.Content.Start, green.Content.Length).Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the version goes in a word that is written as it is meant, in quotes or not; null for any other.</summary>
    private static TextSpan? WrittenPlace(ShellScript script, ShellWord word, Place place)
    {
        var written = script.ToString(word);
        var value = word.ConstantValue ?? "";
        var quotes = written == value ? 0 : written == $"\"{value}\"" || written == $"'{value}'" ? 1 : -1;
        var end = word.Span.End - quotes;
        return quotes < 0 ? null : new TextSpan(end - place.Replaced, place.Replaced);
    }

    /// <param name="Question">What is to be asked of a word.</param>
    /// <param name="Prefix">What stands before the answer.</param>
    /// <param name="Replaced">How many characters at its end the answer takes the place of.</param>
    private sealed record Place(LookupQuestion Question, string Prefix, int Replaced = 0);

    /// <summary>A package manager with its public index.</summary>
    private abstract class Source
    {
        public abstract string Manager { get; }

        /// <summary>Texts that say that something else than the public index may be asked.</summary>
        public abstract ImmutableArray<string> Marks { get; }

        /// <summary>The options that leave the choice of versions alone, without their values.</summary>
        protected abstract ImmutableHashSet<string> Options { get; }

        /// <summary>How the names of environment variables of the manager begin.</summary>
        protected virtual string? VariablePrefix => null;

        /// <summary>Those of them that leave the choice of versions alone.</summary>
        protected virtual ImmutableHashSet<string> Variables => [];

        public virtual bool Installs(PackageCommand install) => install.Operation == PackageOperation.Install;

        public virtual bool LeavesChoice(string option) => Options.Contains(option.Split('=')[0]);

        public bool IsUsual(BuildState before) =>
            VariablePrefix is not { } prefix || before.Environment.Keys.Concat(before.Arguments.Keys)
                .All(name => !name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || Variables.Contains(name.ToUpperInvariant()));

        /// <summary>The question for a package without a version; null for any other word.</summary>
        public Place? Ask(ShellWord word, BuildState before) => word.ConstantValue is { Length: > 0 and <= 200 } name && !name.Contains("..", StringComparison.Ordinal) ? Ask(name, before) : null;

        protected abstract Place? Ask(string name, BuildState before);

        protected static ImmutableHashSet<string> Set(string words) => [.. words.Split(' ')];

        protected static bool IsName(string name) => char.IsAsciiLetterOrDigit(name[0]) && name.AsSpan().IndexOfAnyExcept(NameCharacters) < 0;

        /// <summary>The version of a language in an official image of it: <c>3.12</c> of <c>python:3.12-slim</c>.</summary>
        protected static string? Runtime(BuildState before, string language)
        {
            var image = ImageReference.Parse(before.Image.Name);
            if (!image.IsOfficial || image.Name != language || image.Tag is not { } tag)
            {
                return null;
            }

            var end = tag.AsSpan().IndexOfAnyExcept(VersionCharacters);
            var version = end < 0 ? tag : tag[..end];
            // 3.14rc is none yet.
            return version.Length > 0 && char.IsAsciiDigit(version[^1]) && (end < 0 || tag[end] == '-') ? version : null;
        }
    }

    private sealed class Pip : Source
    {
        public override string Manager => "pip";

        public override ImmutableArray<string> Marks => ["pip config", "pip3 config", "pip.conf", "index-url", "index_url", "find-links", "uv.toml"];

        protected override string VariablePrefix => "PIP_";

        protected override ImmutableHashSet<string> Variables { get; } = Set(
            "PIP_NO_CACHE_DIR PIP_CACHE_DIR PIP_DISABLE_PIP_VERSION_CHECK PIP_ROOT_USER_ACTION PIP_DEFAULT_TIMEOUT PIP_BREAK_SYSTEM_PACKAGES PIP_NO_INPUT PIP_PROGRESS_BAR PIP_QUIET PIP_USER PIP_TARGET PIP_NO_COLOR PIP_RETRIES");

        protected override ImmutableHashSet<string> Options { get; } = Set(
            "--no-cache-dir --cache-dir --upgrade -U -q -qq --quiet -v --verbose --user --break-system-packages --no-input --disable-pip-version-check --root-user-action --no-compile --compile --progress-bar "
            + "--no-warn-script-location --timeout --default-timeout --retries --no-color --force-reinstall --ignore-installed -I --prefix --target -t --root --no-deps --require-virtualenv --no-python-version-warning");

        public override bool Installs(PackageCommand install) => install.Subcommand == "install";

        // PEP 508; PEP 503 for the name that the index knows it by.
        protected override Place? Ask(string name, BuildState before)
        {
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            var project = bracket < 0 ? name : name[..bracket];
            return project.Length > 0 && IsName(project) && (bracket < 0 || name[^1] == ']') && !project.EndsWith(".whl", StringComparison.Ordinal) && !project.EndsWith(".gz", StringComparison.Ordinal) && !project.EndsWith(".zip", StringComparison.Ordinal)
                ? new Place(new LookupQuestion(LookupKind.PyPi, string.Join('-', project.ToLowerInvariant().Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries)), Runtime(before, "python")), "==")
                : null;
        }
    }

    private sealed class Npm : Source
    {
        public override string Manager => "npm";

        public override ImmutableArray<string> Marks => ["npmrc", "npm config", "npm set ", "npm c set", "registry"];

        protected override string VariablePrefix => "NPM_CONFIG_";

        protected override ImmutableHashSet<string> Variables { get; } = Set(
            "NPM_CONFIG_LOGLEVEL NPM_CONFIG_UPDATE_NOTIFIER NPM_CONFIG_FUND NPM_CONFIG_AUDIT NPM_CONFIG_CACHE NPM_CONFIG_PREFIX NPM_CONFIG_PRODUCTION NPM_CONFIG_COLOR NPM_CONFIG_PROGRESS");

        protected override ImmutableHashSet<string> Options { get; } = Set(
            "-g --global --location --no-audit --no-fund --silent -s --quiet -q --unsafe-perm --no-save --loglevel --no-progress --progress --prefix --ignore-scripts --no-update-notifier --cache --omit --production --no-optional");

        // In a project, package.json and its lock file may have a say.
        public override bool Installs(PackageCommand install) =>
            install.Operation == PackageOperation.Install && (install.HasOption("-g") || install.HasOption("--global") || install.Options.Contains("--location=global"));

        protected override Place? Ask(string name, BuildState before)
        {
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            var isScoped = name[0] == '@' && slash > 1 && slash < name.Length - 1 && IsName(name[1..slash]) && IsName(name[(slash + 1)..]);
            return isScoped || (slash < 0 && IsName(name) && !name.EndsWith(".tgz", StringComparison.Ordinal))
                ? new Place(new LookupQuestion(LookupKind.Npm, name, Runtime(before, "node")), "@")
                : null;
        }
    }

    private sealed class Gem : Source
    {
        public override string Manager => "gem";

        public override ImmutableArray<string> Marks => ["gemrc", "gem sources", "gem source ", "bundle config", "RUBYGEMS_HOST"];

        protected override ImmutableHashSet<string> Options { get; } = Set("--no-document -N --no-doc --no-ri --no-rdoc --quiet -q --silent --user-install --bindir -n --install-dir -i --force -f --verbose -V");

        protected override Place? Ask(string name, BuildState before) =>
            IsName(name) && !name.EndsWith(".gem", StringComparison.Ordinal) ? new Place(new LookupQuestion(LookupKind.RubyGems, name, Runtime(before, "ruby")), ":") : null;
    }

    private sealed class Go : Source
    {
        public override string Manager => "go";

        public override ImmutableArray<string> Marks => ["GOPROXY", "GOPRIVATE", "GONOPROXY", "GOFLAGS", "go env -w", "insteadOf"];

        protected override ImmutableHashSet<string> Options { get; } = Set("-v -x -a -race -trimpath -ldflags -tags -gcflags -asmflags -installsuffix -buildvcs -p");

        public override bool Installs(PackageCommand install) => install.Subcommand == "install";

        // Without a version, the go.mod of the current folder decides.
        protected override Place? Ask(string name, BuildState before)
        {
            const string Latest = "@latest";
            var path = name.EndsWith(Latest, StringComparison.Ordinal) ? name[..^Latest.Length] : "";
            return path.Length > 0 && char.IsAsciiLetterOrDigit(path[0]) && path[^1] != '/' && !path.Contains("//", StringComparison.Ordinal) && path.AsSpan().IndexOfAnyExcept(ModuleCharacters) < 0 && path.Split('/')[0].Contains('.', StringComparison.Ordinal)
                ? new Place(new LookupQuestion(LookupKind.Go, path, null), "", "latest".Length)
                : null;
        }
    }

    private sealed class Apk : Source
    {
        /// <summary>What the image brings along: adding it does nothing, and a version would replace it.</summary>
        private static readonly ImmutableHashSet<string> InImage = Set(
            "alpine-baselayout alpine-baselayout-data alpine-keys alpine-release apk-tools busybox busybox-binsh ca-certificates-bundle libapk2 libcrypto3 libssl3 musl musl-utils scanelf ssl_client zlib");

        public override string Manager => "apk";

        public override ImmutableArray<string> Marks => ["apk/repositories", "setup-apkrepos"];

        protected override ImmutableHashSet<string> Options { get; } = Set("--no-cache -U --update-cache --update -q --quiet --virtual -t --no-progress");

        public override bool Installs(PackageCommand install) => install.Subcommand == "add";

        // apk-world(5): `~` keeps to a version and takes rebuilds of it.
        protected override Place? Ask(string name, BuildState before) =>
            Release(before) is { } release && IsName(name) && !InImage.Contains(name)
                ? new Place(new LookupQuestion(LookupKind.Alpine, name, release), "~")
                : null;

        /// <summary>The release that the tag of an official image names: <c>3.20</c> of <c>alpine:3.20.3</c> and <c>python:3.12-alpine3.20</c>.</summary>
        private static string? Release(BuildState before)
        {
            var image = ImageReference.Parse(before.Image.Name);
            if (!image.IsOfficial || image.Tag is not { } tag)
            {
                return null;
            }

            var at = tag.LastIndexOf("alpine", StringComparison.Ordinal);
            var version = (image.Name == "alpine" ? tag : at < 0 ? "" : tag[(at + "alpine".Length)..]).Split('.');
            return version.Length is 2 or 3 && version[0] == "3" && version.All(n => n.Length is 1 or 2 && n.All(char.IsAsciiDigit)) ? $"{version[0]}.{version[1]}" : null;
        }
    }
}
