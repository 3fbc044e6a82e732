using System.Globalization;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules;

/// <summary>How COPY --from and RUN --mount=from call stages.</summary>
internal static class StageNames
{
    /// <summary>The number of a stage, from 0; what stands before the first FROM is none.</summary>
    public static string NumberOf(Stage stage, BuildModel model) =>
        model.Stages.Take(stage.Index).Count(s => !s.IsImplicit).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a name or number means the stage; BuildKit compares names in lower case.</summary>
    public static bool Means(string reference, Stage stage, BuildModel model) =>
        !stage.IsImplicit && (reference.Equals(stage.Name, StringComparison.OrdinalIgnoreCase) || reference == NumberOf(stage, model));

    /// <summary>Whether a later instruction copies from the stage or mounts it, so that it may only make files for another one.</summary>
    public static bool IsReadFrom(Stage stage, BuildModel model)
    {
        for (var i = stage.EndInstruction; i < model.Instructions.Length; i++)
        {
            foreach (var flag in model.Instructions[i].Effective.Flags)
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
