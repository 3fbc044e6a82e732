namespace DockerLsp.Cli;

/// <summary>The formats that <c>lint --format</c> knows.</summary>
internal static class ReportFormats
{
    public static IReadOnlyList<string> Names { get; } = ["text", "json", "sarif", "github", "gitlab", "checkstyle", "junit", "rdjson"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="writer">Where the report goes.</param>
    /// <param name="useColor">Whether the reader is a person at a terminal.</param>
    public static ReportFormat Create(string name, TextWriter writer, bool useColor) => name switch
    {
        "json" => new JsonReport(writer),
        "sarif" => new SarifReport(writer),
        "github" => new GitHubReport(writer),
        "gitlab" => new GitLabReport(writer),
        "checkstyle" => new CheckstyleReport(writer),
        "junit" => new JUnitReport(writer),
        "rdjson" => new RdjsonReport(writer),
        _ => new TextReport(writer, new Palette(useColor)),
    };
}
