using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;

namespace DockerLsp.Files;

/// <summary>
/// Reads hadolint's configuration file. What hadolint takes without a word is taken here too: rules that nobody has, and keys that
/// mean nothing, are told but do not fail a run.
/// </summary>
internal sealed class HadolintFile
{
    /// <summary>The keys that such a file can have.</summary>
    public static readonly string[] Keys =
    [
        "failure-threshold", "format", "ignored", "label-schema", "no-color", "no-fail", "override", "strict-labels", "disable-ignore-pragma",
        "trustedRegistries", "verbose",
    ];

    public static readonly string[] Levels = ["error", "warning", "info", "style"];

    public static readonly string[] Thresholds = [.. Levels, "ignore", "none"];

    public static readonly string[] Formats = ["tty", "json", "checkstyle", "codeclimate", "gitlab_codeclimate", "gnu", "codacy", "sonarqube", "sarif"];

    private static readonly ImmutableSortedDictionary<string, IReadOnlyList<string>> NoOptions = ImmutableSortedDictionary<string, IReadOnlyList<string>>.Empty;

    private readonly List<ConfigurationProblem> problems = [];
    private readonly YamlReader reader;

    private HadolintFile() => reader = new YamlReader(problems) { IgnoresCase = true };

    /// <summary>The names that such a file can have in a folder, the first one first.</summary>
    public static IReadOnlyList<string> Names { get; } = [".hadolint.yaml", ".hadolint.yml"];

    /// <param name="path">Where it is.</param>
    /// <param name="text">What it says.</param>
    public static ConfigurationFile Read(string path, string text)
    {
        var file = new HadolintFile();
        // hadolint reads one file alone.
        return file.ReadRoot(new ConfigurationFile(path) { IsRoot = true }, text) with { Text = text, Problems = [.. file.problems.OrderBy(p => p.Line).ThenBy(p => p.Column)] };
    }

    /// <summary>The severity of one of hadolint's levels.</summary>
    public static Severity? ParseLevel(string word) => word switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        "style" => Severity.Hint,
        _ => null,
    };

    /// <summary>Our word for one of hadolint's thresholds; null where it is none.</summary>
    public static string? ParseThreshold(string word) => word switch
    {
        "none" => "never",
        "ignore" => "hint",
        _ => ParseLevel(word) is { } severity ? ConfigurationWords.Of(severity) : null,
    };

    /// <summary>Our format that is nearest to one of hadolint's; null where it is none.</summary>
    public static string? ParseFormat(string word) => word switch
    {
        "json" or "checkstyle" or "sarif" => word,
        "codeclimate" or "gitlab_codeclimate" => "gitlab",
        "tty" or "gnu" or "codacy" or "sonarqube" => "text",
        _ => null,
    };

    /// <summary>What the registries of <c>trustedRegistries</c> are to our rules.</summary>
    public static RuleEntry TrustRegistries(ImmutableArray<string> registries, int line) =>
        new("DL3026", line, null, null, NoOptions.Add("allowed-registries", registries));

    public static RuleEntry Ignore(string rule, int line) => new(rule, line, false, null, NoOptions);

    public static RuleEntry Level(string rule, int line, Severity severity) => new(rule, line, true, severity, NoOptions);

    private ConfigurationFile ReadRoot(ConfigurationFile file, string text)
    {
        if (YamlDocument.Parse(text, problems) is not { } root || reader.ReadMapping(root, "the file") is not { } mapping)
        {
            return file;
        }

        var rules = ImmutableArray.CreateBuilder<RuleEntry>();
        foreach (var entry in mapping.Entries)
        {
            file = ReadEntry(file, entry, rules);
        }

        // What is ignored stays so whatever its level.
        return file with { Rules = [.. rules.OrderBy(rule => rule.IsOn is false)] };
    }

    private ConfigurationFile ReadEntry(ConfigurationFile file, YamlEntry entry, ImmutableArray<RuleEntry>.Builder rules)
    {
        var line = entry.Key.Place.Line;
        switch (entry.Key.Value)
        {
            case "failure-threshold":
                // Where nothing may fail, no threshold matters.
                return reader.ReadWord(entry, Thresholds) is { } word && ParseThreshold(word) is { } threshold && file.FailOn?.Value != "never"
                    ? file with { FailOn = new(threshold, line) } : file;
            case "no-fail":
                return reader.ReadFlag(entry) is true ? file with { FailOn = new("never", line) } : file;
            case "format":
                return reader.ReadWord(entry, Formats) is { } name && ParseFormat(name) is { } format ? file with { Format = new(format, line) } : file;
            case "no-color":
                return reader.ReadFlag(entry) is true ? file with { UsesColor = new(false, line) } : file;
            case "verbose":
                return file;
            case "strict-labels":
                return reader.ReadFlag(entry) is { } strict ? file with { HasStrictLabels = new(strict, line) } : file;
            case "disable-ignore-pragma":
                return reader.ReadFlag(entry) is { } disabled ? file with { HonoursIgnoreComments = new(!disabled, line) } : file;
            case "label-schema":
                return file with { Labels = DockerlspFile.ReadLabels(entry, reader) };
            case "trustedRegistries":
                rules.Add(TrustRegistries([.. reader.ReadList(entry).Select(item => item.Value)], line));
                return file;
            case "ignored":
                rules.AddRange(ReadRules(entry).Select(rule => Ignore(rule.Value, rule.Place.Line)));
                return file;
            case "override":
                ReadOverride(entry, rules);
                return file;
            default:
                reader.ComplainOfKey(entry, Keys, isError: false);
                return file;
        }
    }

    private void ReadOverride(YamlEntry entry, ImmutableArray<RuleEntry>.Builder rules)
    {
        foreach (var level in reader.ReadMapping(entry.Value, "`override`")?.Entries ?? [])
        {
            if (ParseLevel(level.Key.Value) is { } severity)
            {
                rules.AddRange(ReadRules(level).Select(rule => Level(rule.Value, rule.Place.Line, severity)));
            }
            else
            {
                reader.ComplainOfKey(level, Levels, isError: false);
            }
        }
    }

    /// <summary>The rules of a list that are known here; of the others a typing mistake is told.</summary>
    private IEnumerable<YamlScalar> ReadRules(YamlEntry entry)
    {
        foreach (var item in reader.ReadList(entry))
        {
            if (RuleCatalog.Find(item.Value) is not null || RuleNames.IsShellCheck(item.Value))
            {
                yield return item;
            }
            else if (NearestName.Find(item.Value, RuleNames.All()) is { } near && !IsHadolintCode(item.Value))
            {
                reader.Complain(item.Place, $"unknown rule `{item.Value}`; did you mean `{near}`?", isError: false);
            }
        }
    }

    /// <summary>Whether it looks like a code of hadolint: a later version may have it, or an earlier one had it.</summary>
    private static bool IsHadolintCode(string name) =>
        name.Length == 6 && name.StartsWith("DL", StringComparison.Ordinal) && !name.AsSpan(2).ContainsAnyExceptInRange('0', '9');
}
