using System.Text.Json;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Lsp;

namespace DockerLsp.Tests.Host.Lsp;

public class ServerSettingsTests
{
    [Theory]
    [InlineData("""{"layering":"merge"}""", Layering.Merge)]
    [InlineData("""{"dockerlsp":{"layering":"cache-mount"}}""", Layering.CacheMount)]
    [InlineData("""{"layering":null}""", Layering.SelfContained)]
    [InlineData("{}", Layering.SelfContained)]
    [InlineData("null", Layering.SelfContained)]
    [InlineData("5", Layering.SelfContained)]
    public void The_section_is_read_wherever_it_is(string json, Layering layering)
    {
        var complaints = new List<string>();
        Assert.Equal(layering, Read(json, complaints).Layering);
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("""{"layering":"flat"}""")]
    [InlineData("""{"layering":7}""")]
    public void What_cannot_be_read_is_told(string json)
    {
        var complaints = new List<string>();
        Assert.Equal(Layering.SelfContained, Read(json, complaints).Layering);
        Assert.Single(complaints);
    }

    [Fact]
    public void Rules_are_said_as_in_a_file()
    {
        var complaints = new List<string>();
        var options = Read("""
            {"layering": "merge", "rules": {
              "DL3008": "off", "DLS1": "error",
              "DL3026": {"severity": "error", "allowed-registries": ["ghcr.io/acme"]}}}
            """, complaints);
        Assert.Equal(Layering.Merge, options.Layering);
        Assert.Equal(
            [("DL3026", Severity.Error), ("DLS1003", Severity.Error), ("DL3015", Severity.Info)],
            DockerLsp.Engine.DockerfileAnalysis.Create(DockerLsp.Engine.Text.SourceText.From("FROM debian:12\nRUN apt-get install -y curl\n"), options).Findings
                .Where(f => f.Rule.Id is "DL3008" or "DL3026" or "DLS1003" or "DL3015").Select(f => (f.Rule.Id, f.Severity)));
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("""{"rules":{"DL3099":"off"}}""")]
    [InlineData("""{"rules":{"DL3008":"loud"}}""")]
    [InlineData("""{"rules":["DL3008"]}""")]
    [InlineData("""{"rules":7}""")]
    public void Rules_that_cannot_be_read_are_told(string json)
    {
        var complaints = new List<string>();
        Read(json, complaints);
        Assert.NotEmpty(complaints);
    }

    private static AnalysisOptions Read(string json, List<string> complaints) =>
        new ServerSettings(complaints.Add).Read(ServerSettings.FindSection(JsonDocument.Parse(json).RootElement), AnalysisOptions.Default);
}
