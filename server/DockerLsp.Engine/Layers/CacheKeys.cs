using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Layers;

/// <summary>
/// Stand-ins for the cache keys of two builds: equal numbers where BuildKit would compute equal keys. The content of a file counts
/// as its path, and as something else where the file has changed.
/// </summary>
public sealed class CacheKeys
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>What runs again when the Dockerfile goes from one version to another and files of the context change.</summary>
    /// <param name="before">The build whose layers are in the cache.</param>
    /// <param name="after">The build that comes.</param>
    /// <param name="changedFiles">Paths relative to the context.</param>
    public static Impact Compare(LayerGraph before, LayerGraph after, IReadOnlyCollection<string> changedFiles)
    {
        var keys = new CacheKeys();
        var cached = keys.Compute(before, [], []);
        var certain = changedFiles.SelectMany(f => after.ReadersOf(f, isCertain: true)).Select(e => e.Index).ToHashSet();
        var possible = changedFiles.Count == 0 ? [] : changedFiles.Take(1).SelectMany(f => after.ReadersOf(f, isCertain: false)).Select(e => e.Index).ToHashSet();
        var wanted = keys.Compute(after, certain, possible);
        var parts = ImmutableArray.CreateBuilder<ImpactPart>();
        foreach (var stage in after.Stages)
        {
            AddParts(parts, stage, wanted, cached);
        }

        return new Impact(parts.ToImmutable());
    }

    /// <summary>Consecutive steps that all run again surely, or all perhaps, are one part.</summary>
    private static void AddParts(ImmutableArray<ImpactPart>.Builder parts, StageLayers stage, Numbers wanted, Numbers cached)
    {
        int? start = null;
        var isConditional = false;
        var count = 0;
        var linked = ImmutableArray.CreateBuilder<int>();
        foreach (var entry in stage.Entries)
        {
            if (!entry.IsStep)
            {
                continue;
            }

            var exact = wanted.Exact[entry.Index];
            bool? again = cached.ExactSet.Contains(exact) ? null : cached.LooseSet.Contains(wanted.Loose[entry.Index]);
            if (start is not null && again != isConditional)
            {
                End(entry.Index);
            }

            if (again is { } conditional)
            {
                start ??= entry.Index;
                isConditional = conditional;
                count++;
                if (entry.IsLinked)
                {
                    linked.Add(entry.Index);
                }
            }
        }

        End(stage.Stage.EndInstruction);

        void End(int end)
        {
            if (start is { } from)
            {
                parts.Add(new ImpactPart(stage, from, end, count, isConditional, linked.ToImmutable()));
            }

            start = null;
            count = 0;
            linked.Clear();
        }
    }

    private Numbers Compute(LayerGraph graph, HashSet<int> changed, HashSet<int> perhapsChanged)
    {
        var count = graph.Model.Instructions.Length;
        var result = new Numbers(new int[count], new int[count], [], []);
        var ends = new State[graph.Stages.Length];
        foreach (var stage in graph.Stages)
        {
            var escape = graph.Model.Tree.Directives.EscapeCharacter;
            // ARG ends with its stage.
            var state = stage.Stage.Base is { } parent ? ends[parent.Index] with { Environment = ends[parent.Index].Durable } : default;
            if (stage.Stage.Base is { } triggering)
            {
                foreach (var trigger in graph.Stages[triggering.Index].Entries.Where(e => e.Role == CacheRole.Trigger))
                {
                    var text = "onbuild\n" + TextOf(trigger.Instruction.Syntax);
                    state = state with { Exact = Number($"{state.Exact}\n{text}"), Loose = Number($"{state.Loose}\n{text}") };
                }
            }

            foreach (var entry in stage.Entries)
            {
                var before = entry.Instruction.Before;
                switch (entry.Role)
                {
                    case CacheRole.Start when stage.Stage.Base is null:
                        var image = "image\n" + stage.Stage.Image.Name;
                        state = new State(Number(image), Number("~" + image), 0, 0);
                        break;
                    case CacheRole.State when entry.Instruction.Syntax is EnvSyntax or ArgSyntax:
                        state = NextEnvironment(graph, entry, state);
                        break;
                    case CacheRole.Step:
                        var own = entry.Instruction.Syntax switch
                        {
                            RunSyntax run => $"run\n{TextOf(run)}\n{state.Environment}\n{before?.User}\n{before?.WorkingDirectory}\n{ShellOf(run, before)}",
                            FileTransferSyntax transfer => $"copy\n{Expanded(transfer, escape, before)}\n{(HasAbsoluteTarget(transfer) ? "" : before?.WorkingDirectory)}",
                            _ => $"folder\n{Expanded(entry.Instruction.Syntax, escape, before)}\n{before?.WorkingDirectory}",
                        };
                        own += changed.Contains(entry.Index) ? "\nchanged" : "";
                        var exact = new StringBuilder(own);
                        var loose = new StringBuilder("~" + own);
                        exact.Append(perhapsChanged.Contains(entry.Index) ? "\nperhaps" : "");
                        foreach (var source in entry.Sources)
                        {
                            if (source.Stage is { } used)
                            {
                                exact.Append(CultureInfo.InvariantCulture, $"\n{ends[used.Index].Exact}");
                            }
                        }

                        var key = (Exact: Number(entry.IsLinked ? exact.ToString() : $"{state.Exact}\n{exact}"), Loose: Number(entry.IsLinked ? loose.ToString() : $"{state.Loose}\n{loose}"));
                        result.Set(entry.Index, key.Exact, key.Loose);
                        state = entry.IsLinked
                            ? state with { Exact = Number($"merge\n{state.Exact}\n{key.Exact}"), Loose = Number($"~merge\n{state.Loose}\n{key.Loose}") }
                            : state with { Exact = key.Exact, Loose = key.Loose };
                        break;
                }
            }

            ends[stage.Index] = state;
        }

        return result;
    }

    /// <summary>ARG counts like ENV as soon as it has a value.</summary>
    private State NextEnvironment(LayerGraph graph, LayerEntry entry, State state)
    {
        var after = entry.Index + 1 < entry.Stage.EndInstruction ? graph.Model.Instructions[entry.Index + 1].Before : null;
        foreach (var pair in ((PairsInstructionSyntax)entry.Instruction.Syntax).Pairs)
        {
            var name = pair.Key.Text;
            var value = after?.Lookup(name).Value ?? pair.Value?.Text;
            if (entry.Instruction.Syntax is EnvSyntax)
            {
                state = state with { Durable = Number($"env\n{state.Durable}\n{name}\n{value}") };
            }
            else if (value is null)
            {
                continue;
            }

            state = state with { Environment = Number($"env\n{state.Environment}\n{name}\n{value}") };
        }

        return state;
    }

    private int Number(string text)
    {
        if (!numbers.TryGetValue(text, out var number))
        {
            number = numbers.Count + 1;
            numbers.Add(text, number);
        }

        return number;
    }

    private static string TextOf(InstructionSyntax instruction) =>
        instruction.ArgumentText.Text + string.Concat(instruction.Heredocs.Select(h => "\n" + h.Body.Text));

    private static string Expanded(InstructionSyntax instruction, char escape, BuildState? before) =>
        (VariableExpansion.Expand(instruction.ArgumentText.Text, escape, name => before?.Lookup(name) ?? (false, null)) ?? instruction.ArgumentText.Text)
        + string.Concat(instruction.Heredocs.Select(h => "\n" + h.Body.Text));

    private static string ShellOf(RunSyntax run, BuildState? before) => run.Command is ExecFormSyntax || before is null ? "" : string.Join('\0', before.Shell.Arguments);

    private static bool HasAbsoluteTarget(FileTransferSyntax transfer) => transfer.Destination?.Text.StartsWith('/') is true;

    /// <param name="Exact">The key of the last step.</param>
    /// <param name="Loose">The same, as if stages always gave the same files.</param>
    /// <param name="Environment">ENV and ARG.</param>
    /// <param name="Durable">ENV alone.</param>
    private readonly record struct State(int Exact, int Loose, int Environment, int Durable);

    private sealed record Numbers(int[] Exact, int[] Loose, HashSet<int> ExactSet, HashSet<int> LooseSet)
    {
        public void Set(int index, int exact, int loose)
        {
            Exact[index] = exact;
            Loose[index] = loose;
            ExactSet.Add(exact);
            LooseSet.Add(loose);
        }
    }
}
