using System.Text.Json;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Lsp;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace DockerLsp.Tests.Host.Lsp;

public class ServerSettingsTests
{
    [Theory]
    [InlineData("""{"layering":"self-contained"}""", Layering.SelfContained)]
    [InlineData("""{"dockerlsp":{"layering":"cache-mount"}}""", Layering.CacheMount)]
    [InlineData("""{"layering":null}""", Layering.Merge)]
    [InlineData("{}", Layering.Merge)]
    [InlineData("null", Layering.Merge)]
    [InlineData("5", Layering.Merge)]
    public void The_section_is_read_wherever_it_is(string json, Layering layering)
    {
        var logger = Substitute.For<ILogger>();
        Assert.Equal(layering, Read(json, logger).Layering);
        Assert.Empty(logger.ReceivedCalls());
    }

    [Theory]
    [InlineData("""{"layering":"flat"}""")]
    [InlineData("""{"layering":7}""")]
    public void What_cannot_be_read_is_logged(string json)
    {
        var logger = Substitute.For<ILogger>();
        Assert.Equal(Layering.Merge, Read(json, logger).Layering);
        Assert.Single(logger.ReceivedCalls());
    }

    [Fact]
    public void Rules_are_said_as_in_a_file()
    {
        var logger = Substitute.For<ILogger>();
        var options = Read("""
            {"layering": "self-contained", "rules": {
              "DL3008": "off", "DLS1": "error",
              "DL3026": {"severity": "error", "allowed-registries": ["ghcr.io/acme"]}}}
            """, logger);
        Assert.Equal(Layering.SelfContained, options.Layering);
        Assert.Equal(
            [("DL3026", Severity.Error), ("DLS1003", Severity.Error), ("DL3015", Severity.Info)],
            DockerLsp.Engine.DockerfileAnalysis.Create(DockerLsp.Engine.Text.SourceText.From("FROM debian:12\nRUN apt-get install -y curl\n"), options).Findings
                .Where(f => f.Rule.Id is "DL3008" or "DL3026" or "DLS1003" or "DL3015").Select(f => (f.Rule.Id, f.Severity)));
        Assert.Empty(logger.ReceivedCalls());
    }

    [Theory]
    [InlineData("""{"rules":{"DL3099":"off"}}""")]
    [InlineData("""{"rules":{"DL3008":"loud"}}""")]
    [InlineData("""{"rules":["DL3008"]}""")]
    [InlineData("""{"rules":7}""")]
    public void Rules_that_cannot_be_read_are_logged(string json)
    {
        var logger = Substitute.For<ILogger>();
        Read(json, logger);
        Assert.NotEmpty(logger.ReceivedCalls());
    }

    private static AnalysisOptions Read(string json, ILogger logger) =>
        new ServerSettings(logger).Read(ServerSettings.FindSection(JsonDocument.Parse(json).RootElement), AnalysisOptions.Default);
}
