using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;

namespace DockerLsp.Files;

/// <summary>What environment variables configure: ours, and hadolint's, which are weaker.</summary>
internal static class ConfigurationVariables
{
    private static readonly (string Variable, string Level)[] Overrides =
    [
        ("HADOLINT_OVERRIDE_ERROR", "error"), ("HADOLINT_OVERRIDE_WARNING", "warning"), ("HADOLINT_OVERRIDE_INFO", "info"), ("HADOLINT_OVERRIDE_STYLE", "style"),
    ];

    /// <summary>Applies the variables that are set.</summary>
    /// <param name="builder">What they are applied to.</param>
    /// <param name="getVariable">Gives the value of a variable.</param>
    /// <param name="formats">The formats of reports.</param>
    /// <returns>What is wrong with them.</returns>
    public static ImmutableArray<string> Apply(ConfigurationBuilder builder, Func<string, string?> getVariable, IReadOnlyList<string> formats)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        ApplyHadolint(builder, getVariable, problems);

        string? Choose(string variable, IReadOnlyList<string> words)
        {
            if (getVariable(variable) is not { Length: > 0 } value)
            {
                return null;
            }

            if (words.Contains(value))
            {
                return value;
            }

            problems.Add($"{variable} takes {string.Join(", ", words)}, not `{value}`{NearestName.Suggest(value, words)}");
            return null;
        }

        void ApplyWord(string variable, IReadOnlyList<string> words, Func<Told<string>, ConfigurationFile> use)
        {
            if (Choose(variable, words) is { } word)
            {
                builder.Apply(use(new(word, 0)), "", $"${variable}");
            }
        }

        ApplyWord("DOCKERLSP_FAIL_ON", ConfigurationWords.Thresholds, word => Nothing with { FailOn = word });
        ApplyWord("DOCKERLSP_FORMAT", formats, word => Nothing with { Format = word });
        ApplyWord("DOCKERLSP_LAYERING", ConfigurationWords.Layerings, word => Nothing with
        {
            Layering = ConfigurationWords.ParseLayering(word.Value) is { } layering ? new(layering, 0) : null,
        });
        var select = List(getVariable("DOCKERLSP_SELECT"));
        var ignore = List(getVariable("DOCKERLSP_IGNORE"));
        foreach (var (variable, name) in select.Select(n => ("DOCKERLSP_SELECT", n)).Concat(ignore.Select(n => ("DOCKERLSP_IGNORE", n))))
        {
            if (!RuleNames.IsKnown(name))
            {
                problems.Add($"{variable}: unknown rule `{name}`{NearestName.Suggest(name, RuleNames.All())}");
            }
        }

        builder.Select(select, ignore, "$DOCKERLSP_SELECT", "$DOCKERLSP_IGNORE");
        return problems.ToImmutable();
    }

    private static ConfigurationFile Nothing { get; } = new("");

    private static void ApplyHadolint(ConfigurationBuilder builder, Func<string, string?> getVariable, ImmutableArray<string>.Builder problems)
    {
        void Use(string variable, Func<string, ConfigurationFile?> read)
        {
            if (getVariable(variable) is { Length: > 0 } value)
            {
                if (read(value) is { } file)
                {
                    builder.Apply(file, "", $"${variable}");
                }
                else
                {
                    problems.Add($"{variable} cannot be `{value}`");
                }
            }
        }

        foreach (var (variable, level) in Overrides)
        {
            Use(variable, value => HadolintFile.ParseLevel(level) is { } severity
                ? Nothing with { Rules = [.. List(value).Where(RuleNames.IsKnown).Select(rule => HadolintFile.Level(rule, 0, severity))] } : null);
        }

        Use("HADOLINT_IGNORE", value => Nothing with { Rules = [.. List(value).Where(RuleNames.IsKnown).Select(rule => HadolintFile.Ignore(rule, 0))] });
        Use("HADOLINT_TRUSTED_REGISTRIES", value => Nothing with { Rules = [HadolintFile.TrustRegistries(List(value), 0)] });
        Use("HADOLINT_REQUIRE_LABELS", ReadLabels);
        Use("HADOLINT_STRICT_LABELS", value => ParseFlag(value) is { } flag ? Nothing with { HasStrictLabels = new(flag, 0) } : null);
        Use("HADOLINT_DISABLE_IGNORE_PRAGMA", value => ParseFlag(value) is { } flag ? Nothing with { HonoursIgnoreComments = new(!flag, 0) } : null);
        Use("HADOLINT_FORMAT", value => HadolintFile.ParseFormat(value.ToLowerInvariant()) is { } format ? Nothing with { Format = new(format, 0) } : null);
        Use("HADOLINT_FAILURE_THRESHOLD", value => HadolintFile.ParseThreshold(value.ToLowerInvariant()) is { } threshold ? Nothing with { FailOn = new(threshold, 0) } : null);
        Use("HADOLINT_NOFAIL", value => ParseFlag(value) is { } flag ? flag ? Nothing with { FailOn = new("never", 0) } : Nothing : null);
    }

    /// <summary>Labels as <c>author:text,contact:email</c>.</summary>
    private static ConfigurationFile? ReadLabels(string value)
    {
        var labels = ImmutableArray.CreateBuilder<Told<(string Label, LabelKind Kind)>>();
        foreach (var item in List(value))
        {
            if (item.LastIndexOf(':') is var colon and > 0 && ConfigurationWords.ParseLabelKind(item[(colon + 1)..].Trim()) is { } kind)
            {
                labels.Add(new((item[..colon].Trim(), kind), 0));
            }
            else
            {
                return null;
            }
        }

        return Nothing with { Labels = labels.ToImmutable() };
    }

    private static bool? ParseFlag(string value) => value.ToUpperInvariant() switch
    {
        "1" or "Y" or "YES" or "TRUE" or "ON" => true,
        "0" or "N" or "NO" or "FALSE" or "OFF" => false,
        _ => null,
    };

    private static ImmutableArray<string> List(string? value) =>
        [.. (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
