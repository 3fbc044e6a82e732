using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Cli;

/// <summary>The words that options and reports use for the engine's values; scripts rely on them.</summary>
internal static class Words
{
    /// <summary>The layerings as <c>--layering</c> takes them.</summary>
    public static IReadOnlyList<string> Layerings { get; } = ["merge", "self-contained", "cache-mount"];

    /// <summary>What <c>--fail-on</c> takes, the gravest first.</summary>
    public static IReadOnlyList<string> Thresholds { get; } = ["error", "warning", "info", "hint", "never"];

    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "info",
        _ => "hint",
    };

    public static string Of(Applicability applicability) => applicability == Applicability.Safe ? "safe" : "unsafe";

    public static string Of(FixAvailability fixes) => fixes switch
    {
        FixAvailability.Always => "always",
        FixAvailability.Sometimes => "sometimes",
        _ => "none",
    };

    public static Layering ParseLayering(string word) => word switch
    {
        "self-contained" => Layering.SelfContained,
        "cache-mount" => Layering.CacheMount,
        _ => Layering.Merge,
    };

    /// <summary>The least severity that fails a run; null where none does.</summary>
    public static Severity? ParseThreshold(string word) => word switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        "hint" => Severity.Hint,
        _ => null,
    };

    /// <summary>A number with its noun: "1 file", "2 files".</summary>
    public static string Count(int number, string noun, string? plural = null) => $"{number:N0} {(number == 1 ? noun : plural ?? noun + "s")}";
}
