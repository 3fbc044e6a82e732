using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Features;

/// <summary>Where the value of a variable comes from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null where it has none, or only the build knows it.</param>
/// <param name="IsArgument">Whether ARG sets it.</param>
/// <param name="Instruction">The instruction that sets it.</param>
/// <param name="Sources">The variables that the value is made of, and theirs, the nearest first.</param>
internal sealed record VariableOrigin(string Name, string? Value, bool IsArgument, InstructionFacts Instruction, ImmutableArray<VariableOrigin> Sources)
{
    /// <summary>How many origins one question looks for: values may be made of values without end.</summary>
    private const int Most = 32;

    /// <summary>Finds what sets a variable for an instruction; null where nothing in the file does.</summary>
    public static VariableOrigin? Find(BuildModel model, InstructionFacts user, string name) => Find(model, user, name, new Budget());

    /// <summary>The origin that a pair of ENV or ARG is.</summary>
    public static VariableOrigin Of(BuildModel model, InstructionFacts instruction, KeyValueSyntax pair) => Of(model, instruction, pair, new Budget());

    private static VariableOrigin? Find(BuildModel model, InstructionFacts user, string name, Budget budget)
    {
        if (budget.Left-- <= 0)
        {
            return null;
        }

        // FROM sees only what stands before the first stage.
        if (user.Stage is not { } stage || user.Syntax is FromSyntax)
        {
            return FindBefore(model, 0, Math.Min(user.Index, FirstStage(model)), name, budget, isHeir: false);
        }

        // ENV hides ARG, wherever it stands.
        VariableOrigin? argument = null;
        for (var end = user.Index; ; end = stage.EndInstruction)
        {
            var isHeir = stage != user.Stage;
            var found = FindBefore(model, stage.FirstInstruction, end, name, budget, isHeir);
            if (found is { IsArgument: false })
            {
                return found;
            }

            argument ??= found;
            if (stage.Base is not { } parent)
            {
                return argument;
            }

            stage = parent;
        }
    }

    private static int FirstStage(BuildModel model) => model.Stages.IsEmpty ? model.Instructions.Length : model.Stages[0].FirstInstruction;

    private static VariableOrigin? FindBefore(BuildModel model, int start, int end, string name, Budget budget, bool isHeir)
    {
        VariableOrigin? argument = null;
        for (var i = end - 1; i >= start; i--)
        {
            var instruction = model.Instructions[i];
            if (instruction.Syntax is not (EnvSyntax or ArgSyntax) || instruction.Syntax is not PairsInstructionSyntax pairs || (isHeir && instruction.Syntax is ArgSyntax))
            {
                continue;
            }

            for (var p = pairs.Pairs.Count - 1; p >= 0; p--)
            {
                if (pairs.Pairs[p].Key.Text != name)
                {
                    continue;
                }

                if (instruction.Syntax is EnvSyntax)
                {
                    return Of(model, instruction, pairs.Pairs[p], budget);
                }

                argument ??= Of(model, instruction, pairs.Pairs[p], budget);
            }
        }

        return argument;
    }

    private static VariableOrigin Of(BuildModel model, InstructionFacts instruction, KeyValueSyntax pair, Budget budget)
    {
        var isArgument = instruction.Syntax is ArgSyntax;
        var sources = ImmutableArray.CreateBuilder<VariableOrigin>();
        var name = pair.Key.Text;
        if (pair.Value is not { } word)
        {
            var outer = isArgument && instruction.Stage is not null ? FindBefore(model, 0, FirstStage(model), name, budget, isHeir: false) : null;
            if (outer is not null)
            {
                sources.Add(outer);
                sources.AddRange(outer.Sources);
            }

            return new VariableOrigin(name, outer?.Value, isArgument, instruction, sources.ToImmutable());
        }

        var escape = model.Tree.Directives.EscapeCharacter;
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var reference in VariableReference.FindAll(word.Text, escape))
        {
            if (values.ContainsKey(reference.Name))
            {
                continue;
            }

            var source = Find(model, instruction, reference.Name, budget);
            values[reference.Name] = source?.Value;
            if (source is not null)
            {
                sources.Add(source);
                sources.AddRange(source.Sources.Take(Most));
            }
        }

        var value = VariableExpansion.Expand(word.Text, escape, n => values.TryGetValue(n, out var known) && known is not null ? (true, known)
            : instruction.Before?.Lookup(n) ?? (false, null));
        return new VariableOrigin(name, value, isArgument, instruction, sources.ToImmutable());
    }

    private sealed class Budget
    {
        public int Left { get; set; } = Most;
    }
}
