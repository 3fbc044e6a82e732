using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Cli;

/// <summary>GitHub's annotation commands, one on a line of a workflow's log.</summary>
internal sealed class GitHubReport(TextWriter writer) : ReportFormat
{
    public override void Add(LintedFile file)
    {
        foreach (var finding in file.Findings)
        {
            var start = file.Text.GetPosition(finding.Span.Start);
            var end = file.Text.GetPosition(finding.Span.End);
            var command = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
            // GitHub takes columns only within one line.
            var columns = start.Line == end.Line ? $",col={start.Character + 1},endColumn={end.Character + 1}" : "";
            writer.Write(
                $"::{command} file={Property(file.Name)},line={start.Line + 1},endLine={end.Line + 1}{columns},"
                + $"title={Property(finding.Rule.Id)}::{Data(finding.Message)}\n");
        }
    }

    public override void End()
    {
    }

    /// <summary>Text behind the command: a line end would begin another command.</summary>
    private static string Data(string text) => VisibleText.Of(text).Replace("%", "%25", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
