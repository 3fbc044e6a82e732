using System.Collections.Immutable;
using System.Globalization;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;

namespace DockerLsp.Files;

/// <summary>Reads <c>.dockerlsp.yaml</c>.</summary>
internal sealed class DockerlspFile
{
    private static readonly string[] Keys = [.. ConfigurationWords.Keys.Select(key => key.Name)];

    private static readonly string[] OverrideKeys = ["files", "rules"];

    private static readonly ImmutableSortedDictionary<string, IReadOnlyList<string>> NoOptions = ImmutableSortedDictionary<string, IReadOnlyList<string>>.Empty;

    private readonly List<ConfigurationProblem> problems = [];
    private readonly YamlReader reader;

    private DockerlspFile() => reader = new YamlReader(problems);

    /// <summary>The names that such a file can have, the first one first.</summary>
    public static IReadOnlyList<string> Names { get; } = [".dockerlsp.yaml", ".dockerlsp.yml"];

    /// <param name="path">Where it is.</param>
    /// <param name="text">What it says.</param>
    public static ConfigurationFile Read(string path, string text)
    {
        var file = new DockerlspFile();
        return file.ReadRoot(new ConfigurationFile(path), text) with { Text = text, Problems = [.. file.problems.OrderBy(p => p.Line).ThenBy(p => p.Column)] };
    }

    private ConfigurationFile ReadRoot(ConfigurationFile file, string text)
    {
        if (YamlDocument.Parse(text, problems) is not { } root || reader.ReadMapping(root, "the file") is not { } mapping)
        {
            return file;
        }

        foreach (var entry in mapping.Entries)
        {
            file = ReadEntry(file, entry);
        }

        return file;
    }

    private ConfigurationFile ReadEntry(ConfigurationFile file, YamlEntry entry)
    {
        var line = entry.Key.Place.Line;
        switch (entry.Key.Value)
        {
            case "root":
                return file with { IsRoot = reader.ReadFlag(entry) ?? false };
            case "layering":
                return reader.ReadWord(entry, ConfigurationWords.Layerings) is { } word && ConfigurationWords.ParseLayering(word) is { } layering
                    ? file with { Layering = new(layering, line) } : file;
            case "fail-on":
                return reader.ReadWord(entry, ConfigurationWords.Thresholds) is { } threshold ? file with { FailOn = new(threshold, line) } : file;
            case "ignore-comments":
                return reader.ReadFlag(entry) is { } honoured ? file with { HonoursIgnoreComments = new(honoured, line) } : file;
            case "strict-labels":
                return reader.ReadFlag(entry) is { } strict ? file with { HasStrictLabels = new(strict, line) } : file;
            case "label-schema":
                return file with { Labels = ReadLabels(entry, reader) };
            case "rules":
                return file with { Rules = ReadRules(entry.Value) };
            case "overrides":
                return file with { Overrides = ReadOverrides(entry) };
            default:
                reader.ComplainOfKey(entry, Keys);
                return file;
        }
    }

    /// <summary>Labels with what each holds.</summary>
    public static ImmutableArray<Told<(string Label, LabelKind Kind)>> ReadLabels(YamlEntry entry, YamlReader reader)
    {
        var labels = ImmutableArray.CreateBuilder<Told<(string, LabelKind)>>();
        foreach (var label in reader.ReadMapping(entry.Value, $"`{entry.Key.Value}`")?.Entries ?? [])
        {
            if (reader.ReadWord(label, ConfigurationWords.LabelKinds) is { } word && ConfigurationWords.ParseLabelKind(word) is { } kind)
            {
                labels.Add(new((label.Key.Value, kind), label.Key.Place.Line));
            }
        }

        return labels.ToImmutable();
    }

    private ImmutableArray<RuleEntry> ReadRules(YamlNode node)
    {
        var rules = ImmutableArray.CreateBuilder<RuleEntry>();
        foreach (var entry in reader.ReadMapping(node, "`rules`")?.Entries ?? [])
        {
            if (!RuleNames.IsKnown(entry.Key.Value))
            {
                reader.Complain(entry.Key.Place, $"unknown rule `{entry.Key.Value}`{NearestName.Suggest(entry.Key.Value, RuleNames.All())}");
            }
            else if (ReadRule(entry) is { } rule)
            {
                rules.Add(rule);
            }
        }

        return rules.ToImmutable();
    }

    private RuleEntry? ReadRule(YamlEntry entry)
    {
        if (entry.Value is not YamlMapping mapping)
        {
            return ReadSeverity(entry) is var (isOn, severity) ? new RuleEntry(entry.Key.Value, entry.Key.Place.Line, isOn, severity, NoOptions) : null;
        }

        var known = RuleNames.Select(entry.Key.Value).SelectMany(rule => rule.Options).ToArray();
        var options = NoOptions;
        (bool? IsOn, Severity? Severity) level = (null, null);
        foreach (var option in mapping.Entries)
        {
            if (option.Key.Value == "severity")
            {
                level = ReadSeverity(option) ?? level;
            }
            else if (Array.Find(known, o => o.Name == option.Key.Value) is { } descriptor)
            {
                options = ReadOption(option, descriptor) is { } values ? options.SetItem(descriptor.Name, values) : options;
            }
            else
            {
                reader.Complain(
                    option.Key.Place,
                    $"`{entry.Key.Value}` has no option `{option.Key.Value}`{NearestName.Suggest(option.Key.Value, known.Select(o => o.Name).Prepend("severity"))}");
            }
        }

        return new RuleEntry(entry.Key.Value, entry.Key.Place.Line, level.IsOn, level.Severity, options);
    }

    /// <summary>A severity, or <c>off</c>, which is a flag to YAML 1.1; null where it is neither.</summary>
    private (bool? IsOn, Severity? Severity)? ReadSeverity(YamlEntry entry)
    {
        if (entry.Value is YamlScalar scalar)
        {
            if (scalar.Value == "off" || scalar.AsFlag is false)
            {
                return (false, null);
            }

            if (scalar.Value == "on" || scalar.AsFlag is true)
            {
                return (true, null);
            }

            if (ConfigurationWords.ParseSeverity(scalar.Value) is { } severity)
            {
                return (true, severity);
            }
        }

        string[] words = [.. ConfigurationWords.Severities, "off"];
        var given = entry.Value is YamlScalar { IsNull: false } other ? $", not `{other.Value}`{NearestName.Suggest(other.Value, words)}" : "";
        reader.Complain(entry.Value.Place, $"`{entry.Key.Value}` takes error, warning, info, hint or off{given}");
        return null;
    }

    private string[]? ReadOption(YamlEntry entry, RuleOption option)
    {
        switch (option.Kind)
        {
            case RuleOptionKind.Flag:
                return reader.ReadFlag(entry) is { } flag ? [flag ? "true" : "false"] : null;
            case RuleOptionKind.Number:
                if (entry.Value is YamlScalar scalar && int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    return [number.ToString(CultureInfo.InvariantCulture)];
                }

                reader.Complain(entry.Value.Place, $"`{entry.Key.Value}` takes a whole number");
                return null;
            case RuleOptionKind.Text:
                return reader.ReadText(entry) is { } text ? [text] : null;
            default:
                return [.. reader.ReadList(entry).Select(item => item.Value)];
        }
    }

    private ImmutableArray<RuleOverride> ReadOverrides(YamlEntry entry)
    {
        if (entry.Value is not YamlSequence sequence)
        {
            reader.Complain(entry.Value.Place, "`overrides` takes a list of `files` with `rules`");
            return [];
        }

        var overrides = ImmutableArray.CreateBuilder<RuleOverride>();
        foreach (var item in sequence.Items)
        {
            if (reader.ReadMapping(item, "an override") is not { } mapping)
            {
                continue;
            }

            ImmutableArray<PathGlob> files = [];
            ImmutableArray<RuleEntry> rules = [];
            foreach (var part in mapping.Entries)
            {
                switch (part.Key.Value)
                {
                    case "files":
                        files = ReadFiles(part);
                        break;
                    case "rules":
                        rules = ReadRules(part.Value);
                        break;
                    default:
                        reader.ComplainOfKey(part, OverrideKeys);
                        break;
                }
            }

            if (mapping.Find("files") is null)
            {
                reader.Complain(mapping.Place with { EndLine = mapping.Place.Line, EndColumn = mapping.Place.Column + 1 }, "an override says in `files` which files it is for");
            }

            overrides.Add(new RuleOverride(files, rules));
        }

        return overrides.ToImmutable();
    }

    private ImmutableArray<PathGlob> ReadFiles(YamlEntry entry)
    {
        var globs = ImmutableArray.CreateBuilder<PathGlob>();
        foreach (var item in reader.ReadList(entry))
        {
            if (PathGlob.Parse(item.Value, out var problem) is { } glob)
            {
                globs.Add(glob);
            }
            else
            {
                reader.Complain(item.Place, problem);
            }
        }

        return globs.ToImmutable();
    }
}
