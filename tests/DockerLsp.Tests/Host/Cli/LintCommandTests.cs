using System.Text.Json;
using DockerLsp.Files;
using NSubstitute;

namespace DockerLsp.Tests.Host.Cli;

public class LintCommandTests
{
    [Fact]
    public void No_findings_is_an_empty_array() => Assert.Equal("[]\n", Run.On("", "lint", "--format", "json", "-").Text);

    [FindingsFact]
    public void Findings_have_the_contracted_form()
    {
        var run = Run.On(Samples.Bad, "lint", "--format", "json", "-");
        Assert.Equal(1, run.Status);
        var finding = JsonDocument.Parse(run.Text).RootElement[0];
        Assert.Equal(
            ["file", "rule", "aliases", "category", "severity", "message", "line", "column", "endLine", "endColumn", "url", "fixes"],
            finding.EnumerateObject().Select(property => property.Name));
        Assert.Equal("-", finding.GetProperty("file").GetString());
    }

    [FindingsTheory]
    [InlineData("warning", 1)]
    [InlineData("error", 0)]
    [InlineData("never", 0)]
    public void The_exit_status_follows_the_threshold(string threshold, int status) =>
        Assert.Equal(status, Run.On(Samples.Bad, "lint", "--fail-on", threshold, "--select", "DLS1", "-").Status);

    [FindingsFact]
    public void Standard_input_goes_by_the_name_that_it_is_given() =>
        Assert.Contains("web/Dockerfile:2:", Run.On(Samples.Bad, "lint", "-", "--stdin-filename", "web/Dockerfile").Text, StringComparison.Ordinal);

    [FindingsFact]
    public void Paths_are_named_as_they_were_given_and_each_file_once()
    {
        using var folder = new TempFolder();
        folder.Add("b/Dockerfile", Samples.Bad).Add("a/Dockerfile", Samples.Bad);
        Assert.Equal(["a/Dockerfile", "b/Dockerfile"], Files(Run.In(folder, "lint", "--format", "json")));
        Assert.Equal(["b/Dockerfile", "a/Dockerfile"], Files(Run.In(folder, "lint", "--format", "json", "./b", "b/Dockerfile", ".")));
        Assert.Equal([folder["a/Dockerfile"]], Files(Run.In(folder, "lint", "--format", "json", folder["a"])));
    }

    [FindingsFact]
    public void What_could_be_read_is_reported_beside_what_could_not()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Samples.Bad).Add("binary", [1, 0, 2]);
        Directory.CreateDirectory(folder["none"]);
        var run = Run.In(folder, "lint", "--format", "json", "missing", "Dockerfile", "binary", "none");
        Assert.Equal(2, run.Status);
        Assert.Equal(["Dockerfile"], Files(run));
        Assert.Equal(
            "dockerlsp: none: no Dockerfile or Containerfile in this folder or below it\n"
            + "dockerlsp: missing: no such file or directory\n"
            + "dockerlsp: binary: is a binary file\n",
            run.Error);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_named()
    {
        var files = Substitute.For<IFileStore>();
        files.Read(Arg.Any<string>()).Returns(_ => throw new UnauthorizedAccessException());
        var run = Run.In(Path.GetTempPath(), [], files, "lint", "no-such-folder/Dockerfile");
        Assert.Equal(2, run.Status);
        Assert.Equal("dockerlsp: no-such-folder/Dockerfile: permission denied\n", run.Error);
    }

    [FindingsFact]
    public void Many_files_are_reported_in_order()
    {
        using var folder = new TempFolder();
        string[] names = [.. Enumerable.Range(100, 60).Select(number => $"{number}.Dockerfile")];
        foreach (var name in names)
        {
            folder.Add(name, Samples.Bad);
        }

        Assert.Equal(names, Files(Run.In(folder, "lint", "--format", "json")));
    }

    [Fact]
    public void Odd_input_is_answered()
    {
        foreach (var input in new[] { "", "RUN <<E\nx", "RUN " + new string('(', 20_000), "RUN “x”\n", new string('A', 2_000_000), "\uFEFFFROM a", "\r\r\n\n" })
        {
            Assert.InRange(Run.On(input, "lint", "-").Status, 0, 1);
        }
    }

    private static IEnumerable<string?> Files(Run run) =>
        JsonDocument.Parse(run.Text).RootElement.EnumerateArray().Select(finding => finding.GetProperty("file").GetString()).Distinct();
}
