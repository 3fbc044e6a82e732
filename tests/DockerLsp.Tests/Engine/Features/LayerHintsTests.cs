using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Features;

public class LayerHintsTests
{
    private const string Text = """
        ARG V=1
        FROM debian:12 AS base
        COPY a b /x/
        ARG W
        RUN apt-get update && apt-get install -y curl
        FROM base AS next
        COPY --from=base /x /y
        RUN make
        COPY c /
        RUN pip install six
        FROM next
        COPY d /
        RUN make
        RUN npm ci
        """;

    [Fact]
    public void A_part_has_the_hints_that_the_whole_has_there()
    {
        var all = LayerHints.Of(Analysis, new TextSpan(0, Text.Length));
        Assert.True(all.Length >= 6);
        for (var start = 0; start <= Text.Length; start++)
        {
            for (var end = start; end <= Text.Length; end += 7)
            {
                var range = TextSpan.FromBounds(start, end);
                Assert.Equal(all.Where(h => h.End >= range.Start && h.End <= range.End), LayerHints.Of(Analysis, range));
            }
        }
    }

    [Fact]
    public void The_nearest_reasons_are_named_first() =>
        Assert.Equal(
            "broken by: d, … · 2 steps follow",
            Assert.Single(LayerHints.Of(Analysis, new TextSpan(Text.IndexOf("COPY d /", StringComparison.Ordinal), "COPY d /".Length))).Text);

    private static DockerfileAnalysis Analysis { get; } = DockerfileAnalysis.Create(SourceText.From(Text), AnalysisOptions.Default);
}
