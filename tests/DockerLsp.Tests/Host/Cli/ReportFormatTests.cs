using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using DockerLsp.Cli;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Host.Cli;

/// <summary>Each format is read by a reader that takes nothing but what its specification allows.</summary>
public sealed class ReportFormatTests
{
    /// <summary>What a Dockerfile can bring along: terminal control, another annotation, XML, lone surrogates, an invalid byte.</summary>
    private const string Hostile = "\u001b[31m x\r\n::error file=a::b %0A </failure>]]><x a='1' b=\"2\"> & \u009b \u202e \u2028 \ud800 \udcff \uffff \0 é 😀";

    private static readonly RuleDescriptor Rule = RuleCatalog.Find("DL3009") ?? throw new InvalidOperationException();

    public static TheoryData<string> Names { get; } = [.. ReportFormats.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_text_of_a_file_acts_on_a_terminal_or_ends_a_line(string format)
    {
        var text = Report(format, HostileFile());
        Assert.All(text.Split('\n'), line => Assert.Equal(line, VisibleText.Of(line)));
        if (format == "github")
        {
            Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("::warning file=", line, StringComparison.Ordinal));
            Assert.Equal(2, text.TrimEnd('\n').Split('\n').Length);
        }
    }

    [Fact]
    public void Sarif()
    {
        var root = JsonDocument.Parse(Report("sarif", HostileFile(), Plain())).RootElement;
        CheckKeys(root, "$schema", "version", "runs");
        Assert.Equal("2.1.0", root.GetProperty("version").GetString());
        var run = root.GetProperty("runs")[0];
        CheckKeys(run, "columnKind", "results", "tool");
        Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
        var driver = run.GetProperty("tool").GetProperty("driver");
        CheckKeys(driver, "name", "informationUri", "semanticVersion", "rules");
        var rules = driver.GetProperty("rules");
        Assert.Equal(rules.GetArrayLength(), rules.EnumerateArray().Select(r => r.GetProperty("id").GetString()).Distinct().Count());
        foreach (var rule in rules.EnumerateArray())
        {
            CheckKeys(rule, "id", "name", "shortDescription", "help", "helpUri", "defaultConfiguration", "properties");
            Assert.NotEqual("", rule.GetProperty("help").GetProperty("markdown").GetString());
            OneOf(rule.GetProperty("defaultConfiguration").GetProperty("level").GetString(), "error", "warning", "note");
        }

        var fingerprints = new HashSet<string?>();
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            CheckKeys(result, "ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations", "partialFingerprints", "fixes");
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            var location = result.GetProperty("locations")[0].GetProperty("physicalLocation");
            CheckKeys(location, "artifactLocation", "region");
            Assert.True(Uri.TryCreate(location.GetProperty("artifactLocation").GetProperty("uri").GetString(), UriKind.Relative, out _));
            CheckRegion(location.GetProperty("region"));
            Assert.True(fingerprints.Add(result.GetProperty("partialFingerprints").GetProperty("dockerlsp/v1").GetString()), "A fingerprint is there twice");
            foreach (var fix in result.TryGetProperty("fixes", out var fixes) ? fixes.EnumerateArray().ToArray() : [])
            {
                CheckKeys(fix, "description", "artifactChanges", "properties");
                foreach (var replacement in fix.GetProperty("artifactChanges")[0].GetProperty("replacements").EnumerateArray())
                {
                    CheckKeys(replacement, "deletedRegion", "insertedContent");
                    CheckRegion(replacement.GetProperty("deletedRegion"));
                }
            }
        }

        Assert.Equal(4, fingerprints.Count);
    }

    [Fact]
    public void An_empty_sarif_has_its_results() =>
        Assert.Equal(0, JsonDocument.Parse(Report("sarif")).RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());

    [Fact]
    public void GitLab()
    {
        var issues = JsonDocument.Parse(Report("gitlab", HostileFile(), Plain())).RootElement.EnumerateArray().ToArray();
        Assert.All(issues, issue =>
        {
            CheckKeys(issue, "type", "check_name", "description", "categories", "fingerprint", "severity", "location");
            OneOf(issue.GetProperty("severity").GetString(), "info", "minor", "major", "critical", "blocker");
            Assert.True(issue.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32() >= 1);
            Assert.NotEqual("", issue.GetProperty("location").GetProperty("path").GetString());
        });
        Assert.Equal(4, issues.Select(i => i.GetProperty("fingerprint").GetString()).Distinct().Count());
        Assert.Equal(0, JsonDocument.Parse(Report("gitlab")).RootElement.GetArrayLength());
    }

    [Fact]
    public void Fingerprints_stay_when_lines_move()
    {
        string Of(string text) => string.Join(' ', JsonDocument.Parse(Report("gitlab", File(text))).RootElement.EnumerateArray().Select(i => i.GetProperty("fingerprint").GetString()));
        Assert.Equal(Of("RUN a\n"), Of("# new\n\nRUN a\n"));
        Assert.NotEqual(Of("RUN a\n"), Of("RUN b\n"));
    }

    [Fact]
    public void Checkstyle()
    {
        var root = ReadXml(Report("checkstyle", HostileFile(), Plain()));
        Assert.Equal("checkstyle", root.Name.LocalName);
        Assert.Equal(2, root.Elements("file").Count());
        Assert.All(root.Descendants("error"), error =>
        {
            Assert.Equal(["line", "column", "severity", "message", "source"], error.Attributes().Select(a => a.Name.LocalName));
            OneOf(error.Attribute("severity")?.Value, "error", "warning", "info");
        });
        Assert.Contains("</failure>]]><x a='1' b=\"2\"> &", root.Descendants("error").First().Attribute("message")?.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit()
    {
        var root = ReadXml(Report("junit", HostileFile(), Plain(), Plain() with { Findings = [], Name = "clean" }));
        Assert.Equal("testsuites", root.Name.LocalName);
        Assert.All(root.Elements("testsuite"), suite =>
        {
            Assert.Equal(suite.Attribute("tests")?.Value, $"{suite.Elements("testcase").Count()}");
            Assert.Equal(suite.Attribute("failures")?.Value, $"{suite.Descendants("failure").Count()}");
            Assert.Equal("0", suite.Attribute("errors")?.Value);
        });
        Assert.Empty(root.Elements("testsuite").Last().Descendants("failure"));
        Assert.Single(root.Elements("testsuite").Last().Elements("testcase"));
    }

    [Fact]
    public void GitHub()
    {
        var lines = Report("github", Plain()).TrimEnd('\n').Split('\n');
        Assert.Equal("::error file=f%2C 1%3A/Dockerfile,line=2,endLine=2,col=5,endColumn=6,title=DL3009::100%25 of it", lines[0]);
        // Columns hold within one line only.
        Assert.Equal("::notice file=f%2C 1%3A/Dockerfile,line=1,endLine=2,title=DL3009::m", lines[1]);
        Assert.Equal("", Report("github"));
    }

    [Fact]
    public void Rdjson()
    {
        var root = JsonDocument.Parse(Report("rdjson", HostileFile(), Plain())).RootElement;
        CheckKeys(root, "source", "diagnostics");
        Assert.Equal("dockerlsp", root.GetProperty("source").GetProperty("name").GetString());
        var diagnostics = root.GetProperty("diagnostics").EnumerateArray().ToArray();
        Assert.All(diagnostics, d =>
        {
            CheckKeys(d, "message", "location", "severity", "code", "suggestions");
            OneOf(d.GetProperty("severity").GetString(), "ERROR", "WARNING", "INFO");
        });
        // 😀 takes four bytes; the edits of a fix are one suggestion.
        var range = diagnostics[0].GetProperty("location").GetProperty("range");
        Assert.Equal(10, range.GetProperty("start").GetProperty("column").GetInt32());
        var suggestion = Assert.Single(diagnostics[0].GetProperty("suggestions").EnumerateArray());
        Assert.Equal("1 😀 2", suggestion.GetProperty("text").GetString());
        Assert.Equal(1, suggestion.GetProperty("range").GetProperty("start").GetProperty("column").GetInt32());
        Assert.False(diagnostics[2].TryGetProperty("suggestions", out _), "An unsafe fix is no suggestion");
    }

    [Fact]
    public void Statistics()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Samples.Bad);
        var text = Run.In(folder, "lint", "--statistics", "--select", "DLS100,DL3009");
        Assert.Matches("""^1  DL3009   \[\*\]  The index of apt stays in the layer\n(.*\n)*3 findings of 3 rules; `dockerlsp fix` mends all of \[\*\] and some of \[-\]\n$""", text.Text);
        Assert.Equal(1, text.Status);
        var json = JsonDocument.Parse(Run.In(folder, "lint", "--statistics", "--format", "json", "--select", "DLS100,DL3009").Text).RootElement;
        Assert.Equal(3, json.GetArrayLength());
        CheckKeys(json[0], "rule", "title", "count", "fixable");
        Assert.Equal("No findings\n", Run.In(folder, "lint", "--statistics", "--select", "DL4000").Text);
    }

    private static void OneOf(string? word, params string[] words) => Assert.True(words.Contains(word), $"`{word}` is none of the words");

    private static LintedFile HostileFile() => new($"{Hostile}/f", SourceText.From("RUN 😀 && x\nRUN y\n"),
    [
        new Finding(Rule, new TextSpan(7, 2), Hostile)
        {
            Severity = Severity.Warning,
            Fixes = [new Fix(Hostile, Applicability.Safe, [new TextChange(new TextSpan(0, 3), "1"), new TextChange(new TextSpan(7, 4), "2")])],
            Related = [new RelatedPlace(new TextSpan(0, 1), Hostile)],
        },
        new Finding(Rule, new TextSpan(7, 2), Hostile) { Severity = Severity.Warning },
    ]);

    private static LintedFile Plain() => new("f, 1:/Dockerfile", SourceText.From("RUN x\nRUN y\n"),
    [
        new Finding(Rule, new TextSpan(10, 1), "100% of it")
        {
            Severity = Severity.Error,
            Fixes = [new Fix("t", Applicability.Unsafe, [new TextChange(new TextSpan(0, 0), "z")])],
        },
        new Finding(Rule, new TextSpan(0, 8), "m") { Severity = Severity.Info },
    ]);

    private static LintedFile File(string text) =>
        new("f", SourceText.From(text), [new Finding(Rule, new TextSpan(text.IndexOf("RUN", StringComparison.Ordinal), 5), "m")]);

    private static void CheckRegion(JsonElement region)
    {
        CheckKeys(region, "startLine", "startColumn", "endLine", "endColumn");
        var (start, end) = ((region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32()), (region.GetProperty("endLine").GetInt32(), region.GetProperty("endColumn").GetInt32()));
        Assert.True(start.Item1 >= 1 && start.Item2 >= 1 && end.CompareTo(start) >= 0);
    }

    /// <summary>No key but these.</summary>
    private static void CheckKeys(JsonElement element, params string[] keys) =>
        Assert.Empty(element.EnumerateObject().Select(p => p.Name).Except(keys));

    private static XElement ReadXml(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { CheckCharacters = true, DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(reader).Root ?? throw new InvalidDataException();
    }

    private static string Report(string format, params LintedFile[] files)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var report = ReportFormats.Create(format, writer, useColor: false);
        report.Begin();
        foreach (var file in files)
        {
            report.Add(file);
        }

        report.End();
        return writer.ToString();
    }
}
