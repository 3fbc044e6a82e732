using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;

namespace DockerLsp.Files;

/// <summary>Tells what a name in a configuration stands for: an id, an alias, or the start of ids.</summary>
internal static class RuleNames
{
    /// <summary>Every id and alias.</summary>
    public static IEnumerable<string> All() => RuleCatalog.All.SelectMany(rule => rule.Aliases.Prepend(rule.Id));

    /// <summary>Whether the name stands for a rule, for several, or for a code of ShellCheck.</summary>
    public static bool IsKnown(string name) =>
        name.Length > 0 && (IsShellCheck(name) || All().Any(known => known.StartsWith(name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether the name is a code of ShellCheck or the start of one: those are rules too, and too many to list.</summary>
    public static bool IsShellCheck(string name) => ShellCheckRules.IsPrefix(name);

    /// <summary>Whether the name is an id or alias rather than the start of ids.</summary>
    public static bool IsExact(string name) => RuleCatalog.Find(name) is not null;

    /// <summary>The rules that a name stands for.</summary>
    public static IEnumerable<RuleDescriptor> Select(string name) =>
        RuleCatalog.Find(name) is { } rule ? [rule] : RuleCatalog.All.Where(r => r.Id.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
