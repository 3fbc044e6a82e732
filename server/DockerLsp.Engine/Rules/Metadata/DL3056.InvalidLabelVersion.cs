using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>Label that is no semantic version.</summary>
public sealed class InvalidLabelVersion : LabelSchemaRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3056", "InvalidLabelVersion", "Label that is no semantic version", "Metadata", Severity.Warning);

    protected override LabelKind Kind => LabelKind.Version;

    // Semantic Versioning 2.0.0: `major.minor.patch[-pre.release][+build]`.
    protected override bool IsValid(string value)
    {
        var build = value.IndexOf('+', StringComparison.Ordinal);
        if (build >= 0 && !value[(build + 1)..].Split('.').All(IsIdentifier))
        {
            return false;
        }

        var rest = build < 0 ? value : value[..build];
        var dash = rest.IndexOf('-', StringComparison.Ordinal);
        if (dash >= 0 && !rest[(dash + 1)..].Split('.').All(p => IsIdentifier(p) && (!p.All(char.IsAsciiDigit) || IsNumber(p))))
        {
            return false;
        }

        return (dash < 0 ? rest : rest[..dash]).Split('.') is { Length: 3 } numbers && numbers.All(IsNumber);
    }

    protected override string Problem(string value) => $"a semantic version here (`1.4.2`), not `{value}`";

    private static bool IsIdentifier(string part) => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsNumber(string part) => part.Length > 0 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0');
}
