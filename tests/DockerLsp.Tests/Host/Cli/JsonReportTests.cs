using System.Text.Json;
using DockerLsp.Cli;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Host.Cli;

public class JsonReportTests
{
    private static readonly RuleDescriptor Rule = new("DL3009", "PackageIndexRemains", "Package index remains", "PackageHygiene", Severity.Warning) { Aliases = ["S1"] };

    [Fact]
    public void Positions_count_from_1_in_utf16_units_and_ends_are_exclusive()
    {
        // 😀 takes two units.
        var text = SourceText.From("# 😀\nRUN 😀 && x\n");
        var finding = new Finding(Rule, new TextSpan(9, 2), "message")
        {
            Fixes = [new Fix("title", Applicability.Unsafe, [new TextChange(TextSpan.FromBounds(5, 17), "new")])],
        };
        var json = Report(new LintedFile("f", text, [finding]))[0];
        Assert.Equal((2, 5, 2, 7), Range(json));
        var fix = json.GetProperty("fixes")[0];
        Assert.Equal("unsafe", fix.GetProperty("applicability").GetString());
        Assert.Equal((2, 1, 3, 1), Range(fix.GetProperty("edits")[0]));
        Assert.Equal("S1", json.GetProperty("aliases")[0].GetString());
    }

    [Fact]
    public void Files_share_one_array()
    {
        var finding = new Finding(Rule, new TextSpan(0, 1), "m");
        var file = new LintedFile("a", SourceText.From("x"), [finding, finding]);
        Assert.Equal(4, Report(file, file with { Name = "b" }, file with { Findings = [] }).GetArrayLength());
    }

    [Fact]
    public void What_a_terminal_would_act_on_is_escaped_and_comes_back()
    {
        const string Message = "\u001b[31m \u009b \u202e \u2028 é 漢 😀 && <x> \"y\"";
        using var writer = new StringWriter();
        var report = new JsonReport(writer);
        report.Begin();
        report.Add(new LintedFile("we\nird", SourceText.From("x"), [new Finding(Rule, new TextSpan(0, 1), Message)]));
        report.End();
        var text = writer.ToString();
        Assert.Equal(text, string.Join('\n', text.Split('\n').Select(VisibleText.Of)));
        Assert.Contains("é 漢", text, StringComparison.Ordinal);
        Assert.Contains("&& <x>", text, StringComparison.Ordinal);
        Assert.Equal(Message, JsonDocument.Parse(text).RootElement[0].GetProperty("message").GetString());
    }

    private static (int Line, int Column, int EndLine, int EndColumn) Range(JsonElement element) =>
        (element.GetProperty("line").GetInt32(), element.GetProperty("column").GetInt32(), element.GetProperty("endLine").GetInt32(), element.GetProperty("endColumn").GetInt32());

    private static JsonElement Report(params LintedFile[] files)
    {
        using var writer = new StringWriter();
        var report = ReportFormats.Create("json", writer, useColor: false);
        report.Begin();
        foreach (var file in files)
        {
            report.Add(file);
        }

        report.End();
        return JsonDocument.Parse(writer.ToString()).RootElement;
    }
}
