using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine;

/// <summary>What a long session keeps is what the last version needs: former versions go, and no trace of them stays.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryPerKeyTests
{
    [Fact]
    public void Ten_thousand_keys_leave_no_more_in_memory_than_a_few()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var text = "FROM debian:12\n" + string.Concat(Enumerable.Repeat(WorkPerKeyTests.Block, 20));
        var analysis = DockerfileAnalysis.Create(SourceText.From(text), AnalysisOptions.Default);
        analysis = Type(analysis, text.Length / 2, 500);
        var few = GC.GetTotalMemory(forceFullCollection: true) - before;
        analysis = Type(analysis, text.Length / 2, 10_000);
        var many = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(text, analysis.Text.ToString());
        Assert.True(many < (few * 1.1) + 200_000, $"{few} bytes became {many}");
    }

    private static DockerfileAnalysis Type(DockerfileAnalysis analysis, int at, int keys)
    {
        for (var i = 0; i < keys; i++)
        {
            var place = (at + (i / 2 * 37)) % analysis.Text.Length;
            analysis = analysis.WithChanges([i % 2 == 0 ? new TextChange(new TextSpan(place, 0), "x") : new TextChange(new TextSpan(PlaceOf(i - 1), 1), "")]);
        }

        return analysis;

        int PlaceOf(int i) => (at + (i / 2 * 37)) % (analysis.Text.Length - 1);
    }
}

/// <summary>Tests of what the whole process does: no other runs meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
