using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>Label that is no SPDX licence.</summary>
public sealed class InvalidLabelLicense : LabelSchemaRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3054", "InvalidLabelLicense", "Label that is no SPDX licence", "Metadata", Severity.Warning);

    protected override LabelKind Kind => LabelKind.License;

    protected override bool IsValid(string value) => SpdxExpression.IsValid(value);

    protected override string Problem(string value) => $"an SPDX licence expression here (`Apache-2.0`), not `{value}`";
}
