using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Files;

/// <summary>Reads which Dockerfiles a Compose file (YAML) or a Bake file (HCL or JSON) builds, and how.</summary>
internal sealed class BuildFileReader
{
    /// <summary>More targets than anyone writes a matrix for.</summary>
    private const int MaxCombinations = 256;

    /// <summary>Variables whose defaults name variables, and builds that are made from others.</summary>
    private const int MaxDepth = 32;

    private const string ImagePrefix = "docker-image://";

    private readonly string path;
    private readonly string folder;
    private readonly SourceText text;
    private readonly Func<string, string?> getVariable;
    private readonly List<ConfigurationProblem> problems = [];
    private readonly Dictionary<string, string?> variableValues = new(StringComparer.Ordinal);
    private readonly ImmutableArray<BuildTarget>.Builder targets = ImmutableArray.CreateBuilder<BuildTarget>();

    private BuildFileReader(string path, string text, Func<string, string?> getVariable)
    {
        this.path = path;
        this.text = SourceText.From(text);
        this.getVariable = getVariable;
        folder = Path.GetDirectoryName(path) ?? ".";
    }

    /// <summary>Fills the variables of a text in; null where one of them has no value.</summary>
    private delegate string? Template(string text, out string missing);

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool IsBuildFile(string name) => IsBake(name) || IsCompose(name);

    /// <summary>Whether a file is one of Compose, by its name.</summary>
    public static bool IsCompose(string name) =>
        (name.StartsWith("compose", StringComparison.OrdinalIgnoreCase) || name.StartsWith("docker-compose", StringComparison.OrdinalIgnoreCase))
        && (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase));

    /// <param name="path">The file's whole path.</param>
    /// <param name="text">What it says.</param>
    /// <param name="getVariable">The environment, which its variables are taken from.</param>
    public static BuildFile Read(string path, string text, Func<string, string?> getVariable)
    {
        var reader = new BuildFileReader(path, text, getVariable);
        var name = Path.GetFileName(path);
        var root = name.EndsWith(".hcl", StringComparison.OrdinalIgnoreCase) ? HclDocument.Parse(text, reader.problems) : YamlDocument.Parse(text, reader.problems);
        if (root is YamlMapping mapping)
        {
            if (IsBake(name))
            {
                reader.ReadBake(mapping);
            }
            else
            {
                reader.ReadCompose(mapping);
            }
        }

        return new BuildFile(reader.targets.ToImmutable(), [.. reader.problems]);
    }

    private static bool IsBake(string name) =>
        (name.StartsWith("docker-bake", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        || name.EndsWith(".hcl", StringComparison.OrdinalIgnoreCase);

    private void ReadCompose(YamlMapping root)
    {
        var services = root.Find("services") as YamlMapping;
        var known = new Dictionary<string, BuildDescription?>(StringComparer.Ordinal);
        string? Fill(string text, out string missing) => TextTemplate.FillCompose(text, getVariable, out missing);
        foreach (var service in services?.Entries ?? [])
        {
            // Without any, it only runs, from an image.
            if (OfService(services, service.Key.Value, known, 0) is { } build)
            {
                // An argument without a value has the one of the environment, or is not given at all.
                Add(service.Key, service.Key.Value, build, Fill, name => getVariable(name));
            }
        }
    }

    /// <summary>How a service is built: as it says, and for the rest as that of the same file which it extends.</summary>
    private static BuildDescription? OfService(YamlMapping? services, string name, Dictionary<string, BuildDescription?> known, int depth)
    {
        if (known.TryGetValue(name, out var build) || depth > MaxDepth || services?.Find(name) is not YamlMapping service)
        {
            return build;
        }

        // Whoever extends itself gets nothing from there.
        known[name] = null;
        var parent = service.Find("extends") switch
        {
            YamlScalar { IsNull: false } other => OfService(services, other.Value, known, depth + 1),
            YamlMapping extends when extends.Find("file") is null && extends.Find("service") is YamlScalar other => OfService(services, other.Value, known, depth + 1),
            _ => null,
        };
        var own = service.Find("build") switch
        {
            YamlScalar { IsNull: false } context => new BuildDescription { Context = context },
            YamlMapping mapping => BuildDescription.OfCompose(mapping),
            _ => null,
        };
        return known[name] = own is null ? parent : parent is null ? own : own.Over(parent);
    }

    private void ReadBake(YamlMapping root)
    {
        var variables = root.Find("variable") as YamlMapping;
        var all = root.Find("target") as YamlMapping;
        var known = new Dictionary<string, BuildDescription>(StringComparer.Ordinal);
        foreach (var target in all?.Entries ?? [])
        {
            // What others inherit from is no build of its own.
            if (target.Value is not YamlMapping mapping || target.Key.Value.StartsWith('_'))
            {
                continue;
            }

            var build = OfTarget(all, target.Key.Value, known, 0);
            foreach (var values in Combinations(mapping.Find("matrix") as YamlMapping))
            {
                string? Fill(string text, out string missing) =>
                    TextTemplate.FillBake(text, name => values.TryGetValue(name, out var value) ? value : VariableOf(variables, name, 0), out missing);
                var name = mapping.Find("name") is YamlScalar named ? Fill(named.Value, out _) : null;
                // Without a value, it has the default of the Dockerfile.
                Add(target.Key, name ?? target.Key.Value, build, Fill, _ => null);
            }
        }
    }

    private string? VariableOf(YamlMapping? variables, string name, int depth)
    {
        if (variableValues.TryGetValue(name, out var known))
        {
            return known;
        }

        // One that is made of itself has no value.
        variableValues[name] = null;
        return variableValues[name] = getVariable(name)
            ?? (depth < MaxDepth && (variables?.Find(name) as YamlMapping)?.Find("default") is YamlScalar { IsNull: false } value
                ? TextTemplate.FillBake(value.Value, other => VariableOf(variables, other, depth + 1), out _)
                : null);
    }

    /// <summary>How a target is built: as it says, and for the rest as those that it inherits from, the last one first.</summary>
    private static BuildDescription OfTarget(YamlMapping? all, string name, Dictionary<string, BuildDescription> known, int depth)
    {
        if (known.TryGetValue(name, out var build) || depth > MaxDepth || all?.Find(name) is not YamlMapping target)
        {
            return build ?? new BuildDescription();
        }

        known[name] = new BuildDescription();
        var inherited = new BuildDescription();
        foreach (var parent in (target.Find("inherits") as YamlSequence)?.Items.OfType<YamlScalar>() ?? [])
        {
            inherited = OfTarget(all, parent.Value, known, depth + 1).Over(inherited);
        }

        return known[name] = BuildDescription.OfBake(target).Over(inherited);
    }

    /// <summary>The values of each target that a matrix makes; those of objects by their whole names (<c>item.tgt</c>).</summary>
    private static IEnumerable<Dictionary<string, string>> Combinations(YamlMapping? matrix)
    {
        IEnumerable<Dictionary<string, string>> combinations = [new(StringComparer.Ordinal)];
        foreach (var axis in matrix?.Entries ?? [])
        {
            var items = (axis.Value as YamlSequence)?.Items ?? [];
            combinations = combinations.SelectMany(values => items.Select(item => With(values, axis.Key.Value, item))).Take(MaxCombinations);
        }

        return combinations;
    }

    private static Dictionary<string, string> With(Dictionary<string, string> values, string name, YamlNode item)
    {
        var result = new Dictionary<string, string>(values, StringComparer.Ordinal);
        foreach (var (key, value) in item is YamlMapping mapping ? mapping.Entries.Select(e => ($"{name}.{e.Key.Value}", e.Value)) : [(name, item)])
        {
            if (value is YamlScalar scalar)
            {
                result[key] = scalar.Value;
            }
        }

        return result;
    }

    private void Add(YamlScalar key, string name, BuildDescription build, Template fill, Func<string, string?> valueOf)
    {
        if (Fill(build.Context, ".", fill) is not { } context || Fill(build.Dockerfile, "Dockerfile", fill) is not { } dockerfile)
        {
            return;
        }

        var isRemote = context.Contains("://", StringComparison.Ordinal) || context.StartsWith("git@", StringComparison.Ordinal) || context.StartsWith("target:", StringComparison.Ordinal);
        InlineDockerfile? inline = null;
        if (build.Inline is { } written)
        {
            if (Fill(written, "", fill) is not { } filled)
            {
                return;
            }

            inline = InlineDockerfile.Create(text, written, filled);
        }
        else if (isRemote || dockerfile.Contains("://", StringComparison.Ordinal) || dockerfile == "-")
        {
            // Not on this machine.
            return;
        }

        var contextPath = isRemote ? null : Path.GetFullPath(context, folder);
        var stage = build.Stage is { IsNull: false } ? Fill(build.Stage, "", fill) : null;
        targets.Add(new BuildTarget(
            name, key.Place.Line, inline is null ? Path.GetFullPath(dockerfile, contextPath ?? folder) : path, contextPath,
            string.IsNullOrEmpty(stage) ? null : stage, build.Stage?.Place.Line ?? 0)
        {
            Arguments = [.. Arguments(build, fill, valueOf)],
            Contexts = [.. build.Contexts.Select(c => KeyValuePair.Create(c.Name.Value, ImageOf(c.Value, fill)))],
            Inline = inline,
        });
    }

    private static IEnumerable<BuildArgument> Arguments(BuildDescription build, Template fill, Func<string, string?> valueOf)
    {
        foreach (var (name, value) in build.Arguments)
        {
            if (value is not null and not { IsNull: true })
            {
                yield return new BuildArgument(name.Value, fill(value.Value, out _), name.Place.Line);
            }
            else if (valueOf(name.Value) is { } given)
            {
                yield return new BuildArgument(name.Value, given, name.Place.Line);
            }
        }
    }

    /// <summary>The image that a context is; null where it is a folder, another build, or not known.</summary>
    private static string? ImageOf(YamlScalar? value, Template fill) =>
        value is not null && fill(value.Value, out _) is { } place && place.StartsWith(ImagePrefix, StringComparison.OrdinalIgnoreCase) && place.Length > ImagePrefix.Length
            ? place[ImagePrefix.Length..]
            : null;

    /// <summary>The value with its variables; null, with a complaint, where one of them has no value.</summary>
    private string? Fill(YamlScalar? node, string byDefault, Template fill)
    {
        if (node is null or { IsNull: true })
        {
            return byDefault;
        }

        var filled = fill(node.Value, out var missing);
        if (filled is null)
        {
            problems.Add(YamlDocument.Problem(node.Place, $"`{Shorten(node.Value)}` is not known here: `{Shorten(missing)}` has no value"));
        }

        return filled;
    }

    private static string Shorten(string text)
    {
        var line = text.Split('\n')[0].TrimEnd();
        return line.Length == text.Length && line.Length <= 80 ? line : line[..Math.Min(line.Length, 77)] + "…";
    }
}
