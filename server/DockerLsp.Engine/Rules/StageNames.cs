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
}
