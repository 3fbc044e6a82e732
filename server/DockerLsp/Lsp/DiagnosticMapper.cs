using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Puts findings into the protocol's words.</summary>
internal sealed class DiagnosticMapper(ClientFeatures features, PositionMap positions)
{
    public const string Source = "dockerlsp";
    private const int Unnecessary = 1;
    private const int Deprecated = 2;

    public Diagnostic Map(string uri, SourceText text, Finding finding) => new(positions.GetRange(text, finding.Span), finding.Message)
    {
        Severity = SeverityOf(finding.Severity),
        Code = finding.Rule.Id,
        CodeDescription = new CodeDescription(finding.Rule.Url),
        Source = Source,
        Tags = GetTags(finding, features),
        RelatedInformation = GetRelated(uri, text, finding),
    };

    /// <summary>The number that the protocol gives a severity.</summary>
    public static int SeverityOf(Severity severity) => severity switch
    {
        Severity.Error => 1,
        Severity.Warning => 2,
        Severity.Info => 3,
        _ => 4,
    };

    /// <summary>The tags of a finding that the client knows; null for none.</summary>
    public static int[]? GetTags(Finding finding, ClientFeatures features)
    {
        if (!finding.IsUnnecessary && !finding.IsDeprecated)
        {
            return null;
        }

        int[] tags = [.. new[] { finding.IsUnnecessary ? Unnecessary : 0, finding.IsDeprecated ? Deprecated : 0 }.Where(features.Tags.Contains)];
        return tags.Length == 0 ? null : tags;
    }

    /// <summary>Other places that matter, and why a repair is not offered: editors hide disabled actions.</summary>
    private DiagnosticRelatedInformation[]? GetRelated(string uri, SourceText text, Finding finding)
    {
        if (!features.ShowsRelatedInformation || (finding.Related.IsEmpty && finding.Refusals.IsEmpty))
        {
            return null;
        }

        return
        [
            .. finding.Related.Select(related => new DiagnosticRelatedInformation(GetLocation(related.Span), related.Message)),
            .. finding.GetReasons().Select(refusal => new DiagnosticRelatedInformation(GetLocation(refusal.Span), refusal.Reason)),
        ];

        Location GetLocation(TextSpan span) => new(uri, positions.GetRange(text, span));
    }
}
