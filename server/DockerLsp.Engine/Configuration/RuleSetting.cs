using System.Collections.Immutable;
using System.Globalization;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Configuration;

/// <summary>What is configured for one rule.</summary>
public sealed record RuleSetting
{
    public static RuleSetting Default { get; } = new();

    /// <summary>Whether it runs; null where its own default holds.</summary>
    public bool? IsOn { get; init; }

    /// <summary>The severity of its findings; null for their own.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Its options by name: one value for a flag, number or text, any number for a list.</summary>
    public ImmutableSortedDictionary<string, IReadOnlyList<string>> Options { get; init; } = ImmutableSortedDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>The values of a list; empty where it is not configured.</summary>
    public IReadOnlyList<string> GetList(string option) => Options.TryGetValue(option, out var values) ? values : [];

    /// <summary>Whether a flag is set.</summary>
    public bool GetFlag(string option) => GetList(option) is ["true"];

    /// <summary>A number, or what it is by default.</summary>
    public int GetNumber(string option, int byDefault) =>
        GetList(option) is [var value] && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : byDefault;

    public bool Equals(RuleSetting? other) =>
        other is not null && IsOn == other.IsOn && Severity == other.Severity && Options.Count == other.Options.Count
        && Options.All(o => other.Options.TryGetValue(o.Key, out var values) && o.Value.SequenceEqual(values));

    public override int GetHashCode() => HashCode.Combine(IsOn, Severity, Options.Count);
}
