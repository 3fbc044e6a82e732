using System.Globalization;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules;

/// <summary>How COPY --from and RUN --mount=from call stages.</summary>
internal static class StageNames
{
    /// <summary>The number of a stage, from 0; what stands before the first FROM is none.</summary>
    public static string NumberOf(Stage stage, BuildModel model) =>
        (stage.Index - (model.Stages[0].IsImplicit ? 1 : 0)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a name or number means the stage; BuildKit compares names in lower case.</summary>
    public static bool Means(string reference, Stage stage, BuildModel model) =>
        !stage.IsImplicit && (reference.Equals(stage.Name, StringComparison.OrdinalIgnoreCase)
            || (reference.Length > 0 && char.IsAsciiDigit(reference[0]) && reference == NumberOf(stage, model)));

    /// <summary>Whether a later instruction copies from the stage or mounts it, so that it may only make files for another one.</summary>
    public static bool IsReadFrom(Stage stage, BuildModel model)
    {
        foreach (var instruction in model.WithTrait(InstructionTraits.Flags, stage.EndInstruction))
        {
            foreach (var flag in instruction.Effective.Flags)
            {
                var values = flag.Name == "from" ? [flag.Value ?? ""]
                    : flag.Name == "mount" ? (flag.Value ?? "").Split(',').Where(f => f.StartsWith("from=", StringComparison.OrdinalIgnoreCase)).Select(f => f[5..])
                    : [];
                if (values.Any(v => Means(v, stage, model)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
