using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Files;

/// <summary>The words for the engine's values in configuration files, settings and options: spelt the same everywhere.</summary>
internal static class ConfigurationWords
{
    /// <summary>The keys of <c>.dockerlsp.yaml</c>, and what each says.</summary>
    public static IReadOnlyList<(string Name, string Description)> Keys { get; } =
    [
        ("root", "Look for no configuration in the folders above."),
        ("layering", "The shape that rewrites of package installs give."),
        ("fail-on", "The least severity that makes the exit status 1."),
        ("ignore-comments", "Whether comments in a Dockerfile may silence rules."),
        ("label-schema", "The labels that images are to have, and what each holds."),
        ("strict-labels", "Whether labels that are not in label-schema are wrong."),
        ("rules", "Rules by id, by what other tools call them, or by the start of their ids."),
        ("overrides", "Rules for some of the files."),
    ];

    /// <summary>What a key of <c>.dockerlsp.yaml</c> says.</summary>
    public static string DescriptionOf(string key) => Keys.First(k => k.Name == key).Description;

    /// <summary>The layerings; the first is the default.</summary>
    public static IReadOnlyList<string> Layerings { get; } = ["merge", "self-contained", "cache-mount"];

    /// <summary>The severities, the gravest first.</summary>
    public static IReadOnlyList<string> Severities { get; } = ["error", "warning", "info", "hint"];

    /// <summary>What <c>fail-on</c> takes, the gravest first.</summary>
    public static IReadOnlyList<string> Thresholds { get; } = ["error", "warning", "info", "hint", "never"];

    /// <summary>What a label's value can be, in hadolint's words.</summary>
    public static IReadOnlyList<string> LabelKinds { get; } = ["text", "rawtext", "url", "rfc3339", "spdx", "hash", "semver", "email"];

    /// <summary>The layering where nobody has chosen one.</summary>
    public static string DefaultLayering => Of(AnalysisOptions.Default.Layering);

    public static string Of(Layering layering) => layering switch
    {
        Layering.SelfContained => "self-contained",
        Layering.CacheMount => "cache-mount",
        _ => "merge",
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "info",
        _ => "hint",
    };

    public static Layering? ParseLayering(string word) => word switch
    {
        "merge" => Layering.Merge,
        "self-contained" => Layering.SelfContained,
        "cache-mount" => Layering.CacheMount,
        _ => null,
    };

    public static Severity? ParseSeverity(string word) => word switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        "hint" => Severity.Hint,
        _ => null,
    };

    public static LabelKind? ParseLabelKind(string word) => word switch
    {
        "text" or "rawtext" => LabelKind.Text,
        "url" => LabelKind.Url,
        "rfc3339" => LabelKind.Time,
        "spdx" => LabelKind.License,
        "hash" => LabelKind.GitHash,
        "semver" => LabelKind.Version,
        "email" => LabelKind.Email,
        _ => null,
    };

    public static string Of(LabelKind kind) => kind switch
    {
        LabelKind.Url => "url",
        LabelKind.Time => "rfc3339",
        LabelKind.License => "spdx",
        LabelKind.GitHash => "hash",
        LabelKind.Version => "semver",
        LabelKind.Email => "email",
        _ => "text",
    };
}
