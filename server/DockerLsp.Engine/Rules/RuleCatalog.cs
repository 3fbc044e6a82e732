using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules;

/// <summary>All rules, each named once.</summary>
public static class RuleCatalog
{
    /// <summary>In the order of their ids.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } = [];

    /// <summary>The rule of an id or alias, whatever its case; null where there is none.</summary>
    public static RuleDescriptor? Find(string idOrAlias) =>
        All.FirstOrDefault(r => string.Equals(r.Id, idOrAlias, StringComparison.OrdinalIgnoreCase)
            || r.Aliases.Contains(idOrAlias, StringComparer.OrdinalIgnoreCase));

    /// <summary>The rule's page in Markdown.</summary>
    public static string GetPage(RuleDescriptor rule)
    {
        using var stream = typeof(RuleCatalog).Assembly.GetManifestResourceStream($"Rules/{rule.Id}.{rule.Name}.md");
        if (stream is null)
        {
            return $"# {rule.Title}\n";
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
