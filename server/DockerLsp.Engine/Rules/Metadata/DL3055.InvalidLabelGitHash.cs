using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>Label that is no git commit.</summary>
public sealed class InvalidLabelGitHash : LabelSchemaRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3055", "InvalidLabelGitHash", "Label that is no git commit", "Metadata", Severity.Warning);

    protected override LabelKind Kind => LabelKind.GitHash;

    /// <summary>SHA-1, whole or shortened as git does, or SHA-256.</summary>
    protected override bool IsValid(string value) => value.Length is (>= 7 and <= 40) or 64 && value.All(char.IsAsciiHexDigit);

    protected override string Problem(string value) => $"the hash of a git commit here, 7 to 40 hexadecimal digits, not `{value}`";
}
