using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Configuration;

/// <summary>What is configured for single rules, by id: aliases and prefixes are resolved when a configuration is read.</summary>
public sealed class RuleSettings : IEquatable<RuleSettings>
{
    private readonly ImmutableDictionary<string, RuleSetting> settings;

    private RuleSettings(ImmutableDictionary<string, RuleSetting> settings) => this.settings = settings;

    public static RuleSettings Empty { get; } = new(ImmutableDictionary<string, RuleSetting>.Empty);

    /// <summary>What is configured for a rule; nothing, where it is not named.</summary>
    public RuleSetting Of(RuleDescriptor rule) => settings.TryGetValue(rule.Id, out var setting) ? setting : RuleSetting.Default;

    public RuleSettings With(RuleDescriptor rule, RuleSetting setting) => new(settings.SetItem(rule.Id, setting));

    public bool Equals(RuleSettings? other) =>
        ReferenceEquals(this, other)
        || (other is not null && settings.Count == other.settings.Count
            && settings.All(s => other.settings.TryGetValue(s.Key, out var setting) && setting == s.Value));

    public override bool Equals(object? obj) => Equals(obj as RuleSettings);

    public override int GetHashCode() => settings.Count;
}
