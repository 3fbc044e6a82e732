using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Semantics;

/// <summary>Variables that turn the caches of package managers off, or put them elsewhere.</summary>
public static class CacheSwitch
{
    private static readonly Dictionary<string, (ulong Moved, ulong Switched)> Variables = ReadTable();

    /// <summary>The names that count, and whether their value does, too.</summary>
    private static readonly Dictionary<string, bool> Names = Variables.Keys.GroupBy(NameOf, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Any(v => v.Contains('=', StringComparison.Ordinal)), StringComparer.Ordinal);

    /// <summary>The values that turn an option of pip on (pip's configuration topic).</summary>
    public static bool IsTrue(string? value) =>
        value?.ToLowerInvariant() is "1" or "true" or "yes" or "on" or "y" or "t";

    /// <summary>
    /// Whether a manager's own variable turns its cache off. pip's does so with <c>off</c> and <c>0</c> too: its first releases read
    /// it that way, and the later ones kept it (pip, <c>_handle_no_cache_dir</c>).
    /// </summary>
    public static bool TurnsOff(string name, string? value) =>
        IsTrue(value) || (name.StartsWith("PIP_", StringComparison.Ordinal) && value?.ToLowerInvariant() is "0" or "false" or "no" or "off" or "n" or "f");

    /// <summary>Whether a variable with this value puts the manager's cache elsewhere, or ties to it what is installed.</summary>
    public static bool Moves(PackageManager manager, string name, string? value) =>
        manager.MovingVariables.Any(v => v == name || (v.Length == name.Length + 1 + (value?.Length ?? 0) && v == $"{name}={value}"));

    /// <summary>Whether a variable of this name may turn a cache off, or move it.</summary>
    public static bool Counts(string name) => Names.ContainsKey(name);

    /// <summary>
    /// The managers whose cache ENV and ARG turn off or move, one bit each in the order of the table. Asks for the names that do so,
    /// which are few, rather than for what is set, which may be much.
    /// </summary>
    public static ulong Off(ImmutableDictionary<string, string?> environment, ImmutableDictionary<string, string?> arguments)
    {
        var off = 0UL;
        foreach (var (name, hasValues) in Names)
        {
            // ENV hides ARG.
            if (environment.TryGetValue(name, out var value) || arguments.TryGetValue(name, out value))
            {
                off |= Variables.TryGetValue(name, out var masks) ? masks.Moved | (TurnsOff(name, value) ? masks.Switched : 0) : 0;
                off |= hasValues && Variables.TryGetValue($"{name}={value}", out var given) ? given.Moved : 0;
            }
        }

        return off;
    }

    private static string NameOf(string variable) => variable.Split('=')[0];

    private static Dictionary<string, (ulong Moved, ulong Switched)> ReadTable()
    {
        var variables = new Dictionary<string, (ulong Moved, ulong Switched)>(StringComparer.Ordinal);
        for (var i = 0; i < PackageManagerTable.All.Length; i++)
        {
            var manager = PackageManagerTable.All[i];
            foreach (var name in manager.MovingVariables)
            {
                var (moved, switched) = variables.GetValueOrDefault(name);
                variables[name] = (moved | (1UL << i), switched);
            }

            if (manager.NoCacheVariable is { } variable)
            {
                var (moved, switched) = variables.GetValueOrDefault(variable);
                variables[variable] = (moved, switched | (1UL << i));
            }
        }

        return variables;
    }
}
