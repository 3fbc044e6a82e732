using System.Collections.Immutable;

namespace DockerLsp.Engine.Diagnostics;

/// <summary>What is known of a rule without running it.</summary>
/// <param name="Id">hadolint's code, BuildKit's check name, or <c>DLS####</c>.</param>
/// <param name="Name">The pattern found, as a name: <c>PackageIndexRemains</c>.</param>
/// <param name="Title">The pattern found, in a few words.</param>
/// <param name="Category">The topic, which is also the folder: <c>PackageHygiene</c>.</param>
/// <param name="DefaultSeverity">Its severity when nothing is configured.</param>
public sealed record RuleDescriptor(string Id, string Name, string Title, string Category, Severity DefaultSeverity)
{
    /// <summary>What other tools call the same problem; an alias works wherever the id does.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Whether some of its findings carry a fix.</summary>
    public FixAvailability Fixes { get; init; }

    /// <summary>Whether it runs when nothing is configured.</summary>
    public bool IsEnabledByDefault { get; init; } = true;

    /// <summary>What can be configured for it, severity aside.</summary>
    public ImmutableArray<RuleOption> Options { get; init; } = [];

    /// <summary>The published page.</summary>
    public string Url { get; init; } = $"https://github.com/dockerlsp/dockerlsp/blob/main/docs/rules/{Id}.md";

    /// <summary>Whether a name is the id or an alias, whatever its case.</summary>
    public bool IsNamed(string name) =>
        string.Equals(name, Id, StringComparison.OrdinalIgnoreCase) || Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a selector is the id, an alias, or the start of the id.</summary>
    public bool IsSelectedBy(string selector) => Id.StartsWith(selector, StringComparison.OrdinalIgnoreCase) || IsNamed(selector);
}

/// <summary>Whether findings of a rule carry fixes.</summary>
public enum FixAvailability
{
    None,
    Sometimes,
    Always,
}
