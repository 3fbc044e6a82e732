using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>Label of the schema without a value.</summary>
public sealed class EmptyLabel : LabelSchemaRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3051", "EmptyLabel", "Label of the schema without a value", "Metadata", Severity.Warning);

    protected override LabelKind Kind => LabelKind.Text;

    protected override bool IsValid(string value) => !string.IsNullOrWhiteSpace(value);

    protected override string Problem(string value) => "a text here, and this one is empty";
}
