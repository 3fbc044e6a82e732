namespace DockerLsp.Cli;

/// <summary>The formats that <c>lint --format</c> knows.</summary>
internal static class ReportFormats
{
    public static IReadOnlyList<string> Names { get; } = ["text", "json"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="writer">Where the report goes.</param>
    /// <param name="useColor">Whether the reader is a person at a terminal.</param>
    public static ReportFormat Create(string name, TextWriter writer, bool useColor) => name switch
    {
        "json" => new JsonReport(writer),
        _ => new TextReport(writer, new Palette(useColor)),
    };
}
