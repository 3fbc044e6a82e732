using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;

namespace DockerLsp.Engine.Semantics;

/// <summary>Variables that turn the caches of package managers off, or put them elsewhere.</summary>
public static class CacheSwitch
{
    private static readonly Dictionary<string, (ulong Moved, ulong Switched)> Variables = ReadTable();

    /// <summary>The values that turn an option of pip on (pip's configuration topic).</summary>
    public static bool IsTrue(string? value) =>
        value?.ToLowerInvariant() is "1" or "true" or "yes" or "on" or "y" or "t";

    /// <summary>
    /// The managers whose cache ENV and ARG turn off or move, one bit each in the order of the table. Asks for the names that do so,
    /// which are few, rather than for what is set, which may be much.
    /// </summary>
    public static ulong Off(BuildState state)
    {
        var off = 0UL;
        foreach (var (name, masks) in Variables)
        {
            // ENV hides ARG.
            if (state.Environment.TryGetValue(name, out var value) || state.Arguments.TryGetValue(name, out value))
            {
                off |= masks.Moved | (IsTrue(value) ? masks.Switched : 0);
            }
        }

        return off;
    }

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
