using System.Collections.Immutable;
using System.Text;

namespace DockerLsp.Files;

/// <summary>Reads which Dockerfiles a Compose file (YAML) or a Bake file (HCL or JSON) builds, and how.</summary>
internal sealed class BuildFileReader
{
    private readonly string folder;
    private readonly Func<string, string?> getVariable;
    private readonly List<ConfigurationProblem> problems = [];
    private readonly ImmutableArray<BuildTarget>.Builder targets = ImmutableArray.CreateBuilder<BuildTarget>();

    private BuildFileReader(string folder, Func<string, string?> getVariable)
    {
        this.folder = folder;
        this.getVariable = getVariable;
    }

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool IsBuildFile(string name) => IsBake(name) || IsCompose(name);

    /// <param name="path">The file's whole path.</param>
    /// <param name="text">What it says.</param>
    /// <param name="getVariable">The environment, which its variables are taken from.</param>
    public static BuildFile Read(string path, string text, Func<string, string?> getVariable)
    {
        var reader = new BuildFileReader(Path.GetDirectoryName(path) ?? ".", getVariable);
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

    private static bool IsCompose(string name) =>
        (name.StartsWith("compose", StringComparison.OrdinalIgnoreCase) || name.StartsWith("docker-compose", StringComparison.OrdinalIgnoreCase))
        && (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase));

    private void ReadCompose(YamlMapping root)
    {
        foreach (var service in (root.Find("services") as YamlMapping)?.Entries ?? [])
        {
            switch ((service.Value as YamlMapping)?.Find("build"))
            {
                case YamlScalar { IsNull: false } context:
                    Add(service.Key, context, null, null, name => getVariable(name));
                    break;
                case YamlMapping build when build.Find("dockerfile_inline") is null:
                    Add(service.Key, build.Find("context") as YamlScalar, build.Find("dockerfile") as YamlScalar, build.Find("target") as YamlScalar, name => getVariable(name));
                    break;
                default:
                    // Only run, from an image; or built of text that is in no file.
                    break;
            }
        }
    }

    private void ReadBake(YamlMapping root)
    {
        var variables = root.Find("variable") as YamlMapping;
        string? GetVariable(string name) =>
            getVariable(name) ?? ((variables?.Find(name) as YamlMapping)?.Find("default") as YamlScalar)?.Value;

        var all = root.Find("target") as YamlMapping;
        foreach (var target in all?.Entries ?? [])
        {
            // What others inherit from is no build of its own.
            if (target.Value is YamlMapping mapping && !target.Key.Value.StartsWith('_') && Attribute(all, mapping, "dockerfile-inline", 0) is null)
            {
                Add(
                    target.Key,
                    Attribute(all, mapping, "context", 0) as YamlScalar,
                    Attribute(all, mapping, "dockerfile", 0) as YamlScalar,
                    Attribute(all, mapping, "target", 0) as YamlScalar,
                    GetVariable);
            }
        }
    }

    /// <summary>A target's own attribute, or that of the last target that it inherits from.</summary>
    private static YamlNode? Attribute(YamlMapping? all, YamlMapping target, string name, int depth)
    {
        if (target.Find(name) is { } own)
        {
            return own;
        }

        if (depth > 16 || target.Find("inherits") is not YamlSequence inherits)
        {
            return null;
        }

        return inherits.Items.Reverse().OfType<YamlScalar>()
            .Select(parent => all?.Find(parent.Value) is YamlMapping mapping ? Attribute(all, mapping, name, depth + 1) : null)
            .FirstOrDefault(value => value is not null);
    }

    private void Add(YamlScalar name, YamlScalar? contextNode, YamlScalar? dockerfileNode, YamlScalar? stageNode, Func<string, string?> variables)
    {
        if (Expand(contextNode, ".", variables) is not { } context || Expand(dockerfileNode, "Dockerfile", variables) is not { } dockerfile)
        {
            return;
        }

        var isRemote = context.Contains("://", StringComparison.Ordinal) || context.StartsWith("git@", StringComparison.Ordinal) || context.StartsWith("target:", StringComparison.Ordinal);
        if (isRemote || dockerfile.Contains("://", StringComparison.Ordinal) || dockerfile == "-")
        {
            // Not on this machine.
            return;
        }

        var contextPath = Path.GetFullPath(context, folder);
        var stage = stageNode is { IsNull: false } ? Expand(stageNode, "", variables) : null;
        targets.Add(new BuildTarget(name.Value, name.Place.Line, Path.GetFullPath(dockerfile, contextPath), contextPath, stage, stageNode?.Place.Line ?? 0));
    }

    /// <summary>The value with its variables; null, with a complaint, where one of them has no value.</summary>
    private string? Expand(YamlScalar? node, string byDefault, Func<string, string?> variables)
    {
        if (node is null or { IsNull: true })
        {
            return byDefault;
        }

        var text = node.Value;
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            if (text[i + 1] == '$')
            {
                result.Append('$');
                i++;
                continue;
            }

            var isBraced = text[i + 1] == '{';
            var start = i + (isBraced ? 2 : 1);
            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            var variable = text[start..end];
            var value = variables(variable);
            if (isBraced)
            {
                var close = text.IndexOf('}', end);
                if (close < 0)
                {
                    value = null;
                }
                else
                {
                    var rest = text[end..close];
                    value = rest.StartsWith(":-", StringComparison.Ordinal) ? (string.IsNullOrEmpty(value) ? rest[2..] : value)
                        : rest.StartsWith('-') ? value ?? rest[1..]
                        : rest.Length == 0 ? value : null;
                    end = close + 1;
                }
            }

            if (value is null)
            {
                problems.Add(YamlDocument.Problem(node.Place, $"`{text}` is not known here: `{variable}` has no value"));
                return null;
            }

            result.Append(value);
            i = end - 1;
        }

        return result.ToString();
    }
}
