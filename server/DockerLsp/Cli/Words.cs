using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>The words that options and reports use for the engine's values; scripts rely on them.</summary>
internal static class Words
{
    /// <summary>The layerings as <c>--layering</c> takes them.</summary>
    public static IReadOnlyList<string> Layerings => ConfigurationWords.Layerings;

    /// <summary>What <c>--fail-on</c> takes, the gravest first.</summary>
    public static IReadOnlyList<string> Thresholds => ConfigurationWords.Thresholds;

    public static string Of(Severity severity) => ConfigurationWords.Of(severity);

    public static string Of(Applicability applicability) => applicability == Applicability.Safe ? "safe" : "unsafe";

    public static string Of(FixAvailability fixes) => fixes switch
    {
        FixAvailability.Always => "always",
        FixAvailability.Sometimes => "sometimes",
        _ => "none",
    };

    public static Layering ParseLayering(string word) => ConfigurationWords.ParseLayering(word) ?? AnalysisOptions.Default.Layering;

    /// <summary>The least severity that fails a run; null where none does.</summary>
    public static Severity? ParseThreshold(string word) => ConfigurationWords.ParseSeverity(word);

    /// <summary>A number with its noun: "1 file", "2 files".</summary>
    public static string Count(int number, string noun, string? plural = null) => $"{number:N0} {(number == 1 ? noun : plural ?? noun + "s")}";
}
