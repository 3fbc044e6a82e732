using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Rules;

namespace DockerLsp.Tests.Engine.Rules.Images;

public sealed class ForeignRegistryTests
{
    private static Verification Rule => new(AnalysisOptions.Default with { Select = ["DL3026"], Rules = Allow("docker.io", "ghcr.io/acme", "*.example.com") });

    private static RuleSettings Allow(params string[] registries) =>
        RuleSettings.Empty.With(
            RuleCatalog.Find("DL3026") ?? throw new InvalidOperationException("No such rule"),
            RuleSetting.Default with { Options = RuleSetting.Default.Options.Add("allowed-registries", [.. registries]) });

    [Theory]
    [InlineData("FROM [|quay.io/a/b:1|]")]
    [InlineData("FROM [|ghcr.io/other/b:1|]")]
    [InlineData("FROM [|ghcr.io/acmeb/c:1|]")]
    [InlineData("FROM [|example.com/a:1|]")]
    [InlineData("FROM [|localhost:5000/a:1|] AS x")]
    [InlineData("FROM a:1 AS a\nFROM [|quay.io/a|]")]
    [InlineData("FROM debian:12\nCOPY --from=[|quay.io/a:1|] /a /a")]
    [InlineData("FROM debian:12\nRUN --mount=type=bind,from=[|quay.io/a:1|],target=/m true")]
    [InlineData("FROM debian:12\nONBUILD COPY --from=[|quay.io/a:1|] /a /a")]
    public void Is_foreign(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12")]
    [InlineData("FROM docker.io/library/debian:12")]
    [InlineData("FROM acme/app:1")]
    [InlineData("FROM ghcr.io/acme/app:1")]
    [InlineData("FROM hub.example.com/a:1")]
    [InlineData("FROM scratch")]
    [InlineData("FROM $BASE")]
    [InlineData("FROM debian:12 AS quay.io\nFROM quay.io")]
    [InlineData("FROM debian:12 AS b\nFROM debian:12\nCOPY --from=b /a /a")]
    [InlineData("FROM debian:12\nFROM debian:12\nCOPY --from=0 /a /a")]
    [InlineData("FROM debian:12\nCOPY a /a")]
    [InlineData("FROM index.docker.io/library/debian:12")]
    [InlineData("FROM hub.docker.com/acme/app:1")]
    public void Is_allowed(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Theory]
    [InlineData("*")]
    [InlineData("quay.io")]
    [InlineData("quay.*")]
    [InlineData("quay.io/a*")]
    public void A_star_allows_more(string pattern) =>
        new Verification(AnalysisOptions.Default with { Select = ["DL3026"], Rules = Allow(pattern) }).FindsNothing("FROM quay.io/a/b:1");

    [Fact]
    public void Says_nothing_until_it_is_configured() => Verify.Only("DL3026").FindsNothing("FROM quay.io/a/b:1");
}
