using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Files;

/// <summary>Reads which Dockerfiles a Compose file (YAML) or a Bake file (HCL or JSON) builds, and how.</summary>
internal sealed partial class BuildFileReader
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
    private readonly IBuildFiles? files;
    private readonly Dictionary<string, SourceText> texts = new(StringComparer.Ordinal);
    private readonly ImmutableArray<BuildTarget>.Builder targets = ImmutableArray.CreateBuilder<BuildTarget>();

    private BuildFileReader(string path, string text, Func<string, string?> getVariable, IBuildFiles? files)
    {
        this.files = files;
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
    /// <param name="files">The other files that it may lead to; without, none is followed.</param>
    public static BuildFile Read(string path, string text, Func<string, string?> getVariable, IBuildFiles? files = null)
    {
        var reader = new BuildFileReader(path, text, getVariable, files);
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

        return new BuildFile(reader.targets.ToImmutable(), [.. reader.problems.Distinct()]);
    }

    private static bool IsBake(string name) =>
        (name.StartsWith("docker-bake", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        || name.EndsWith(".hcl", StringComparison.OrdinalIgnoreCase);

    private void Add(YamlScalar key, string name, BuildDescription build, Template fill, Func<string, string?> valueOf)
    {
        if (Fill(build.Context, ".", fill) is not { } given || Fill(build.Dockerfile, "Dockerfile", fill) is not { } dockerfile)
        {
            return;
        }

        // The folder that bake is called in, which is that of its file here.
        var context = given.StartsWith("cwd://", StringComparison.Ordinal) ? given.Length > 6 ? given[6..] : "." : given;
        var isRemote = context.Contains("://", StringComparison.Ordinal) || context.StartsWith("git@", StringComparison.Ordinal) || context.StartsWith("target:", StringComparison.Ordinal);
        InlineDockerfile? inline = null;
        if (build.Inline is { } written)
        {
            if (Fill(written, "", fill) is not { } filled)
            {
                return;
            }

            inline = InlineDockerfile.Create(written.File is null ? text : texts[written.File], written, filled);
        }
        else if (isRemote || dockerfile.Contains("://", StringComparison.Ordinal) || dockerfile == "-")
        {
            // Not on this machine.
            return;
        }

        var home = build.Folder ?? folder;
        var contextPath = isRemote ? null : Path.GetFullPath(context, home);
        var stage = build.Stage is { IsNull: false } ? Fill(build.Stage, "", fill) : null;
        targets.Add(new BuildTarget(
            name, key.Place.Line, inline is null ? Path.GetFullPath(dockerfile, contextPath ?? home) : build.Inline?.File ?? path, contextPath,
            string.IsNullOrEmpty(stage) ? null : stage, build.Stage?.Place.Line ?? 0)
        {
            Arguments = [.. Arguments(build, fill, valueOf)],
            Contexts = [.. build.Contexts.Select(c => KeyValuePair.Create(c.Name.Value, ImageOf(c.Value, fill)))],
            Inline = inline,
            Source = key.File ?? path,
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
            problems.Add(YamlDocument.Problem(node.Place, $"`{Shorten(node.Value)}` is not known here: `{Shorten(missing)}` has no value") with { File = node.File });
        }

        return filled;
    }

    private static string Shorten(string text)
    {
        var line = text.Split('\n')[0].TrimEnd();
        return line.Length == text.Length && line.Length <= 80 ? line : line[..Math.Min(line.Length, 77)] + "…";
    }
}
