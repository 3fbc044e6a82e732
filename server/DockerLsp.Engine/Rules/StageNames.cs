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
}
