using System.Globalization;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Cli;

/// <summary>Findings for a person at a terminal: where, what, the lines, and what can be done.</summary>
internal sealed class TextReport(TextWriter writer, Palette palette) : ReportFormat
{
    private readonly SourceExcerpt excerpt = new(palette);
    private int files;
    private int filesWithFindings;
    private int findings;
    private int fixable;

    public override void Add(LintedFile file)
    {
        files++;
        filesWithFindings += file.Findings.IsEmpty ? 0 : 1;
        foreach (var finding in file.Findings)
        {
            findings++;
            fixable += finding.HasSafeFix ? 1 : 0;
            Write(file, finding);
        }
    }

    public override void End()
    {
        if (files == 0)
        {
            // Nothing could be read, which was said already.
            return;
        }

        if (findings == 0)
        {
            writer.WriteLine($"No findings in {Words.Count(files, "file")}");
            return;
        }

        var summary = $"{Words.Count(findings, "finding")} in {Words.Count(filesWithFindings, "file")}";
        writer.WriteLine(palette.Bold(fixable == 0 ? summary : $"{summary}; {fixable:N0} fixable with `dockerlsp fix`"));
    }

    private void Write(LintedFile file, Finding finding)
    {
        var place = GetPlace(file, finding.Span.Start);
        var severity = palette.Mark(finding.Severity, Words.Of(finding.Severity));
        writer.WriteLine($"{palette.Bold($"{place}:")} {severity} {VisibleText.Of(finding.Message)} {palette.Faint($"[{finding.Rule.Id}]")}");

        var gutter = (file.Text.GetLineNumber(finding.Span.End) + 1).ToString(CultureInfo.InvariantCulture).Length + 1;
        foreach (var line in excerpt.GetLines(file.Text, finding.Span, finding.Severity, gutter))
        {
            writer.WriteLine(line);
        }

        foreach (var related in finding.Related)
        {
            WriteNote(gutter, $"{GetPlace(file, related.Span.Start)}: {VisibleText.Of(related.Message)}");
        }

        foreach (var fix in finding.Fixes)
        {
            WriteNote(gutter, $"{palette.Bold(fix.Applicability == Applicability.Safe ? "fix" : "unsafe fix")}: {VisibleText.Of(fix.Title)}");
        }

        foreach (var refusal in finding.GetReasons())
        {
            WriteNote(gutter, VisibleText.Of(refusal.Reason));
        }

        writer.WriteLine();
    }

    private void WriteNote(int gutter, string note) => writer.WriteLine($"{new string(' ', gutter)} {palette.Frame("=")} {note}");

    private static string GetPlace(LintedFile file, int offset)
    {
        var position = file.Text.GetPosition(offset);
        return $"{VisibleText.Of(file.Name)}:{position.Line + 1}:{position.Character + 1}";
    }
}
