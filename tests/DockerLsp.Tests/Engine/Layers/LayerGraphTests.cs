using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Layers;

public class LayerGraphTests
{
    private const string Stages = """
        ARG NODE=20
        FROM node:${NODE} AS deps
        WORKDIR /app
        COPY package.json ./
        RUN npm ci
        FROM deps AS build
        ARG COMMIT
        COPY . .
        RUN npm run build
        FROM nginx
        LABEL a=b
        ENV A=1
        COPY --from=build /app/dist /srv
        RUN make
        USER nobody
        FROM scratch AS unused
        COPY . /
        """;

    /// <summary>A question mark stands behind a step that runs again only if files of another stage came out differently.</summary>
    [Theory]
    [InlineData(2, "3 4 5 8 9 13? 14?")]
    [InlineData(4, "4 5 8 9 13? 14?")]
    [InlineData(7, "9 13? 14?")]
    [InlineData(8, "8 9 13? 14?")]
    [InlineData(10, "13 14")]
    [InlineData(11, "")]
    [InlineData(12, "14")]
    [InlineData(13, "13 14")]
    [InlineData(15, "")]
    [InlineData(16, "17")]
    public void A_change_runs_again_what_depends_on_it(int line, string expected) => Assert.Equal(expected, Describe(Create(Stages), line));

    [Fact]
    public void A_global_ARG_runs_again_the_stages_whose_FROM_reads_it()
    {
        var graph = Create(Stages);
        Assert.Equal("3 4 5 8 9 13? 14?", Describe(graph.ImpactOfGlobal("NODE"), graph));
    }

    [Theory]
    // RUN reads every variable; COPY and WORKDIR only what they use, also through another variable.
    [InlineData("FROM a\nENV A=1\nCOPY x /x\nRUN y", 2, "4")]
    [InlineData("FROM a\nENV A=1\nCOPY $A /x\nRUN y", 2, "3 4")]
    [InlineData("FROM a\nENV A=1\nENV B=$A\nCOPY $B /x\nRUN y", 2, "4 5")]
    [InlineData("FROM a\nENV A=1\nWORKDIR /$A\nRUN y", 2, "3 4")]
    // Neither user nor shell stand in the key of COPY, nor the shell in that of an exec form.
    [InlineData("FROM a\nUSER b\nCOPY x /x\nRUN y", 2, "4")]
    [InlineData("FROM a\nSHELL [\"/bin/bash\", \"-c\"]\nRUN [\"x\"]\nRUN y", 2, "4")]
    // A directory counts until the next absolute one.
    [InlineData("FROM a\nWORKDIR /\nCOPY x y/\nRUN z", 2, "3 4")]
    [InlineData("FROM a\nWORKDIR /\nCOPY x /y/\nWORKDIR /b\nRUN z", 2, "")]
    // ENV and ARG go on in the stages that start from here.
    [InlineData("FROM a AS b\nENV A=1\nFROM b\nRUN x", 2, "4")]
    [InlineData("FROM a AS b\nARG A=1\nFROM b\nRUN x", 2, "4")]
    // What is set anew before anything reads it counts no more.
    [InlineData("FROM a\nARG A=1\nENV A=2\nRUN x", 2, "")]
    [InlineData("FROM a\nENV A=1\nENV A=2 B=$A\nRUN x", 2, "4")]
    [InlineData("FROM a\nENV A=1\nENV A=2\nCOPY x /x\nRUN x", 2, "")]
    [InlineData("FROM a AS b\nONBUILD RUN x\nRUN y\nFROM b\nRUN z", 2, "5")]
    // A linked copy stays, what stands on it does not.
    [InlineData("FROM a\nRUN x\nCOPY --link y /\nRUN z", 2, "2 4")]
    [InlineData("FROM a\nRUN x\nCOPY --link y /\nRUN z", 3, "3 4")]
    [InlineData("FROM a AS b\nRUN x\nFROM c\nRUN y\nCOPY --link --from=b / /\nRUN z", 2, "2 5? 6?")]
    // A mount takes files from a stage as COPY does.
    [InlineData("FROM a AS b\nRUN x\nFROM c\nRUN --mount=type=bind,from=b,target=/b y", 2, "2 4?")]
    [InlineData("FROM a AS b\nRUN x\nFROM c\nCOPY --from=0 / /", 2, "2 4?")]
    // What stands before a stage with that name is an image.
    [InlineData("FROM c\nCOPY --from=b / /\nFROM a AS b\nRUN x", 4, "4")]
    public void Keys_hold_what_BuildKit_puts_into_them(string text, int line, string expected) => Assert.Equal(expected, Describe(Create(text), line));

    [Theory]
    [InlineData("src/a.js", "8 9 13? 14? 17")]
    [InlineData("package.json", "4 5 8 9 13? 14? 17")]
    public void A_file_runs_again_the_steps_that_take_it(string file, string expected)
    {
        var graph = Create(Stages);
        Assert.Equal(expected, Describe(CacheKeys.Compare(graph, graph, [file]), graph));
    }

    [Theory]
    [InlineData("FROM a\nRUN x\nRUN y", "FROM a\nRUN x\nRUN z", "3")]
    [InlineData("FROM a\nRUN x\nRUN y", "FROM a\nLABEL l=1\nRUN x\nRUN y", "")]
    [InlineData("FROM a\nRUN x\nRUN y", "FROM b\nRUN x\nRUN y", "2 3")]
    [InlineData("FROM a\nENV A=1\nCOPY x /\nRUN y", "FROM a\nENV A=2\nCOPY x /\nRUN y", "4")]
    [InlineData("FROM a\nRUN y", "FROM a\nARG A\nRUN y", "")]
    [InlineData("FROM a\nRUN y", "FROM a\nARG A=1\nRUN y", "3")]
    [InlineData("FROM a AS b\nRUN x\nFROM c\nCOPY --from=b / /\nRUN z", "FROM a AS b\nRUN y\nFROM c\nCOPY --from=b / /\nRUN z", "2 4? 5?")]
    [InlineData("FROM a AS b\nARG A=1\nRUN x\nFROM b\nRUN y", "FROM a AS b\nARG B=1\nARG A=1\nRUN x\nFROM b\nRUN y", "4 6")]
    [InlineData("FROM a AS b\nRUN x\nARG A=1\nFROM b\nRUN y", "FROM a AS b\nRUN x\nARG A=2\nFROM b\nRUN y", "5")]
    // The list of variables counts that comes out, in the order in which they were last set.
    [InlineData("FROM a\nENV A=1\nRUN x", "FROM a\nENV A=1\nENV A=1\nRUN x", "")]
    [InlineData("FROM a\nENV A=1\nENV B=2\nRUN x", "FROM a\nENV A=1 B=2\nRUN x", "")]
    [InlineData("FROM a\nENV A=1\nENV B=2\nRUN x", "FROM a\nENV B=2\nENV A=1\nRUN x", "4")]
    [InlineData("FROM a\nARG A=1\nENV A=3\nRUN x", "FROM a\nARG A=2\nENV A=3\nRUN x", "")]
    [InlineData("FROM a\nENV A=3\nARG A=1\nRUN x", "FROM a\nENV A=3\nARG A=2\nRUN x", "4")]
    [InlineData("FROM a\nCOPY x /y", "FROM a\nCOPY ./x /y", "")]
    [InlineData("FROM a\nCOPY x /y", "FROM a\nCOPY [\"x\", \"/y\"]", "")]
    [InlineData("FROM a\nCOPY x /y", "FROM a\nADD x /y", "2")]
    [InlineData("FROM a\nCOPY x /y", "FROM a\nCOPY z /y", "2")]
    [InlineData("FROM a\nCOPY --chown=1 x /y", "FROM a\nCOPY --chown=2 x /y", "2")]
    [InlineData("FROM a AS b\nRUN x\nFROM c\nCOPY --from=b / /", "FROM a AS d\nRUN x\nFROM c\nCOPY --from=d / /", "")]
    [InlineData("FROM a\nWORKDIR /x\nCOPY y z", "FROM a\nWORKDIR /x/\nCOPY y z", "")]
    [InlineData("FROM a\nWORKDIR /x\nRUN y", "FROM a\nWORKDIR /x/\nRUN y", "3")]
    // What is started counts, not how it is written.
    [InlineData("FROM a\nRUN x", "FROM a\nRUN [\"/bin/sh\", \"-c\", \"x\"]", "")]
    [InlineData("FROM a\nRUN [\"x\",\"y\"]", "FROM a\nRUN [ \"x\", \"y\" ]", "")]
    [InlineData("FROM a\nRUN [\"x\", \"y\"]", "FROM a\nRUN [\"x y\"]", "2")]
    [InlineData("FROM a\nRUN --network=none x", "FROM a\nRUN --network=host x", "2")]
    [InlineData("FROM a\nRUN x \\\n  y", "FROM a\nRUN x \\\n    y", "2")]
    [InlineData("FROM a\nRUN x \\\n  # one\n  y", "FROM a\nRUN x \\\n  # two\n  y", "")]
    [InlineData("", "FROM a\nRUN x", "2")]
    public void Two_versions_of_a_Dockerfile_are_compared_by_their_keys(string before, string after, string expected)
    {
        var graph = Create(after);
        Assert.Equal(expected, Describe(CacheKeys.Compare(Create(before), graph, []), graph));
    }

    [Fact]
    public void A_build_needs_only_the_stages_that_its_target_uses()
    {
        var graph = Create(Stages);
        Assert.Equal([0, 1, 2], graph.NeededFor(graph.Stages[2]).Order());
        Assert.Equal([3], graph.NeededFor(graph.Stages[3]).Order());
        Assert.Equal(1, graph.FindTarget("BUILD")?.Index);
        Assert.Equal(0, graph.FindTarget("0")?.Index);
        Assert.Null(graph.FindTarget("none"));
    }

    [Theory]
    [InlineData("RUN --mount=type=secret,id=a x", "the value of a secret")]
    [InlineData("RUN --mount=type=cache,target=/a x", "the content of the cache mount")]
    [InlineData("COPY a /", "the times of the files")]
    public void What_is_in_no_key_is_said(string instruction, string expected)
    {
        var entry = Create("FROM a\n" + instruction).Stages[0].Entries[1];
        Assert.Contains(expected, KeyPart.NotIn(entry), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ADD https://example.com/a.tgz /", "url")]
    [InlineData("ADD https://example.com/a.git#main /", "git")]
    [InlineData("ADD a.tgz /", "files")]
    [InlineData("COPY --from=x a /", "image")]
    [InlineData("COPY <<EOF /a\nb\nEOF", "heredoc")]
    [InlineData("RUN --mount=type=bind,source=a,target=/a x", "files")]
    public void Sources_stand_in_the_key(string instruction, string kind)
    {
        var entry = Create("FROM a\n" + instruction).Stages[0].Entries[1];
        Assert.Contains(KeyPart.Of(entry), p => p.Kind == kind);
    }

    /// <summary>What one version knows of the stages is told to the next, unless the edit may have changed it.</summary>
    [Theory]
    [InlineData("--from=build", "--from=deps", "/ 0 0 /")]
    [InlineData("RUN make", "COPY --from=0 /a /b", "/ 0 0,1 /")]
    [InlineData("RUN make", "RUN --mount=from=deps,target=/a make", "/ 0 0,1 /")]
    [InlineData("RUN make", "RUN make all", "/ 0 1 /")]
    [InlineData("RUN make", "RUN make\nRUN make install", "/ 0 1 /")]
    [InlineData("RUN make\n", "", "/ 0 1 /")]
    [InlineData("FROM deps AS build", "FROM deps AS other", "/ 0 / /")]
    public void An_edit_changes_which_stages_are_needed(string before, string after, string expected)
    {
        var text = Stages.ReplaceLineEndings("\n");
        var first = DockerfileAnalysis.Create(SourceText.From(text), AnalysisOptions.Default);
        Assert.Equal("/ 0 1 /", Describe(first));
        var second = first.WithChanges([new TextChange(new TextSpan(text.IndexOf(before, StringComparison.Ordinal), before.Length), after)]);
        Assert.Equal(expected, Describe(second));

        static string Describe(DockerfileAnalysis analysis) => string.Join(' ', analysis.Layers.Stages.Select(s => s.Uses.IsEmpty ? "/" : string.Join(',', s.Uses)));
    }

    [Fact]
    public void Much_of_everything_is_done_in_time()
    {
        // Quadratic work over these would take minutes.
        var text = "FROM a\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => i % 2 == 0 ? $"ENV A{i}=1\n" : $"COPY a{i} /\n"));
        var graph = Create(text);
        Assert.Equal(10_000, graph.StepCount);
        Assert.True(graph.Stages[0].Entries.Sum(e => graph.ImpactOf(e).Parts.Length) > 0);
    }

    private static LayerGraph Create(string text) => LayerGraph.Create(BuildModel.Create(DockerfileSyntax.Parse(text)));

    private static string Describe(LayerGraph graph, int line) =>
        Describe(graph.ImpactOf(graph.Stages.SelectMany(s => s.Entries).Single(e => e.Line == line)), graph);

    private static string Describe(Impact impact, LayerGraph graph)
    {
        var steps = impact.Parts.SelectMany(p => p.Steps(graph).Select(e => $"{e.Line}{(p.IsConditional ? "?" : "")}")).ToArray();
        Assert.Equal(steps.Length, impact.StepCount);
        return string.Join(' ', steps);
    }
}
