using System.Collections.Immutable;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>Reads lists of rule ids, aliases and prefixes.</summary>
internal static class RuleSelection
{
    /// <summary>The entries of all lists, which are separated by commas.</summary>
    /// <exception cref="UsageException">An entry names no rule.</exception>
    public static ImmutableArray<string> Parse(IEnumerable<string>? lists)
    {
        ImmutableArray<string> names =
        [
            .. (lists ?? []).SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        ];
        foreach (var name in names)
        {
            if (!RuleNames.IsKnown(name))
            {
                throw new UsageException($"unknown rule `{name}`{NearestName.Suggest(name, AllNames())}");
            }
        }

        return names;
    }

    /// <summary>Every id and alias.</summary>
    public static IEnumerable<string> AllNames() => RuleNames.All();
}
