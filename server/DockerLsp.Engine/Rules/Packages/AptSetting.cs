using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>apt's settings (apt.conf(5)), on the command line and in files that the Dockerfile writes.</summary>
internal static class AptSetting
{
    /// <summary>Whether <c>-o</c> gives the setting a true value.</summary>
    public static bool IsTrue(PackageCommand package, string name) => Value(package, name) is "true" or "yes" or "1" or "on" or "with" or "enable";

    /// <summary>Whether <c>-o</c> gives the setting a false value.</summary>
    public static bool IsFalse(PackageCommand package, string name) => Value(package, name) is "false" or "no" or "0" or "off" or "without" or "disable";

    /// <summary>Whether an earlier instruction of the stage, or of those that it starts from, writes the setting's name somewhere.</summary>
    public static bool IsWrittenBefore(InstructionTraits name, InstructionFacts instruction, BuildModel model) =>
        BuildModel.PartsBefore(instruction).Any(part => model.WithTrait(name, part.From, part.To).Any());

    private static string? Value(PackageCommand package, string name)
    {
        string? value = null;
        foreach (var option in package.Options)
        {
            // `-o Name=value` is one entry `-o=Name=value`; `-oName=value` is as written.
            var text = option.StartsWith("--option=", StringComparison.Ordinal) ? option[9..]
                : option.StartsWith("-o", StringComparison.Ordinal) ? option[2..].TrimStart('=')
                : "";
            if (text.StartsWith(name, StringComparison.OrdinalIgnoreCase) && text.Length > name.Length && text[name.Length] == '=')
            {
                value = text[(name.Length + 1)..].Trim('"').ToLowerInvariant();
            }
        }

        return value;
    }
}
