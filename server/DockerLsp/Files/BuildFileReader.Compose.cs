using System.Collections.Immutable;

namespace DockerLsp.Files;

/// <content>Compose files: services, and the files that they extend or include (Compose file reference).</content>
internal sealed partial class BuildFileReader
{
    /// <summary>Included files that include others: more than any project has.</summary>
    private const int MaxFiles = 200;

    private static readonly ImmutableArray<string> ComposeNames = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

    private readonly List<ComposeFile> composeFiles = [];

    private void ReadCompose(YamlMapping root)
    {
        var main = new ComposeFile(path, root, getVariable);
        AddServices(main, FindOverride(main));
        Include(main, [path], 0);
    }

    /// <summary>What Compose reads beside a file of a usual name, unless it is told not to.</summary>
    private ComposeFile? FindOverride(ComposeFile main)
    {
        if (files is null || !ComposeNames.Contains(Path.GetFileName(path)))
        {
            return null;
        }

        var start = Path.GetFileNameWithoutExtension(path);
        var found = Array.Find([$"{start}.override.yml", $"{start}.override.yaml"], name => files.Exists(Path.Combine(folder, name)));
        return found is null ? null : LoadCompose(Path.Combine(folder, found), main.Variables, null);
    }

    private void AddServices(ComposeFile file, ComposeFile? over)
    {
        var own = file.Services?.Entries ?? [];
        foreach (var key in own.Concat(over?.Services?.Entries ?? []).Select(e => e.Key).DistinctBy(key => key.Value))
        {
            var home = file.Services?.Find(key.Value) is null && over is not null ? over : file;
            var name = key.Value;
            var below = OfService(file, name, 0);
            var above = over is null ? null : OfService(over, name, 0);
            // Without any, it only runs, from an image.
            if ((above is null ? below : below is null ? above : above.Over(below)) is { } build)
            {
                string? Fill(string text, out string missing) => TextTemplate.FillCompose(text, home.Variables, out missing);
                // An argument without a value has the one of the environment, or is not given at all.
                Add(key, name, build, Fill, argument => home.Variables(argument));
            }
        }
    }

    /// <summary>The services of the files that a file includes: each with its own folder and variables.</summary>
    private void Include(ComposeFile file, ImmutableHashSet<string> above, int depth)
    {
        foreach (var node in file.Root.Find("include") switch { YamlSequence list => list.Items, { } only => [only], null => [] })
        {
            var entry = node as YamlMapping;
            YamlScalar[] paths = [.. ScalarsOf(entry is null ? node : entry.Find("path"))];
            string? Fill(string text, out string missing) => TextTemplate.FillCompose(text, file.Variables, out missing);
            string[] found = [.. paths.Select(p => this.Fill(p, "", Fill)).OfType<string>().Where(p => p.Length > 0).Select(p => Path.GetFullPath(p, file.Folder))];
            if (found.Length < paths.Length || found.Length == 0)
            {
                continue;
            }

            if (above.Contains(found[0]) || depth > MaxDepth)
            {
                problems.Add(YamlDocument.Problem(paths[0].Place, $"`{Shorten(paths[0].Value)}` includes this file in turn: nothing comes from there", isError: false) with { File = paths[0].File });
                continue;
            }

            var project = entry?.Find("project_directory") is YamlScalar named && this.Fill(named, "", Fill) is { Length: > 0 } directory ? Path.GetFullPath(directory, file.Folder) : Path.GetDirectoryName(found[0]) ?? file.Folder;
            var variables = VariablesOf(file, project, [.. ScalarsOf(entry?.Find("env_file")).Select(s => this.Fill(s, "", Fill)).OfType<string>().Select(p => Path.GetFullPath(p, file.Folder))]);
            if (LoadCompose(found[0], variables, paths[0]) is { } included)
            {
                included = included with { Folder = project };
                // Several files are one, the later ones over the first.
                AddServices(included, found.Length > 1 ? LoadCompose(found[1], variables, paths[1]) is { } second ? second with { Folder = project } : null : null);
                Include(included, above.Add(found[0]), depth + 1);
            }
        }
    }

    /// <summary>The variables of an included file: those of whoever includes it first, then those of its own files.</summary>
    private Func<string, string?> VariablesOf(ComposeFile file, string project, ImmutableArray<string> named)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in named.IsEmpty ? [Path.Combine(project, VariableFile.Name)] : named)
        {
            try
            {
                if (files is not null && files.MayRead(one) && files.Exists(one))
                {
                    foreach (var (name, value) in VariableFile.Read(files.Read(one), name => file.Variables(name) ?? values.GetValueOrDefault(name)))
                    {
                        values[name] = value;
                    }
                }
            }
            catch (Exception exception) when (FileProblem.IsAboutFile(exception))
            {
                // What it would say is not known.
            }
        }

        return values.Count == 0 ? file.Variables : name => file.Variables(name) ?? values.GetValueOrDefault(name);
    }

    /// <summary>How a service is built: as it says, and for the rest as the one that it extends.</summary>
    private BuildDescription? OfService(ComposeFile file, string name, int depth)
    {
        if (file.Known.TryGetValue(name, out var build) || depth > MaxDepth || file.Services?.Find(name) is not YamlMapping service)
        {
            return build;
        }

        // Whoever extends itself gets nothing from there.
        file.Known[name] = null;
        file.Open.Add(name);
        BuildDescription? parent = null;
        if (service.Find("extends") switch { YamlScalar { IsNull: false } only => only, YamlMapping extends => extends.Find("service") as YamlScalar, _ => null } is { } other
            && HomeOfParent(file, service.Find("extends")) is { } home)
        {
            if (home.Open.Contains(other.Value))
            {
                problems.Add(YamlDocument.Problem(other.Place, $"`{Shorten(name)}` extends `{Shorten(other.Value)}`, which extends it in turn: nothing comes from there", isError: false) with { File = other.File });
            }
            else if (home.Services?.Find(other.Value) is null)
            {
                problems.Add(YamlDocument.Problem(other.Place, $"`{Shorten(name)}` extends `{Shorten(other.Value)}`, which {(ReferenceEquals(home, file) ? "is not there" : $"{Path.GetFileName(home.Path)} does not have")}"
                    + Suggest(other.Value, home.Services), isError: service.Find("build") is not null) with
                { File = other.File });
            }
            else
            {
                parent = OfService(home, other.Value, depth + 1);
            }
        }

        file.Open.Remove(name);
        var own = service.Find("build") switch
        {
            YamlScalar { IsNull: false } context => new BuildDescription { Context = context, Folder = file.Folder },
            YamlMapping mapping => BuildDescription.OfCompose(mapping) with { Folder = file.Folder },
            _ => null,
        };
        return file.Known[name] = own is null ? parent : parent is null ? own : own.Over(parent);
    }

    /// <summary>The file of the service that another one extends; null, with a complaint, where it cannot be read.</summary>
    private ComposeFile? HomeOfParent(ComposeFile file, YamlNode? extends)
    {
        if ((extends as YamlMapping)?.Find("file") is not YamlScalar { IsNull: false } named)
        {
            return file;
        }

        string? Fill(string text, out string missing) => TextTemplate.FillCompose(text, file.Variables, out missing);
        return this.Fill(named, "", Fill) is { Length: > 0 } other && Path.GetFullPath(other, file.Folder) is var full
            ? full == file.Path ? file : LoadCompose(full, file.Variables, named)
            : null;
    }

    /// <summary>Another file of Compose; null, with a complaint at the place that names it, where it cannot be read.</summary>
    private ComposeFile? LoadCompose(string full, Func<string, string?> variables, YamlScalar? named)
    {
        if (composeFiles.Find(f => f.Path == full && f.Variables == variables) is { } known)
        {
            return known;
        }

        if (LoadOther(full, named) is not { } root)
        {
            return null;
        }

        composeFiles.Add(new ComposeFile(full, root, variables));
        return composeFiles[^1];
    }

    /// <summary>The root of another file, whose scalars know where they are from.</summary>
    private YamlMapping? LoadOther(string full, YamlScalar? named)
    {
        void Complain(string message)
        {
            if (named is not null)
            {
                problems.Add(YamlDocument.Problem(named.Place, $"`{Shorten(named.Value)}` {message}") with { File = named.File });
            }
        }

        if (files is null || !files.MayRead(full))
        {
            Complain("lies outside of this repository, and is not read");
            return null;
        }

        if (texts.Count >= MaxFiles)
        {
            Complain("is one file too many, and is not read");
            return null;
        }

        try
        {
            var text = files.Read(full);
            texts[full] = Engine.Text.SourceText.From(text);
            var found = new List<ConfigurationProblem>();
            var root = full.EndsWith(".hcl", StringComparison.OrdinalIgnoreCase) ? HclDocument.Parse(text, found) : YamlDocument.Parse(text, found) as YamlMapping;
            problems.AddRange(found.Select(problem => problem with { File = full }));
            return root is null ? null : (YamlMapping)root.In(full);
        }
        catch (Exception exception) when (FileProblem.IsAboutFile(exception))
        {
            Complain($"cannot be followed: {FileProblem.Describe(exception)}");
            return null;
        }
    }

    private static IEnumerable<YamlScalar> ScalarsOf(YamlNode? node) => node switch
    {
        YamlScalar { IsNull: false } scalar => [scalar],
        YamlSequence sequence => sequence.Items.Select(item => item as YamlScalar ?? (item as YamlMapping)?.Find("path") as YamlScalar).OfType<YamlScalar>(),
        _ => [],
    };

    private static string Suggest(string name, YamlMapping? all) => all is { Entries.Count: < MaxFiles } ? NearestName.Suggest(name, all.Entries.Select(e => e.Key.Value).Where(n => n != name)) : "";

    /// <summary>A file of Compose that was read.</summary>
    /// <param name="Path">Its whole path.</param>
    /// <param name="Root">What it says.</param>
    /// <param name="Variables">What its variables are.</param>
    private sealed record ComposeFile(string Path, YamlMapping Root, Func<string, string?> Variables)
    {
        /// <summary>What its relative paths begin at.</summary>
        public string Folder { get; init; } = System.IO.Path.GetDirectoryName(Path) ?? ".";

        public YamlMapping? Services { get; } = Root.Find("services") as YamlMapping;

        public Dictionary<string, BuildDescription?> Known { get; } = new(StringComparer.Ordinal);

        /// <summary>The services that are being worked out.</summary>
        public HashSet<string> Open { get; } = new(StringComparer.Ordinal);
    }
}
