using System.Collections.Immutable;

namespace DockerLsp.Engine.Configuration;

/// <summary>The labels that images are to have, and what each holds.</summary>
public sealed class LabelSchema : IEquatable<LabelSchema>
{
    public static LabelSchema Empty { get; } = new();

    /// <summary>In the order of their names.</summary>
    public ImmutableArray<ExpectedLabel> Labels { get; private init; } = [];

    public IEnumerable<string> Names => Labels.Select(l => l.Name);

    /// <summary>Whether other labels are wrong.</summary>
    public bool IsStrict { get; private init; }

    /// <summary>What a label holds; null for one that is not in the schema.</summary>
    public LabelKind? KindOf(string name) => Labels.FirstOrDefault(l => l.Name == name)?.Kind;

    /// <summary>The schema with one more label, or another kind of one.</summary>
    public LabelSchema With(string name, LabelKind kind) => new()
    {
        Labels = [.. Labels.Where(l => l.Name != name).Append(new ExpectedLabel(name, kind)).OrderBy(l => l.Name, StringComparer.Ordinal)],
        IsStrict = IsStrict,
    };

    /// <summary>The schema with the same labels, which are all there may be, or not.</summary>
    public LabelSchema WithStrictness(bool isStrict) => new() { Labels = Labels, IsStrict = isStrict };

    public bool Equals(LabelSchema? other) =>
        ReferenceEquals(this, other) || (other is not null && IsStrict == other.IsStrict && Labels.SequenceEqual(other.Labels));

    public override bool Equals(object? obj) => Equals(obj as LabelSchema);

    public override int GetHashCode() => HashCode.Combine(Labels.Length, IsStrict);
}

/// <summary>A label of the schema.</summary>
public sealed record ExpectedLabel(string Name, LabelKind Kind);

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
