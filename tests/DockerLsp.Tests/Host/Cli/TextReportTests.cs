using DockerLsp.Cli;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Host.Cli;

public class TextReportTests
{
    private static readonly RuleDescriptor Rule = new("DL3009", "PackageIndexRemains", "Package index remains", "PackageHygiene", Severity.Warning);

    [Fact]
    public void A_finding_shows_its_place_its_line_and_what_can_be_done()
    {
        const string Text = "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n";
        var finding = Find(Text, "apt-get update") with
        {
            Fixes =
            [
                new Fix("Merge 2 RUN steps into one layer", Applicability.Safe, []),
                new Fix("Leave out recommended packages (may remove needed ones)", Applicability.Unsafe, []),
            ],
            Related = [new RelatedPlace(SpanOf(Text, "apt-get install"), "Installs here")],
            Refusals =
            [
                new Refusal("Split", "Not split: `cd src` in line 12 would carry over into line 13", new TextSpan(0, 1)),
                new Refusal("Split again", "Not split: `cd src` in line 12 would carry over into line 13", new TextSpan(0, 1)),
            ],
        };
        AssertReport(
            """
            Dockerfile:2:5: warning Says what happens [DL3009]
               |
             2 | RUN apt-get update
               |     ^^^^^^^^^^^^^^
               = Dockerfile:3:5: Installs here
               = fix: Merge 2 RUN steps into one layer
               = unsafe fix: Leave out recommended packages (may remove needed ones)
               = Not split: `cd src` in line 12 would carry over into line 13

            1 finding in 1 file; 1 fixable with `dockerlsp fix`

            """,
            Text,
            finding);
    }

    [Fact]
    public void A_span_of_several_lines_is_framed() => AssertReport(
        """
        Dockerfile:2:5: warning Says what happens [DL3009]
           |
         2 |   RUN a \
           |  _____^
         3 | |     && b \
         4 | |     && c
           | |________^

        1 finding in 1 file

        """,
        "FROM x\nRUN a \\\n    && b \\\n    && c\nUSER y\n",
        "a \\\n    && b \\\n    && c\n");

    [Fact]
    public void Of_a_long_span_both_ends_are_shown() => AssertReport(
        """
        Dockerfile:1:1: warning Says what happens [DL3009]
            |
          1 |   a \
            |  _^
          2 | | b \
        ...   |
          9 | | i \
         10 | | j
            | |_^

        1 finding in 1 file

        """,
        "a \\\nb \\\nc \\\nd \\\ne \\\nf \\\ng \\\nh \\\ni \\\nj\n",
        "a \\\nb \\\nc \\\nd \\\ne \\\nf \\\ng \\\nh \\\ni \\\nj");

    [Theory]
    [InlineData("RUN\techo bad", "bad", "RUN echo bad", "         ^^^")]
    [InlineData("\tbad", "bad", "    bad", "    ^^^")]
    [InlineData("# 漢字 bad", "bad", "# 漢字 bad", "       ^^^")]
    [InlineData("# 漢字 bad", "漢字", "# 漢字 bad", "  ^^^^")]
    [InlineData("# 😀 bad", "bad", "# 😀 bad", "     ^^^")]
    [InlineData("# e\u0301 bad", "bad", "# e\u0301 bad", "    ^^^")]
    [InlineData("# \u001b[31m bad", "bad", "# \\x1b[31m bad", "           ^^^")]
    [InlineData("# \u202e bad", "bad", "# \\u202e bad", "         ^^^")]
    public void The_underline_stands_below_its_text(string line, string marked, string shown, string underline) => AssertReport(
        $"""
        Dockerfile:1:{line.IndexOf(marked, StringComparison.Ordinal) + 1}: warning Says what happens [DL3009]
           |
         1 | {shown}
           | {underline}

        1 finding in 1 file

        """,
        line + "\n",
        marked);

    [Fact]
    public void A_byte_that_is_not_utf8_is_spelt_out() => The_underline_stands_below_its_text("# \udcff bad", "bad", "# \\xff bad", "       ^^^");

    [Fact]
    public void An_empty_span_is_a_caret() => AssertReport(
        """
        Dockerfile:1:5: warning Says what happens [DL3009]
           |
         1 | FROM
           |     ^

        1 finding in 1 file

        """,
        "FROM",
        new Finding(Rule, new TextSpan(4, 0), "Says what happens"));

    [Fact]
    public void Of_a_very_long_line_the_place_is_shown()
    {
        var text = new string('x', 5_000_000) + "bad" + new string('y', 5_000_000);
        var report = Report(text, Find(text, "bad"));
        Assert.All(report.Split('\n'), line => Assert.True(line.Length < 300, line[..Math.Min(line.Length, 80)]));
        Assert.Contains("xbady", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_messages_cannot_steer_the_terminal()
    {
        var finding = Find("bad", "bad") with { Message = "evil \u001b[2J\nnext", Fixes = [new Fix("\u0007", Applicability.Unsafe, [])] };
        var report = Report("bad", finding, "we\nird\u009b");
        Assert.Equal("we\\nird\\x9b:1:1: warning evil \\x1b[2J\\nnext [DL3009]", report.Split('\n')[0]);
        Assert.DoesNotContain(report, character => char.IsControl(character) && character != '\n');
    }

    [Fact]
    public void Colours_go_around_the_same_text()
    {
        var plain = Report("FROM bad\n", Find("FROM bad\n", "bad"));
        var painted = Report("FROM bad\n", Find("FROM bad\n", "bad"), color: true);
        Assert.NotEqual(plain, painted);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(painted, "\u001b\\[[0-9;]*m", ""));
    }

    private static Finding Find(string text, string marked) => new(Rule, SpanOf(text, marked), "Says what happens");

    private static TextSpan SpanOf(string text, string marked) => new(text.IndexOf(marked, StringComparison.Ordinal), marked.Length);

    private static void AssertReport(string expected, string text, string marked) => AssertReport(expected, text, Find(text, marked));

    private static void AssertReport(string expected, string text, Finding finding) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), Report(text, finding));

    private static string Report(string text, Finding finding, string name = "Dockerfile", bool color = false)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var report = ReportFormats.Create("text", writer, color);
        report.Begin();
        report.Add(new LintedFile(name, SourceText.From(text), [finding]));
        report.End();
        return writer.ToString();
    }
}
