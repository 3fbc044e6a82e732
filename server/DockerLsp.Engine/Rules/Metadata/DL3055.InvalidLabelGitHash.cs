using System.Text.RegularExpressions;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>Label that is no git commit.</summary>
public sealed partial class InvalidLabelGitHash : LabelSchemaRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3055", "InvalidLabelGitHash", "Label that is no git commit", "Metadata", Severity.Warning);

    protected override LabelKind Kind => LabelKind.GitHash;

    protected override bool IsValid(string value) => Hash().IsMatch(value);

    protected override string Problem(string value) => $"the hash of a git commit here, 7 to 40 hexadecimal digits, not `{value}`";

    /// <summary>SHA-1, whole or shortened as git does, or SHA-256.</summary>
    [GeneratedRegex("^([0-9a-f]{7,40}|[0-9a-f]{64})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
