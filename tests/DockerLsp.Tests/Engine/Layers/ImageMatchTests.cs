using System.Collections.Immutable;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Tests.Engine.Layers;

public class ImageMatchTests
{
    private const string Dockerfile = "FROM debian\nENV A=1\nWORKDIR /app\nCOPY a b/\nRUN make &&   \\\n    make install\nCMD [\"x\"]\n";

    public static TheoryData<string, string[]> Histories { get; } = new()
    {
        {
            "BuildKit",
            [
                "/bin/sh -c #(nop) ADD file:ab in / ", "-/bin/sh -c #(nop)  CMD [\"bash\"]", "-ENV A=1", "WORKDIR /app", "COPY a b/ # buildkit",
                "RUN /bin/sh -c make &&       make install # buildkit", "-CMD [\"x\"]",
            ]
        },
        {
            "the classic builder",
            [
                "/bin/sh -c #(nop) ADD file:ab in / ", "-/bin/sh -c #(nop)  CMD [\"bash\"]", "-/bin/sh -c #(nop)  ENV A=1", "/bin/sh -c #(nop) WORKDIR /app",
                "/bin/sh -c #(nop) COPY file:0123 in b/ ", "/bin/sh -c make &&       make install", "-/bin/sh -c #(nop)  CMD [\"x\"]",
            ]
        },
        {
            "buildah with build arguments",
            [
                "/bin/sh -c #(nop) ADD file:ab in / ", "-/bin/sh -c #(nop)  CMD [\"bash\"]", "-/bin/sh -c #(nop) ENV A=1", "/bin/sh -c #(nop) WORKDIR /app",
                "/bin/sh -c #(nop) COPY file:0123 in b/ ", "|1 C=d /bin/sh -c make &&       make install", "-/bin/sh -c #(nop) CMD [\"x\"]",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public void Layers_are_matched_by_the_text_of_the_history(string builder, string[] history)
    {
        var match = Create(Dockerfile, history);
        Assert.Equal((1, 0, 3), (match.BaseLayers, match.Unmatched, match.Matched));
        Assert.True(match.LayerOf(2)?.Bytes == 1, builder);
        Assert.Equal(2, match.LayerOf(3)?.Bytes);
        Assert.Equal(3, match.LayerOf(4)?.Bytes);
        Assert.Null(match.LayerOf(1));
    }

    [Theory]
    [InlineData("RUN [\"make\", \"all\"]", "/bin/sh -c [\"make\", \"most\"]", false)]
    [InlineData("RUN [\"make\", \"all\"]", "/bin/sh -c [\"make\", \"all\"]", true)]
    [InlineData("RUN [\"make\", \"all\"]", "|1 A=b /bin/sh -c [\"make\", \"all\"]", true)]
    [InlineData("RUN [\"make\", \"all\"]", "RUN make all # buildkit", true)]
    [InlineData("RUN [\"make\", \"all\"]", "RUN |1 A=b make all # buildkit", true)]
    [InlineData("RUN --mount=type=cache,target=/c make", "/bin/sh -c --mount=type=cache,target=/c make", true)]
    [InlineData("RUN make", "RUN /bin/sh -c make # buildkit", true)]
    [InlineData("RUN make", "RUN /bin/sh -c ./configure && make # buildkit", false)]
    [InlineData("RUN make", "/bin/sh -c cmake", false)]
    [InlineData("SHELL [\"/bin/ash\", \"-eo\", \"pipefail\"]\nRUN make", "RUN /bin/ash -eo pipefail make # buildkit", true)]
    public void A_command_is_known_by_the_whole_of_it(string instructions, string createdBy, bool isIt)
    {
        var match = Create("FROM a\n" + instructions, ["ADD x / # buildkit", createdBy]);
        Assert.Equal(isIt ? 1 : 0, match.Matched);
    }

    [Fact]
    public void An_image_of_another_version_is_matched_as_far_as_it_goes()
    {
        var match = Create("FROM a\nRUN new\nRUN same\n", ["ADD x / # buildkit", "RUN /bin/sh -c old # buildkit", "RUN /bin/sh -c same # buildkit"]);
        Assert.Equal(1, match.Matched);
        Assert.Equal(2, match.LayerOf(2)?.Bytes);
        Assert.Null(match.LayerOf(1));
    }

    [Fact]
    public void Equal_steps_are_matched_in_order()
    {
        var match = Create("FROM a\nRUN x\nRUN x\n", ["ADD x / # buildkit", "RUN /bin/sh -c x # buildkit", "RUN /bin/sh -c x # buildkit"]);
        Assert.Equal(1, match.LayerOf(1)?.Bytes);
        Assert.Equal(2, match.LayerOf(2)?.Bytes);
    }

    /// <summary>Layers get the sizes 0, 1, 2, …; a minus in front marks an entry without a layer.</summary>
    private static ImageMatch Create(string text, string[] history)
    {
        ImmutableArray<ImageHistory> entries = [.. history.Select(h => new ImageHistory(h.TrimStart('-'), h.StartsWith('-')))];
        ImmutableArray<ImageLayer> layers = [.. Enumerable.Range(0, entries.Count(e => !e.IsEmpty)).Select(i => new ImageLayer(i, 1, 0, 0, [], [], []))];
        var graph = LayerGraph.Create(BuildModel.Create(DockerfileSyntax.Parse(text)));
        return ImageMatch.Create(new BuiltImage(entries, layers), graph, graph.Stages[^1]);
    }
}
