using System.Globalization;
using System.Runtime.CompilerServices;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules;

/// <summary>How COPY --from and RUN --mount=from call stages.</summary>
internal static class StageNames
{
    /// <summary>For each name and number that is read from, the last instruction that does: one pass over a version answers for all its stages.</summary>
    private static readonly ConditionalWeakTable<BuildModel, Dictionary<string, int>> LastReaders = [];

    /// <summary>The number of a stage, from 0; what stands before the first FROM is none.</summary>
    public static string NumberOf(Stage stage, BuildModel model) => (stage.Index - FirstIndex(model)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The stages that a name or number means, in order; BuildKit compares names in lower case.</summary>
    public static IEnumerable<Stage> Find(string reference, BuildModel model)
    {
        var named = model.StageTable.Named(reference);
        var numbered = Numbered(reference, model);
        return (numbered < 0 || named.Contains(numbered) ? named.AsEnumerable() : named.Append(numbered).Order()).Select(i => model.Stages[i]);
    }

    /// <summary>Whether a name or number means the stage.</summary>
    public static bool Means(string reference, Stage stage, BuildModel model) =>
        Numbered(reference, model) == stage.Index || model.StageTable.Named(reference).Contains(stage.Index);

    /// <summary>The index of the stage that a number means; -1 for none.</summary>
    private static int Numbered(string reference, BuildModel model) =>
        reference.Length > 0 && char.IsAsciiDigit(reference[0]) && int.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < model.Stages.Length - FirstIndex(model) && reference == number.ToString(CultureInfo.InvariantCulture)
            ? number + FirstIndex(model)
            : -1;

    /// <summary>Whether a later instruction copies from the stage or mounts it, so that it may only make files for another one.</summary>
    public static bool IsReadFrom(Stage stage, BuildModel model)
    {
        var readers = LastReaders.GetValue(model, FindLastReaders);
        return !stage.IsImplicit && (IsReadAs(stage.Name ?? "") || IsReadAs(NumberOf(stage, model)));

        bool IsReadAs(string name) => name.Length > 0 && readers.GetValueOrDefault(name, -1) >= stage.EndInstruction;
    }

    /// <summary>What an instruction copies or mounts from: names and numbers of stages, and of images.</summary>
    public static IEnumerable<string> ReferencesOf(InstructionFacts instruction)
    {
        foreach (var flag in instruction.HasTrait(InstructionTraits.Flags) ? instruction.Effective.Flags : [])
        {
            if (flag is { Name: "from", Value: { } name })
            {
                yield return name;
            }
            else if (flag is { Name: "mount", Value: { } mount })
            {
                foreach (var field in mount.Split(','))
                {
                    if (field.StartsWith("from=", StringComparison.OrdinalIgnoreCase))
                    {
                        yield return field[5..].Trim('"');
                    }
                }
            }
        }
    }

    /// <summary>The references of an instruction as one influence; null where it has none.</summary>
    public static object? InfluenceOf(InstructionFacts instruction) =>
        string.Join('\n', ReferencesOf(instruction)) is { Length: > 0 } references ? references : null;

    private static Dictionary<string, int> FindLastReaders(BuildModel model)
    {
        var readers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var instruction in model.WithTrait(InstructionTraits.Flags))
        {
            foreach (var reference in ReferencesOf(instruction))
            {
                readers[reference] = instruction.Index;
            }
        }

        return readers;
    }

    private static int FirstIndex(BuildModel model) => model.Stages[0].IsImplicit ? 1 : 0;
}
