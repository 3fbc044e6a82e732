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

    private static AnalysisOptions Read(string json, ILogger logger) =>
        new ServerSettings(logger).Read(ServerSettings.FindSection(JsonDocument.Parse(json).RootElement), AnalysisOptions.Default);
}
