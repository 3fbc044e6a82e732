using System.Text.Json;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Cli;

/// <summary>GitLab's code quality report, a subset of Code Climate's format.</summary>
internal sealed class GitLabReport(TextWriter writer) : JsonArrayReport(writer)
{
    private readonly FindingFingerprint fingerprints = new();

    protected override string Opening => "[";

    protected override void WriteFinding(Utf8JsonWriter j, LintedFile file, Finding finding)
    {
        j.WriteStartObject();
        j.WriteString("type", "issue");
        j.WriteString("check_name", finding.Rule.Id);
        j.WriteString("description", finding.Message);
        j.WriteStartArray("categories");
        j.WriteStringValue(finding.Rule.Category == "Security" ? "Security" : finding.Rule.Category == "Style" ? "Style" : "Bug Risk");
        j.WriteEndArray();
        j.WriteString("fingerprint", fingerprints.Next(file, finding));
        j.WriteString("severity", finding.Severity switch
        {
            Severity.Error => "blocker",
            Severity.Warning => "major",
            Severity.Info => "minor",
            _ => "info",
        });
        j.WriteStartObject("location");
        j.WriteString("path", file.Name);
        j.WriteStartObject("lines");
        j.WriteNumber("begin", file.Text.GetLineNumber(finding.Span.Start) + 1);
        j.WriteNumber("end", file.Text.GetLineNumber(finding.Span.End) + 1);
        j.WriteEndObject();
        j.WriteEndObject();
        j.WriteEndObject();
    }
}
