using DockerLsp.Engine.Features;

namespace DockerLsp.Tests.Engine.Features;

public class StructureTests
{
    [Fact]
    public void The_outline_has_stages_with_their_instructions()
    {
        var analysis = FeatureText.Analyze("""
            ARG V=1
            FROM debian:12 AS build
            ENV A=1 \
                B=2
            RUN apt-get update && \
                apt-get install -y curl
            RUN <<EOF
            set -e
            make
            EOF
            FROM scratch
            COPY --from=build /a /b
            CMD ["/b"]
            """);
        var lines = OutlineProvider.GetOutline(analysis.Model).SelectMany(e => e.Children.SelectMany(c => c.Children.Select(v => $"    {v.Name}={v.Detail}").Prepend($"  {c.Name}")).Prepend($"{e.Name} {e.Detail}".TrimEnd()));
        Assert.Equal(
            [
                "ARG V", "build debian:12", "  ENV A, B", "    A=1", "    B=2", "  RUN apt-get update && apt-get install -y curl", "  RUN make", "scratch",
                "  COPY --from=build /a /b", "  CMD [\"/b\"]",
            ],
            lines);
    }

    [Theory]
    [InlineData("FROM a\nRUN b \\\n  c\nRUN d\nFROM e\n", "0-3 1-2")]
    [InlineData("# one\n# two\nFROM a\n\n# x\nRUN b\n", "0-1c 2-5")]
    [InlineData("FROM a\nRUN <<EOF\nx\nEOF\n", "0-3 1-3")]
    [InlineData("FROM a\nCOPY <<A <<B /d/\n1\n2\nA\n3\n4\nB\n", "0-7 1-7 2-4 5-7")]
    [InlineData("FROM a\n# x\n# y", "1-2c")]
    [InlineData("FROM a", "")]
    public void Folds(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', FoldingProvider.GetFolds(FeatureText.Analyze(text).Model).Select(f => $"{f.StartLine}-{f.EndLine}{(f.IsComment ? "c" : "")}")));

    [Theory]
    [InlineData("FROM a AS b\nRUN x && ec¦ho \"a $b\" | cat\n", "echo|echo \"a $b\"|echo \"a $b\" | cat|x && echo \"a $b\" | cat|RUN x && echo \"a $b\" | cat|FROM a AS b⏎RUN x && echo \"a $b\" | cat|FROM a AS b⏎RUN x && echo \"a $b\" | cat⏎")]
    [InlineData("FROM a\nCOPY --from=bu¦ild /a /b\n", "build|--from=build|COPY --from=build /a /b|FROM a⏎COPY --from=build /a /b|FROM a⏎COPY --from=build /a /b⏎")]
    [InlineData("¦", "")]
    public void A_selection_grows_to_what_is_around_it(string marked, string expected)
    {
        var text = FeatureText.Parse(marked);
        var spans = SelectionProvider.GetSelections(text.Analysis, text.Position);
        Assert.Equal(expected, string.Join('|', spans.Select(s => text.Analysis.Text.ToString(s).Replace("\n", "⏎", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("FROM a\nRUN <<[|E¦OF|]\nx\n[|EOF|]\n")]
    [InlineData("FROM a\nRUN <<-\"[|EOF|]\"\nx\n\t[|E¦OF|]\n")]
    [InlineData("FROM a\nRUN <<EOF\nx¦\nEOF\n")]
    [InlineData("FROM a\nRUN <<EO¦F\nx\n")]
    public void The_ends_of_a_heredoc_are_typed_together(string marked)
    {
        var text = FeatureText.Parse(marked);
        Assert.Equal(text.Show(text.Marks), text.Show(LinkedEditingProvider.GetRanges(text.Analysis.Tree, text.Position)));
    }

    [Theory]
    [InlineData("debian:12", "https://hub.docker.com/_/debian")]
    [InlineData("docker.io/library/debian", "https://hub.docker.com/_/debian")]
    [InlineData("grafana/grafana:1@sha256:00", "https://hub.docker.com/r/grafana/grafana")]
    [InlineData("ghcr.io/a/b:1", "https://ghcr.io/a/b")]
    [InlineData("quay.io/a/b", "https://quay.io/repository/a/b")]
    [InlineData("localhost:5000/a/b", null)]
    [InlineData("scratch", null)]
    [InlineData("a$b", null)]
    [InlineData("a\"b", null)]
    [InlineData("", null)]
    public void Images_lead_to_their_pages(string image, string? address) => Assert.Equal(address, LinkProvider.AddressOfImage(image));

    [Fact]
    public void Links_are_images_stages_files_and_addresses()
    {
        var analysis = FeatureText.Analyze("""
            # syntax=docker/dockerfile:1
            FROM debian:12 AS build
            COPY a.txt "b" *.md /d/
            ADD https://example.org/x.tar.gz /x
            FROM build
            COPY --from=build /a /b
            COPY --from=nginx /a /b
            COPY <<EOF /x
            EOF
            FROM caddy:${VERSION}
            FROM ${REGISTRY}/caddy:1
            """);
        Assert.Equal(
            [
                "docker/dockerfile:1 Address https://hub.docker.com/r/docker/dockerfile", "debian:12 Address https://hub.docker.com/_/debian", "a.txt File a.txt", "\"b\" File b",
                "https://example.org/x.tar.gz Address https://example.org/x.tar.gz", "build Stage build", "build Stage build", "nginx Address https://hub.docker.com/_/nginx",
                "caddy:${VERSION} Address https://hub.docker.com/_/caddy",
            ],
            LinkProvider.GetLinks(analysis).Select(l => $"{analysis.Text.ToString(l.Span)} {l.Kind} {l.Target}"));
    }
}
