using System.Globalization;
using System.Text.RegularExpressions;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>Label that is no RFC 3339 time.</summary>
public sealed partial class InvalidLabelTime : LabelSchemaRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3053", "InvalidLabelTime", "Label that is no RFC 3339 time", "Metadata", Severity.Warning);

    protected override LabelKind Kind => LabelKind.Time;

    protected override bool IsValid(string value) => Time().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    protected override string Problem(string value) => $"a time as in RFC 3339 here (`2026-11-25T21:35:00Z`), not `{value}`";

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
