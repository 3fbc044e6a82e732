using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Configuration;

/// <summary>
/// What is configured for single rules, by id: aliases and prefixes are resolved when a configuration is read, but for the codes
/// of ShellCheck, which nobody can list.
/// </summary>
public sealed class RuleSettings : IEquatable<RuleSettings>
{
    private readonly ImmutableDictionary<string, RuleSetting> settings;

    private RuleSettings(ImmutableDictionary<string, RuleSetting> settings) => this.settings = settings;

    public static RuleSettings Empty { get; } = new(ImmutableDictionary<string, RuleSetting>.Empty);

    /// <summary>What is configured for a rule; nothing, where it is not named.</summary>
    public RuleSetting Of(RuleDescriptor rule) => Of(rule.Id);

    /// <summary>What is configured for an id, or for the start of a code of ShellCheck.</summary>
    public RuleSetting Of(string id)
    {
        if (settings.TryGetValue(id, out var setting))
        {
            return setting;
        }

        if (settings.Count > 0 && id.StartsWith("SC", StringComparison.Ordinal))
        {
            for (var length = id.Length - 1; length >= 2; length--)
            {
                if (settings.TryGetValue(id[..length], out setting))
                {
                    return setting;
                }
            }
        }

        return RuleSetting.Default;
    }

    public RuleSettings With(RuleDescriptor rule, RuleSetting setting) => With(rule.Id, setting);

    /// <param name="id">An id, or the start of a code of ShellCheck.</param>
    /// <param name="setting">What is configured for it.</param>
    public RuleSettings With(string id, RuleSetting setting) => new(settings.SetItem(id, setting));

    public bool Equals(RuleSettings? other) =>
        ReferenceEquals(this, other)
        || (other is not null && settings.Count == other.settings.Count
            && settings.All(s => other.settings.TryGetValue(s.Key, out var setting) && setting == s.Value));

    public override bool Equals(object? obj) => Equals(obj as RuleSettings);

    public override int GetHashCode() => settings.Count;
}
