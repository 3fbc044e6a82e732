using System.Collections.Immutable;
using System.Globalization;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>What the Compose and Bake files that led to a Dockerfile build it with.</summary>
internal static class BuildVariants
{
    /// <summary>
    /// As many sets of arguments as are looked at one by one. In a repository of fifty services that share a Dockerfile, the rest is
    /// looked at as one build whose arguments are not known where they differ.
    /// </summary>
    private const int MaxArgumentSets = 8;

    /// <summary>What BuildKit takes without an ARG (Dockerfile reference, "Predefined ARGs" and "BuildKit built-in build args").</summary>
    private static readonly string[] Predefined =
    [
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy", "SOURCE_DATE_EPOCH",
    ];

    /// <summary>Parts of names whose values are not to turn up in a report, wherever they come from.</summary>
    private static readonly string[] SecretParts = ["KEY", "TOKEN", "SECRET", "PASS", "PWD", "AUTH", "CREDENTIAL", "PRIVATE"];

    /// <summary>The options of each build of a file, each once; at least one.</summary>
    /// <param name="input">The file, with its builds.</param>
    /// <param name="text">What it says.</param>
    /// <param name="configured">What is configured for it.</param>
    /// <param name="configuration">Knows the build contexts.</param>
    public static ImmutableArray<AnalysisOptions> Of(InputFile input, SourceText text, AnalysisOptions configured, RunConfiguration configuration)
    {
        if (input.Builds.IsEmpty)
        {
            return [configured];
        }

        var declared = DeclaredArguments(text);
        var options = input.Builds.Select(build => configuration.InContext(configured with { Build = RequestOf(build, declared) }, input, build.Context));
        AnalysisOptions[] all =
        [
            .. (input.IsNamed ? options.Prepend(configuration.InContext(configured, input, null)) : options).DistinctBy(o => (o.Build, o.IgnoreFile, o.Context)),
        ];
        var sets = all.Select(o => o.Build.Arguments).Distinct(new SameArguments()).ToArray();
        if (sets.Length <= MaxArgumentSets)
        {
            return [.. all];
        }

        // Which images they start from makes the greatest difference.
        var images = DockerfileSyntax.Parse(text).Instructions.OfType<FromSyntax>().Select(from => from.Image?.Text ?? "").ToArray();
        var inImages = declared.Where(name => images.Any(image => image.Contains(name, StringComparison.Ordinal))).ToHashSet(StringComparer.Ordinal);
        var ofImages = sets.DistinctBy(set => BuildRequest.Default.Arguments.SetItems(set.Where(a => inImages.Contains(a.Key))), new SameArguments());
        return [.. Cut(all, [.. ofImages.Concat(sets).Distinct(new SameArguments()).Take(MaxArgumentSets)])];
    }

    /// <summary>What a build of a text is given.</summary>
    public static BuildRequest RequestOf(BuildTarget build, SourceText text) => RequestOf(build, DeclaredArguments(text));

    /// <summary>Builds of stages that the Dockerfile does not have: they fail.</summary>
    public static ImmutableArray<string> FindMissingStages(InputFile input, SourceText text)
    {
        BuildTarget[] builds = [.. input.Builds.Where(build => build.Stage is not null)];
        if (builds.Length == 0)
        {
            return [];
        }

        var stages = BuildModel.Create(DockerfileSyntax.Parse(text)).Stages;
        return
        [
            .. builds
                .Where(build => !stages.Any(s => string.Equals(s.Name, build.Stage, StringComparison.OrdinalIgnoreCase))
                    && !(int.TryParse(build.Stage, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < stages.Length))
                .Select(build => $"{build.FileName}:{build.StageLine}: `{build.Name}` builds the stage `{build.Stage}`, which {NameOf(input)} does not have"
                    + NearestName.Suggest(build.Stage ?? "", stages.Select(s => s.Name).OfType<string>()))
                .Distinct(),
        ];
    }

    /// <summary>
    /// Arguments that no ARG takes, of which BuildKit says "One or more build-args were not consumed", and goes on. One that is given
    /// to several services, of which others take it, is meant for those.
    /// </summary>
    public static ImmutableArray<string> FindUnusedArguments(InputFile input, SourceText text)
    {
        if (input.Builds.All(build => build.Arguments.IsEmpty))
        {
            return [];
        }

        var declared = DeclaredArguments(text);
        return
        [
            .. input.Builds
                .SelectMany(build => build.Arguments.Select(argument => (Build: build, Argument: argument)))
                .Where(pair => !declared.Contains(pair.Argument.Name) && !Predefined.Contains(pair.Argument.Name) && !PlatformArguments.Contains(pair.Argument.Name)
                    && !pair.Argument.Name.StartsWith("BUILDKIT_", StringComparison.Ordinal))
                // An anchor or a parent gives it to many services in one line.
                .DistinctBy(pair => (pair.Build.FileName, pair.Argument.Line, pair.Argument.Name))
                .Select(pair => $"{pair.Build.FileName}:{pair.Argument.Line}: `{pair.Build.Name}` gives the build argument `{pair.Argument.Name}`, which no ARG of {NameOf(input)} takes"
                    + NearestName.Suggest(pair.Argument.Name, declared)),
        ];
    }

    private static bool SoundsSecret(string name) => SecretParts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static string NameOf(InputFile input) => input.Inline is null ? input.Name : "its Dockerfile";

    private static BuildRequest RequestOf(BuildTarget build, HashSet<string> declared)
    {
        var arguments = BuildRequest.Default.Arguments.ToBuilder();
        foreach (var argument in build.Arguments)
        {
            // What no ARG takes makes no difference.
            if (declared.Contains(argument.Name) || PlatformArguments.Contains(argument.Name))
            {
                arguments[argument.Name] = SoundsSecret(argument.Name) ? null : argument.Value;
            }
        }

        return new BuildRequest
        {
            Arguments = arguments.ToImmutable(),
            Target = build.Stage,
            Contexts = BuildRequest.Default.Contexts.SetItems(build.Contexts),
        };
    }

    /// <summary>The builds with the first sets of arguments, and all others with those of their values that are the same in each.</summary>
    private static IEnumerable<AnalysisOptions> Cut(AnalysisOptions[] all, ImmutableSortedDictionary<string, string?>[] kept)
    {
        var known = kept.ToHashSet(new SameArguments());
        AnalysisOptions[] rest = [.. all.Where(o => !known.Contains(o.Build.Arguments))];
        var joined = BuildRequest.Default.Arguments.ToBuilder();
        foreach (var name in rest.SelectMany(o => o.Build.Arguments.Keys).Distinct(StringComparer.Ordinal))
        {
            string?[] values = [.. rest.Select(o => o.Build.Arguments.GetValueOrDefault(name)).Distinct(StringComparer.Ordinal).Take(2)];
            joined[name] = values.Length == 1 ? values[0] : null;
        }

        return all.Where(o => known.Contains(o.Build.Arguments))
            .Concat(rest.Select(o => o with { Build = o.Build with { Arguments = joined.ToImmutable() } }).DistinctBy(o => (o.Build, o.IgnoreFile, o.Context)));
    }

    private static HashSet<string> DeclaredArguments(SourceText text) =>
        [.. DockerfileSyntax.Parse(text).Instructions.OfType<ArgSyntax>().SelectMany(arg => arg.Pairs).Select(pair => pair.Key.Text)];

    private sealed class SameArguments : IEqualityComparer<ImmutableSortedDictionary<string, string?>>
    {
        public bool Equals(ImmutableSortedDictionary<string, string?>? x, ImmutableSortedDictionary<string, string?>? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y));

        public int GetHashCode(ImmutableSortedDictionary<string, string?> arguments)
        {
            var hash = default(HashCode);
            foreach (var (name, value) in arguments)
            {
                hash.Add(name);
                hash.Add(value);
            }

            return hash.ToHashCode();
        }
    }
}
