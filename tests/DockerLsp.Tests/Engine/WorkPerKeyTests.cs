using System.Collections.Concurrent;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine;

/// <summary>The work for a key does not depend on the length of the file. It is counted, not timed.</summary>
public sealed class WorkPerKeyTests
{
    private static readonly AnalysisOptions Everything = AnalysisOptions.Default with { Select = [.. RuleCatalog.All.Select(r => r.Id)] };

    /// <summary>Steps between which other things happen, all in one stage: what one rule finds of each other is far apart.</summary>
    internal const string Block =
        """
        # about this part
        RUN echo start && make
        COPY --chown=1000 . /src/
        RUN apt-get update \
            && apt-get install -y --no-install-recommends curl=1 \
            && rm -rf /var/lib/apt/lists/*
        WORKDIR /src
        USER app
        ENV A=1 B=2
        RUN sudo make install
        LABEL a=b
        RUN pip install six
        RUN apt-get update
        RUN apt-get install -y git
        RUN cd /tmp && tar xf a.tar
        EXPOSE 80
        ARG X=1
        RUN <<EOF
        make all
        make install
        EOF
        COPY --from=builder /out /out
        RUN yarn add left-pad@1
        RUN npm ci --no-audit

        """;

    public static TheoryData<string, string> Keys => new()
    {
        { "RUN echo st|art && make", "x" },
        { "RUN sudo make inst|all", "x" },
        { "RUN cd /tmp && tar xf a|.tar", "x" },
        { "# about this pa|rt", "x" },
        { "LABEL a=|b", "x" },
        { "COPY --chown=1000 . /sr|c/", "x" },
        { "EXPOSE 8|0", "1" },
        { "make al|l", "x" },
        { "&& apt-get install -y --no-install-recommends cur|l=1", "x" },
        { "RUN apt-get install -y gi|t", "x" },
        { "RUN pip install si|x", "x" },
        { "RUN yarn add left-pa|d@1", "x" },
        { "COPY --from=build|er /out /out", "x" },
        { "RUN npm ci --no-audi|t", "x" },
    };

    private static readonly int[] Sizes = [100, 1_000, 10_000];

    [Theory]
    [MemberData(nameof(Keys))]
    public void One_key_costs_the_same_in_files_of_any_length(string place, string key)
    {
        var work = Sizes.Select(instructions => WorkOf(instructions, place, key)).ToArray();

        // Trees grow in height, so that a little more may be looked at on the way; not more with each instruction.
        Assert.Equal(work[0], work[1]);
        Assert.Equal(work[0], work[2]);
        Assert.InRange(work[0].Parse.InstructionsParsed, 1, 2);
        Assert.InRange(work[0].Build.StatesComputed, 1, 4);
        Assert.InRange(work[0].Rules.InstructionsVisited, 1, 200);
        Assert.InRange(work[0].InstructionsMade, 1, 400);
    }

    private static readonly ConcurrentDictionary<int, DockerfileAnalysis> Analyses = [];

    private static DockerfileAnalysis Analysis(int instructions) => Analyses.GetOrAdd(instructions, count => DockerfileAnalysis.Create(
        SourceText.From("FROM debian:12\n" + string.Concat(Enumerable.Repeat(Block, count / 19)) + "CMD [\"x\"]\n"), Everything));

    private static AnalysisStatistics WorkOf(int instructions, string place, string key)
    {
        var analysis = Analysis(instructions);
        var text = analysis.Text.ToString();
        var marker = place.IndexOf('|', StringComparison.Ordinal);
        var at = text.IndexOf(place.Remove(marker, 1), text.Length / 2, StringComparison.Ordinal) + marker;
        // The second key: what the first one asks for once is kept.
        analysis = analysis.WithChanges([new TextChange(new TextSpan(at, 0), key)]);
        analysis = analysis.WithChanges([new TextChange(new TextSpan(at, 0), key)]);
        return analysis.Statistics;
    }
}
