using System.Collections.Immutable;

namespace DockerLsp.Engine.Configuration;

/// <summary>The labels that images are to have, and what each holds.</summary>
public sealed class LabelSchema : IEquatable<LabelSchema>
{
    public static LabelSchema Empty { get; } = new();

    public ImmutableSortedDictionary<string, LabelKind> Labels { get; init; } = ImmutableSortedDictionary.Create<string, LabelKind>(StringComparer.Ordinal);

    /// <summary>Whether other labels are wrong.</summary>
    public bool IsStrict { get; init; }

    public bool Equals(LabelSchema? other) =>
        ReferenceEquals(this, other) || (other is not null && IsStrict == other.IsStrict && Labels.SequenceEqual(other.Labels));

    public override bool Equals(object? obj) => Equals(obj as LabelSchema);

    public override int GetHashCode() => HashCode.Combine(Labels.Count, IsStrict);
}

/// <summary>What the value of a label is.</summary>
public enum LabelKind
{
    /// <summary>Anything that is not empty.</summary>
    Text,

    Url,

    /// <summary>A date and time as in RFC 3339.</summary>
    Time,

    /// <summary>An SPDX licence identifier.</summary>
    License,

    /// <summary>A commit of git, short or whole.</summary>
    GitHash,

    /// <summary>A version as in Semantic Versioning.</summary>
    Version,

    Email,
}
