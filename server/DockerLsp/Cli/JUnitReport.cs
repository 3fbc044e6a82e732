namespace DockerLsp.Cli;

/// <summary>JUnit's XML: a suite for each file, a failed test for each finding, and a passed one for a file without.</summary>
internal sealed class JUnitReport(TextWriter writer) : ReportFormat
{
    public override void Begin() => writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"dockerlsp\">\n");

    public override void Add(LintedFile file)
    {
        var name = XmlText.Of(file.Name);
        var count = file.Findings.Length;
        writer.Write($"<testsuite name=\"{name}\" tests=\"{Math.Max(1, count)}\" failures=\"{count}\" errors=\"0\" skipped=\"0\" time=\"0\">\n");
        if (count == 0)
        {
            writer.Write($"<testcase classname=\"{name}\" name=\"no findings\" time=\"0\"/>\n");
        }

        foreach (var finding in file.Findings)
        {
            var place = file.Text.GetPosition(finding.Span.Start);
            var at = $"{place.Line + 1}:{place.Character + 1}";
            var rule = XmlText.Of(finding.Rule.Id);
            var message = XmlText.Of(finding.Message);
            writer.Write(
                $"<testcase classname=\"{name}\" name=\"{rule} at {at}\" time=\"0\"><failure type=\"{Words.Of(finding.Severity)}\" message=\"{message}\">"
                + $"{name}:{at}: {Words.Of(finding.Severity)} {message} [{rule}]</failure></testcase>\n");
        }

        writer.Write("</testsuite>\n");
    }

    public override void End() => writer.Write("</testsuites>\n");
}
