using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;
using DockerLsp.Lsp;

namespace DockerLsp.Tests.Host.Lsp;

public class DiagnosticMapperTests
{
    private static readonly RuleDescriptor Rule = new("DL3009", "PackageIndexRemains", "Package index remains", "PackageHygiene", Severity.Warning);
    private static readonly SourceText Text = SourceText.From("FROM a\nRUN b\n");
    private static readonly Finding Full = new(Rule, new TextSpan(7, 3), "message")
    {
        IsUnnecessary = true,
        IsDeprecated = true,
        Related = [new RelatedPlace(new TextSpan(0, 4), "related")],
        Refusals = [new Refusal("title", "Not merged: the reason", new TextSpan(5, 1))],
    };

    [Theory]
    [InlineData(Severity.Error, 1)]
    [InlineData(Severity.Warning, 2)]
    [InlineData(Severity.Info, 3)]
    [InlineData(Severity.Hint, 4)]
    public void Severities_have_the_protocols_numbers(Severity severity, int number) =>
        Assert.Equal(number, Map(new ClientFeatures(), Full with { Severity = severity }).Severity);

    [Fact]
    public void A_client_gets_what_it_knows()
    {
        var diagnostic = Map(new ClientFeatures { ShowsRelatedInformation = true, Tags = [1, 2] }, Full);
        Assert.Equal([1, 2], diagnostic.Tags);
        Assert.Equal(["related", "Not merged: the reason"], (diagnostic.RelatedInformation ?? []).Select(related => related.Message));
        Assert.All(diagnostic.RelatedInformation ?? [], related => Assert.Equal("file:///x", related.Location.Uri));
        Assert.Equal(1, diagnostic.Range.Start.Line);
        Assert.Equal(Rule.Url, diagnostic.CodeDescription?.Href);
    }

    [Fact]
    public void A_client_gets_nothing_that_it_does_not_know()
    {
        var diagnostic = Map(new ClientFeatures { Tags = [7] }, Full);
        Assert.Null(diagnostic.Tags);
        Assert.Null(diagnostic.RelatedInformation);
    }

    private static DockerLsp.Lsp.Protocol.Diagnostic Map(ClientFeatures features, Finding finding) =>
        new DiagnosticMapper(features, new PositionMap(features.PositionEncoding)).Map("file:///x", Text, finding);
}
