using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using DockerLsp.Files;
using DockerLsp.Files.Images;
using DockerLsp.Programs;

namespace DockerLsp.Cli;

/// <summary><c>dockerlsp layers</c>: shows what the layer cache does with each step, and what a change makes run again.</summary>
internal sealed class LayersCommand
{
    private readonly CommandEnvironment environment;
    private readonly Argument<string> path = new("PATH") { Description = "The Dockerfile, its folder, a Compose or Bake file with one build, or - for standard input" };
    private readonly Option<string> format = AnalysisArguments.CreateChoice("--format", "How the layers are written", ["text", "json"], "text");
    private readonly Option<int?> why = new("--why") { Description = "Explain the instruction in this line", HelpName = "LINE" };
    private readonly Option<string[]> changed = new("--changed") { Description = "Tell what runs again when these files change", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> diff = new("--diff") { Description = "Tell what runs again after all changes since a git revision", HelpName = "REF" };
    private readonly Option<string?> image = new("--image") { Description = "Show the sizes of a built image: an OCI or docker archive, an OCI layout folder, or the name of an image of the engine that runs here", HelpName = "IMAGE" };
    private readonly Option<int?> failAt = new("--fail-if-invalidates") { Description = "Exit with 1 when the change makes this many steps or more run again", HelpName = "N" };
    private readonly Option<string?> target = new("--target") { Description = "The stage that is built, by name or number; the last by default", HelpName = "STAGE" };
    private readonly Option<string?> context = new("--context") { Description = "The build context; the Dockerfile's folder by default", HelpName = "FOLDER" };
    private readonly Option<string> color = AnalysisArguments.CreateChoice("--color", "When to colour the output", ["auto", "always", "never"], "auto");

    private LayersCommand(CommandEnvironment environment) => this.environment = environment;

    public static Command Create(CommandEnvironment environment)
    {
        var layers = new LayersCommand(environment);
        var command = new Command("layers", "Show what the layer cache does with each step.")
        {
            layers.path, layers.format, layers.why, layers.changed, layers.diff, layers.image, layers.failAt, layers.target, layers.context, layers.color,
        };
        command.SetAction(layers.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var files = arguments.GetValue(changed) ?? [];
        var revision = arguments.GetValue(diff);
        var limit = arguments.GetValue(failAt);
        if (limit is not null && files.Length == 0 && revision is null)
        {
            throw new UsageException("--fail-if-invalidates needs a change: give --changed or --diff");
        }

        if (limit is < 1)
        {
            throw new UsageException("--fail-if-invalidates takes a number from 1 on");
        }

        var input = FindInput(arguments.GetRequiredValue(path));
        var build = input.Builds.FirstOrDefault();
        var folder = FindContext(arguments.GetValue(context) ?? build?.Context, input);
        var stage = arguments.GetValue(target) ?? build?.Stage;
        var (report, problem) = InputProblem.Guard(input, () => CreateReport(input, folder, stage));
        if (report is null)
        {
            environment.Complain(problem);
            return ExitStatus.Failure;
        }

        if (report.Target is null)
        {
            environment.Complain(stage is { } name ? $"{input.Name}: no stage is called `{name}`" : $"{input.Name}: has no stage");
            return ExitStatus.Failure;
        }

        LayersChange? change = null;
        ImageMatch? match = null;
        try
        {
            change = files.Length > 0 || revision is not null ? FindChange(report, input, folder, files, revision) : null;
            match = arguments.GetValue(image) is { } given ? ImageMatch.Create(ReadImage(given), report.Graph, report.Target) : null;
        }
        catch (GitException exception)
        {
            environment.Complain(exception.Message);
            return ExitStatus.Failure;
        }
        catch (ImageException exception)
        {
            environment.Complain($"{arguments.GetValue(image)}: {exception.Message}");
            return ExitStatus.Failure;
        }

        report = report.With(change, match);
        if (arguments.GetRequiredValue(format) == "json")
        {
            environment.Writer.WriteLine(LayersJsonText.Write(report));
        }
        else
        {
            var text = new LayersText(environment.Writer, new Palette(UsesColor(arguments)), report);
            if (arguments.GetValue(why) is { } line)
            {
                text.Explain(FindEntry(report, line));
            }
            else if (change is not null)
            {
                text.WriteChange();
            }
            else
            {
                text.WriteTable();
            }
        }

        return change is not null && limit is { } most && change.Impact.StepCount >= most ? ExitStatus.Findings : ExitStatus.Clean;
    }

    /// <summary>Reads a file or folder where one is there, and asks the engine where what was given may be a name.</summary>
    private BuiltImage ReadImage(string given)
    {
        var path = Path.GetFullPath(given, environment.CurrentDirectory);
        if (File.Exists(path) || Directory.Exists(path) || !ImageEngine.IsName(given))
        {
            return ImageReader.Read(path, ImageLimits.Default);
        }

        var engine = ImageEngine.Find(environment.GetVariable);
        return ImageReader.Read(engine, ImageReader.Guard(() => engine.FindId(given)), ImageLimits.Default);
    }

    private bool UsesColor(ParseResult arguments) => arguments.GetRequiredValue(color) switch
    {
        "always" => true,
        "never" => false,
        _ => environment.IsOutputTerminal && string.IsNullOrEmpty(environment.GetVariable("NO_COLOR")) && environment.GetVariable("TERM") != "dumb",
    };

    private InputFile FindInput(string given)
    {
        if (given == "-")
        {
            return new InputFile("-", null);
        }

        var full = Path.GetFullPath(given, environment.CurrentDirectory);
        if (BuildFileReader.IsBuildFile(Path.GetFileName(full)) && File.Exists(full))
        {
            return FindBuild(given);
        }

        if (!Directory.Exists(full))
        {
            return new InputFile(given, full);
        }

        foreach (var name in (string[])["Dockerfile", "Containerfile", "dockerfile"])
        {
            if (File.Exists(Path.Combine(full, name)))
            {
                return new InputFile(given is "." or "./" ? name : Path.Combine(given, name), Path.Combine(full, name));
            }
        }

        throw new UsageException($"{given}: no Dockerfile or Containerfile in this folder");
    }

    /// <summary>The Dockerfile of the one build that a Compose or Bake file describes.</summary>
    private InputFile FindBuild(string given)
    {
        var inputs = InputList.Create([given], null, environment);
        return inputs.Files switch
        {
            [{ Builds.Length: 1, Inline: null } only] => only,
            [{ Inline: not null }] => throw new UsageException($"{given}: holds the Dockerfile itself; layers are those of a file of its own"),
            [] => throw new UsageException($"{given}: no build to show the layers of"),
            _ => throw new UsageException(
                $"{given}: describes several builds ({string.Join(", ", inputs.Files.SelectMany(file => file.Builds).Select(build => $"`{build.Name}`").Take(8))}); "
                    + "name one of their Dockerfiles, with --context and --target"),
        };
    }

    private string FindContext(string? given, InputFile input)
    {
        if (given is null)
        {
            return Path.GetDirectoryName(input.FullPath) ?? environment.CurrentDirectory;
        }

        var full = Path.GetFullPath(given, environment.CurrentDirectory);
        return Directory.Exists(full) ? full : throw new UsageException($"{given}: no such folder");
    }

    private LayersReport CreateReport(InputFile input, string folder, string? stage)
    {
        var text = SourceText.From(input.Read(environment).Text);
        var analysis = DockerfileAnalysis.Create(
            text, input.Builds is [var build, ..] ? AnalysisOptions.Default with { Build = BuildVariants.RequestOf(build, text) } : AnalysisOptions.Default);
        return LayersReport.Create(analysis, input.Name, stage, ContextListing.Read(folder, input.FullPath, ContextLimits.Default, environment.Time));
    }

    private LayersChange FindChange(LayersReport report, InputFile input, string folder, string[] files, string? revision)
    {
        var names = files.Select(f => NameInContext(f, folder)).OfType<string>().ToList();
        var before = report.Graph;
        var changesDockerfile = false;
        IReadOnlyCollection<string> shifted = [];
        if (revision is not null)
        {
            var repository = GitRepository.Open(folder, environment.GetVariable("PATH"));
            var commit = repository.FindCommit(revision);
            var changed = repository.ChangedSince(commit);
            shifted = FindShifted(report, input, folder, repository, commit, changed);
            foreach (var name in changed)
            {
                var full = Path.Combine(repository.Root, name);
                if (full == input.FullPath)
                {
                    changesDockerfile = true;
                    before = LayerGraph.Create(BuildModel.Create(DockerfileSyntax.Parse(FormerText(repository, commit, name)), report.Analysis.Options.Build));
                }

                if (IsInside(folder, full))
                {
                    names.Add(Relative(folder, full));
                }
            }
        }

        ImmutableArray<string> wanted = [.. names.Distinct(StringComparer.Ordinal).Where(n => report.Context?.Ignores(n) is not true).Union(shifted, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new LayersChange(wanted, changesDockerfile, report.WithoutUnneeded(CacheKeys.Compare(before, report.Graph, wanted)));
    }

    /// <summary>Files that a changed ignore file takes out of the context or lets into it.</summary>
    private HashSet<string> FindShifted(LayersReport report, InputFile input, string folder, GitRepository repository, string commit, IReadOnlyCollection<string> changed)
    {
        var (beside, atRoot) = DockerIgnore.FileNames(Path.GetFileName(input.FullPath ?? "Dockerfile"));
        string[] candidates = [Path.Combine(Path.GetDirectoryName(input.FullPath) ?? folder, beside), Path.Combine(folder, atRoot)];
        if (report.Context is not { } now || !changed.Any(n => candidates.Contains(Path.Combine(repository.Root, n), StringComparer.Ordinal)))
        {
            return [];
        }

        var old = candidates.Where(c => IsInside(repository.Root, c)).Select(c => FormerText(repository, commit, Relative(repository.Root, c))).FirstOrDefault(t => t.Length > 0);
        var then = ContextListing.Read(folder, DockerIgnore.Parse(old ?? ""), null, ContextLimits.Default, environment.Time);
        var shifted = then.Files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        shifted.SymmetricExceptWith(now.Files.Select(f => f.Path));
        return now.IsCut || then.IsCut ? [.. shifted.Where(n => now.Ignores(n) != then.Ignores(n))] : shifted;
    }

    /// <summary>A file as a commit has it; empty where it has none that can be read.</summary>
    private static string FormerText(GitRepository repository, string commit, string name)
    {
        try
        {
            return repository.ReadFiles(commit, [name]) is [{ } bytes] ? FileText.Decode(bytes).Text : "";
        }
        catch (UnreadableTextException)
        {
            return "";
        }
    }

    /// <summary>The path relative to the context; null, with a word about it, where it is not in there.</summary>
    private string? NameInContext(string file, string folder)
    {
        var full = Path.GetFullPath(file, environment.CurrentDirectory);
        if (!IsInside(folder, full))
        {
            // Whoever stands elsewhere may name files as the Dockerfile does.
            full = Path.GetFullPath(file, folder);
        }

        if (!IsInside(folder, full))
        {
            environment.Complain($"{file}: is not in the build context {folder}, and changes nothing");
            return null;
        }

        return Relative(folder, full);
    }

    private static bool IsInside(string folder, string path) =>
        path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    private static LayerEntry FindEntry(LayersReport report, int line)
    {
        foreach (var entry in report.Graph.Stages.SelectMany(s => s.Entries))
        {
            if (line >= entry.Line && line <= report.Analysis.Text.GetLineNumber(entry.Instruction.Syntax.Span.End) + 1)
            {
                return entry;
            }
        }

        throw new UsageException($"no instruction of a stage stands in line {line.ToString(CultureInfo.InvariantCulture)}");
    }
}
