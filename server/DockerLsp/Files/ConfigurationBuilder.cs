using System.Collections.Immutable;
using System.Globalization;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Files;

/// <summary>Joins what is configured in several places; what is applied later beats what was before.</summary>
/// <param name="options">Where to start.</param>
internal sealed class ConfigurationBuilder(AnalysisOptions options)
{
    private readonly List<ConfigurationFile> files = [];
    private AnalysisOptions options = options;
    private ImmutableSortedDictionary<string, ConfiguredValue> values = NoValues;
    private string? failOn;
    private string? format;
    private bool? usesColor;

    public static ImmutableSortedDictionary<string, ConfiguredValue> NoValues { get; } =
        ImmutableSortedDictionary.Create<string, ConfiguredValue>(StringComparer.OrdinalIgnoreCase);

    public EffectiveConfiguration Build() => new(options, failOn, format, usesColor, values, [.. files.AsEnumerable().Reverse()]);

    /// <summary>Applies a file.</summary>
    /// <param name="file">What it says.</param>
    /// <param name="path">The whole path of the Dockerfile that this is for.</param>
    /// <param name="origin">The file's name in messages; a line follows.</param>
    public void Apply(ConfigurationFile file, string path, string origin)
    {
        if (file.Path.Length > 0)
        {
            files.Add(file);
        }

        string At(int line) => line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{origin}:{line}") : origin;
        if (file.Layering is { } layering)
        {
            options = options with { Layering = layering.Value };
            Tell("layering", ConfigurationWords.Of(layering.Value), At(layering.Line));
        }

        if (file.FailOn is { } threshold)
        {
            failOn = threshold.Value;
            Tell("fail-on", threshold.Value, At(threshold.Line));
        }

        if (file.Format is { } reportFormat)
        {
            format = reportFormat.Value;
            Tell("format", reportFormat.Value, At(reportFormat.Line));
        }

        if (file.UsesColor is { } color)
        {
            usesColor = color.Value;
            Tell("color", color.Value ? "always" : "never", At(color.Line));
        }

        if (file.HonoursIgnoreComments is { } honoured)
        {
            options = options with { HonoursIgnoreComments = honoured.Value };
            Tell("ignore-comments", honoured.Value ? "true" : "false", At(honoured.Line));
        }

        ApplyLabels(file, At);
        ApplyRules(file.Rules, At);
        if (file.Overrides.IsEmpty)
        {
            return;
        }

        var relative = Path.GetRelativePath(file.Folder, path).Replace('\\', '/');
        foreach (var part in file.Overrides.Where(part => part.Files.Any(glob => glob.Matches(relative))))
        {
            ApplyRules(part.Rules, At);
        }
    }

    /// <summary>Applies what the command line or a variable selects.</summary>
    public void Select(ImmutableArray<string> select, ImmutableArray<string> ignore, string selectOrigin, string ignoreOrigin)
    {
        if (!select.IsEmpty)
        {
            options = options with { Select = select };
            Tell("select", string.Join(", ", select), selectOrigin);
        }

        if (!ignore.IsEmpty)
        {
            options = options with { Ignore = [.. options.Ignore, .. ignore] };
            Tell("ignore", string.Join(", ", options.Ignore), ignoreOrigin);
        }
    }

    private void ApplyLabels(ConfigurationFile file, Func<int, string> at)
    {
        var labels = options.Labels;
        foreach (var label in file.Labels)
        {
            labels = labels.With(label.Value.Label, label.Value.Kind);
            Tell($"label-schema.{label.Value.Label}", ConfigurationWords.Of(label.Value.Kind), at(label.Line));
        }

        if (file.HasStrictLabels is { } strict)
        {
            labels = labels.WithStrictness(strict.Value);
            Tell("strict-labels", strict.Value ? "true" : "false", at(strict.Line));
        }

        options = options with { Labels = labels };
    }

    private void ApplyRules(ImmutableArray<RuleEntry> rules, Func<int, string> at)
    {
        // The more exact name wins, wherever in the file it stands.
        foreach (var entry in rules.OrderBy(rule => RuleNames.IsExact(rule.Name)).ThenBy(rule => RuleNames.IsExact(rule.Name) ? 0 : rule.Name.Length))
        {
            if (RuleNames.IsShellCheck(entry.Name))
            {
                var name = entry.Name.ToUpperInvariant();
                Set(name, options.Rules.Of(name), entry, isNamed: true, isOnByDefault: true, at, setting => options.Rules.With(name, setting));
                continue;
            }

            var isNamed = RuleNames.IsExact(entry.Name);
            foreach (var rule in RuleNames.Select(entry.Name))
            {
                Set(rule.Id, options.Rules.Of(rule), entry, isNamed, rule.IsEnabledByDefault, at, setting => options.Rules.With(rule, setting));
            }
        }
    }

    private void Set(
        string id, RuleSetting former, RuleEntry entry, bool isNamed, bool isOnByDefault, Func<int, string> at, Func<RuleSetting, RuleSettings> with)
    {
        // The start of ids says how grave the rules are that run; to run one that is off by default takes its name.
        var isOn = entry.IsOn is true && !isNamed && !isOnByDefault ? former.IsOn : entry.IsOn ?? former.IsOn;
        var setting = former with
        {
            IsOn = isOn ?? (isNamed && !entry.Options.IsEmpty && !isOnByDefault ? true : null),
            Severity = entry.Severity ?? former.Severity,
            Options = former.Options.SetItems(entry.Options),
        };
        options = options with { Rules = with(setting) };
        if (entry.IsOn is { })
        {
            Tell($"rules.{id}", entry.IsOn is false ? "off" : setting.Severity is { } severity ? ConfigurationWords.Of(severity) : "on", at(entry.Line));
        }

        foreach (var option in entry.Options)
        {
            Tell($"rules.{id}.{option.Key}", option.Value is [var only] ? only : $"[{string.Join(", ", option.Value)}]", at(entry.Line));
        }
    }

    private void Tell(string name, string text, string origin) => values = values.SetItem(name, new ConfiguredValue(text, origin));
}
