using System.Collections.Frozen;
using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Semantics;

/// <summary>Variables that turn the caches of package managers off, or put them elsewhere.</summary>
public static class CacheSwitch
{
    private static readonly FrozenDictionary<string, (ulong Moved, ulong Switched)> Variables = ReadTable();

    private static readonly FrozenSet<string> WithValue =
        PackageManagerTable.All.SelectMany(m => m.MovingVariables).Where(v => v.Contains('=', StringComparison.Ordinal)).Select(NameOf).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The values that turn an option of pip on (pip's configuration topic).</summary>
    public static bool IsTrue(string? value) =>
        value?.ToLowerInvariant() is "1" or "true" or "yes" or "on" or "y" or "t";

    /// <summary>Whether a variable with this value puts the manager's cache elsewhere, or ties to it what is installed.</summary>
    public static bool Moves(PackageManager manager, string name, string? value) =>
        manager.MovingVariables.Any(v => v == name || (v.Length == name.Length + 1 + (value?.Length ?? 0) && v == $"{name}={value}"));

    /// <summary>The managers whose cache ENV and ARG turn off or move, one bit each in the order of the table.</summary>
    public static ulong Off(BuildState state)
    {
        var off = Off(state.Environment);
        foreach (var (name, value) in state.Arguments)
        {
            // ENV hides ARG.
            if (!state.Environment.ContainsKey(name))
            {
                off |= Off(name, value);
            }
        }

        return off;
    }

    private static ulong Off(ImmutableDictionary<string, string?> variables)
    {
        var off = 0UL;
        foreach (var (name, value) in variables)
        {
            off |= Off(name, value);
        }

        return off;
    }

    private static ulong Off(string name, string? value)
    {
        var off = Variables.TryGetValue(name, out var masks) ? masks.Moved | (IsTrue(value) ? masks.Switched : 0) : 0;
        return WithValue.Contains(name) && Variables.TryGetValue($"{name}={value}", out var given) ? off | given.Moved : off;
    }

    private static string NameOf(string variable) => variable[..variable.IndexOf('=', StringComparison.Ordinal)];

    private static FrozenDictionary<string, (ulong, ulong)> ReadTable()
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

        return variables.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
