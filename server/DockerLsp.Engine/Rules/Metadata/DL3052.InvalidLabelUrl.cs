using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>Label that is no URL.</summary>
public sealed class InvalidLabelUrl : LabelSchemaRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3052", "InvalidLabelUrl", "Label that is no URL", "Metadata", Severity.Warning);

    protected override LabelKind Kind => LabelKind.Url;

    protected override bool IsValid(string value) => Uri.TryCreate(value, UriKind.Absolute, out var uri) && value.Contains(':', StringComparison.Ordinal) && (uri.Host.Length > 0 || uri.IsFile);

    protected override string Problem(string value) => $"a URL with its scheme here, not `{value}`";
}
