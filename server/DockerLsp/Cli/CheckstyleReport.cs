using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Cli;

/// <summary>Checkstyle's XML, which most CI systems read.</summary>
internal sealed class CheckstyleReport(TextWriter writer) : ReportFormat
{
    public override void Begin() => writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");

    public override void Add(LintedFile file)
    {
        writer.Write($"<file name=\"{XmlText.Of(file.Name)}\">\n");
        foreach (var finding in file.Findings)
        {
            var place = file.Text.GetPosition(finding.Span.Start);
            var severity = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" };
            writer.Write(
                $"<error line=\"{place.Line + 1}\" column=\"{place.Character + 1}\" severity=\"{severity}\" "
                + $"message=\"{XmlText.Of(finding.Message)}\" source=\"{XmlText.Of(finding.Rule.Id)}\"/>\n");
        }

        writer.Write("</file>\n");
    }

    public override void End() => writer.Write("</checkstyle>\n");
}
