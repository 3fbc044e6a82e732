using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>Label that is no e-mail address.</summary>
public sealed class InvalidLabelEmail : LabelSchemaRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3058", "InvalidLabelEmail", "Label that is no e-mail address", "Metadata", Severity.Warning);

    protected override LabelKind Kind => LabelKind.Email;

    // The form that browsers take for an address (HTML Living Standard, "Email state").
    protected override bool IsValid(string value) =>
        value.Split('@') is [{ Length: > 0 } local, var domain]
        && local.All(c => char.IsAsciiLetterOrDigit(c) || ".!#$%&'*+/=?^_`{|}~-".Contains(c, StringComparison.Ordinal))
        && domain.Split('.').All(l => l.Length > 0 && l[0] != '-' && l[^1] != '-' && l.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));

    protected override string Problem(string value) => $"an e-mail address here, not `{value}`";
}
