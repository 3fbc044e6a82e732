using System.Collections.Immutable;

namespace DockerLsp.Engine.Configuration;

/// <summary>The labels that images of a project carry, and the form of each (hadolint's <c>label-schema</c>).</summary>
/// <param name="Labels">The form by the name of the label.</param>
public sealed record LabelSchema(ImmutableSortedDictionary<string, LabelForm> Labels)
{
    public static LabelSchema Empty { get; } = new(ImmutableSortedDictionary.Create<string, LabelForm>(StringComparer.Ordinal));

    public bool Equals(LabelSchema? other) => other is not null && Labels.SequenceEqual(other.Labels);

    public override int GetHashCode() => Labels.Count;

    /// <summary>The form of a name in a configuration; null where there is none of that name.</summary>
    public static LabelForm? FindForm(string name) => name.ToLowerInvariant() switch
    {
        "text" or "rawtext" => LabelForm.Text,
        "url" => LabelForm.Url,
        "rfc3339" => LabelForm.Rfc3339,
        "spdx" => LabelForm.Spdx,
        "hash" or "githash" => LabelForm.GitHash,
        "semver" => LabelForm.SemanticVersion,
        "email" => LabelForm.Email,
        _ => null,
    };

    /// <summary>The names of the forms, as a configuration writes them.</summary>
    public static ImmutableArray<string> FormNames { get; } = ["text", "url", "rfc3339", "spdx", "hash", "semver", "email"];
}

/// <summary>What the value of a label has to be.</summary>
public enum LabelForm
{
    /// <summary>Any text.</summary>
    Text,
    Url,

    /// <summary>A date with time: <c>2026-11-25T21:35:00Z</c>.</summary>
    Rfc3339,

    /// <summary>An SPDX licence expression.</summary>
    Spdx,

    /// <summary>The hash of a git commit, whole or shortened.</summary>
    GitHash,
    SemanticVersion,
    Email,
}
