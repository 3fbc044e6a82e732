using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Semantics;

public sealed class BuildRequestTests
{
    private const string Dockerfile = """
        ARG BASE=alpine
        ARG TAG=1
        FROM ${BASE}:${TAG} AS one
        ARG TAG
        ARG OTHER=x
        ARG ${BASE}
        ENV HIDDEN=env
        ARG HIDDEN=arg
        FROM one AS two
        RUN true
        FROM scratch
        ARG TAG
        RUN true
        """;

    [Fact]
    public void A_given_value_beats_the_default_where_the_name_is_declared()
    {
        var model = Create(Request(("TAG", "2"), ("OTHER", "y"), ("HIDDEN", "z"), ("NOBODY", "w")));
        Assert.Equal("alpine:2", model.Stages[0].Image.Name);
        var before = model.Instructions[^4].Before;
        Assert.Equal((true, "2"), before?.Lookup("TAG"));
        Assert.Equal((true, "y"), before?.Lookup("OTHER"));
        Assert.Equal((true, "env"), before?.Lookup("HIDDEN"));
        Assert.Equal((false, null), before?.Lookup("NOBODY"));
        Assert.Equal((true, "2"), model.Instructions[^1].Before?.Lookup("TAG"));
        Assert.Equal((false, null), model.Instructions[^1].Before?.Lookup("OTHER"));
    }

    [Fact]
    public void A_value_that_is_not_known_makes_nothing_up()
    {
        var model = Create(Request(("BASE", null)));
        Assert.Equal(ImageFamily.Unknown, model.Stages[0].Image.Family);
        Assert.Equal(ImageFamily.Alpine, Create(BuildRequest.Default).Stages[0].Image.Family);
    }

    [Theory]
    [InlineData(null, 2, "2")]
    [InlineData("TWO", 1, "0 1")]
    [InlineData("0", 0, "0")]
    [InlineData("gone", 2, "2")]
    public void The_target_is_what_is_built(string? target, int expected, string parts)
    {
        var model = Create(BuildRequest.Default with { Target = target });
        Assert.Equal(expected, Assert.Single(model.Stages, s => s.IsTarget).Index);
        Assert.Equal(2, Assert.Single(model.Stages, s => s.IsLast).Index);
        Assert.Equal(parts, string.Join(' ', model.Stages.Where(s => s.IsPartOfImage).Select(s => s.Index)));
    }

    [Fact]
    public void A_context_takes_the_place_of_images_and_stages()
    {
        var contexts = BuildRequest.Default.Contexts.Add("one", "debian:12").Add("alpine:1", null);
        var model = Create(BuildRequest.Default with { Contexts = contexts });
        Assert.Null(model.Stages[1].Base);
        Assert.Equal(ImageFamily.Debian, model.Stages[1].Image.Family);
        Assert.Equal(ImageFamily.Unknown, model.Stages[0].Image.Family);
    }

    [Fact]
    public void An_edit_keeps_what_the_build_is_given()
    {
        var options = AnalysisOptions.Default with { Build = Request(("TAG", "2"), ("OTHER", "y")) with { Target = "two" } };
        var analysis = DockerfileAnalysis.Create(SourceText.From(Dockerfile), options);
        foreach (var (old, text) in ((string, string)[])[("OTHER=x", "OTHER=w"), ("AS two", "AS TWO"), ("RUN true", "RUN false"), ("BASE=alpine", "BASE=debian")])
        {
            var at = analysis.Text.ToString().IndexOf(old, StringComparison.Ordinal);
            analysis = analysis.WithChanges([new TextChange(new TextSpan(at, old.Length), text)]);
            var fresh = DockerfileAnalysis.Create(analysis.Text, options);
            Assert.Equal(fresh.Model.Instructions.Select(i => i.Before), analysis.Model.Instructions.Select(i => i.Before));
            Assert.Equal(fresh.Model.Stages.Select(s => s.IsTarget), analysis.Model.Stages.Select(s => s.IsTarget));
        }

        Assert.Equal("debian:2", analysis.Model.Stages[0].Image.Name);
        Assert.Equal("debian:1", analysis.WithOptions(AnalysisOptions.Default).Model.Stages[0].Image.Name);
    }

    [Fact]
    public void Requests_are_values()
    {
        Assert.Equal(Request(("A", "1"), ("B", null)), Request(("B", null), ("A", "1")));
        Assert.NotEqual(Request(("A", "1")), Request(("A", "2")));
        Assert.NotEqual(BuildRequest.Default, BuildRequest.Default with { Target = "x" });
    }

    private static BuildModel Create(BuildRequest build) => BuildModel.Create(DockerfileSyntax.Parse(SourceText.From(Dockerfile)), build);

    private static BuildRequest Request(params (string Name, string? Value)[] arguments) =>
        new() { Arguments = BuildRequest.Default.Arguments.SetItems(arguments.Select(a => KeyValuePair.Create(a.Name, a.Value))) };
}
