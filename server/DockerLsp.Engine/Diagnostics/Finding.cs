using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Diagnostics;

/// <summary>One problem at one place, in the words for the author of the Dockerfile.</summary>
public sealed record Finding(RuleDescriptor Rule, TextSpan Span, string Message)
{
    /// <summary>The rule's own severity, or what the configuration made of it.</summary>
    public Severity Severity { get; init; } = Rule.DefaultSeverity;

    /// <summary>The repairs, the preferred one first. Empty where there is no right answer.</summary>
    public ImmutableArray<Fix> Fixes { get; init; } = [];

    /// <summary>Whether one of the repairs leaves the build as it is.</summary>
    public bool HasSafeFix => Fixes.Any(fix => fix.Applicability == Applicability.Safe);

    /// <summary>Repairs that would have been offered, each with the reason why it would change the build.</summary>
    public ImmutableArray<Refusal> Refusals { get; init; } = [];

    /// <summary>The refusals, each reason once: several repairs may be refused for the same.</summary>
    public IEnumerable<Refusal> GetReasons() => Refusals.DistinctBy(r => r.Reason);

    /// <summary>Other places that explain this one.</summary>
    public ImmutableArray<RelatedPlace> Related { get; init; } = [];

    /// <summary>Whether the text at the span has no effect and can go (shown faded in editors).</summary>
    public bool IsUnnecessary { get; init; }

    /// <summary>Whether the text at the span is deprecated (shown struck through in editors).</summary>
    public bool IsDeprecated { get; init; }
}

/// <summary>A second place that explains a finding.</summary>
public sealed record RelatedPlace(TextSpan Span, string Message);

/// <summary>A repair that is not offered, and why.</summary>
/// <param name="Title">What it would have done.</param>
/// <param name="Reason">The construct that prevents it, with its line: "Not merged: `cd src` in line 12 would carry over into line 13".</param>
/// <param name="Span">The construct.</param>
public sealed record Refusal(string Title, string Reason, TextSpan Span)
{
    /// <summary>Whether the repair would be <see cref="Fix.IsOnRequest"/>: where nobody asks for it, nobody misses it.</summary>
    public bool IsOnRequest { get; init; }
}

/// <summary>How much a finding matters. hadolint's "style" is <see cref="Hint"/>.</summary>
public enum Severity
{
    Hint,
    Info,
    Warning,
    Error,
}
