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
            // All goes on in the stages that start from here, ARG included.
            var state = stage.Stage.Base is { } parent ? ends[parent.Index] : State.Empty;
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
                        state = new State(Number(image), Number("~" + image), Variables.None);
                        break;
                    case CacheRole.State when entry.Instruction.Syntax is EnvSyntax or ArgSyntax:
                        state = NextEnvironment(graph, entry, state);
                        break;
                    case CacheRole.Step:
                        var own = entry.Instruction.Syntax switch
                        {
                            RunSyntax run => $"run\n{CommandOf(run, before)}\n{state.Environment.Number}\n{before?.User}\n{before?.WorkingDirectory}",
                            FileTransferSyntax transfer => $"{transfer.Keyword.Text.ToUpperInvariant()}\n{TransferOf(transfer, entry, escape, before)}",
                            _ => $"folder\n{Expanded(entry.Instruction.Syntax, escape, before).TrimEnd('/')}\n{before?.WorkingDirectory?.TrimEnd('/')}",
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

    /// <summary>
    /// ARG counts like ENV as soon as it has a value, also behind an ENV of that name. What counts is the list that comes out, in the
    /// order in which the variables were last set.
    /// </summary>
    private State NextEnvironment(LayerGraph graph, LayerEntry entry, State state)
    {
        var after = entry.Index + 1 < entry.Stage.EndInstruction ? graph.Model.Instructions[entry.Index + 1].Before : null;
        foreach (var pair in ((PairsInstructionSyntax)entry.Instruction.Syntax).Pairs)
        {
            var name = pair.Key.Text;
            var isArgument = entry.Instruction.Syntax is ArgSyntax;
            var value = (isArgument ? after?.Arguments.GetValueOrDefault(name) : after?.Lookup(name).Value) ?? pair.Value?.Text;
            if (!isArgument || value is not null)
            {
                state = state with { Environment = Set(state.Environment, name, value) };
            }
        }

        return state;
    }

    private Variables Set(Variables variables, string name, string? value)
    {
        if (!variables.Values.TryGetValue(name, out var old))
        {
            return new Variables(Chain(variables.Number, name, value), variables.Values.Add(name, value), variables.Order.Add(name));
        }

        if (old == value && variables.Order[^1] == name)
        {
            return variables;
        }

        var order = variables.Order.Remove(name).Add(name);
        var values = variables.Values.SetItem(name, value);
        return new Variables(order.Aggregate(0, (number, next) => Chain(number, next, values[next])), values, order);
    }

    private int Chain(int number, string name, string? value) => Number($"env\n{number}\n{name}\n{value}");

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

    /// <summary>Flags, sources and destination, which are the same however they are quoted and in exec form; a source also with <c>./</c>.</summary>
    private static string TransferOf(FileTransferSyntax transfer, LayerEntry entry, char escape, BuildState? before)
    {
        string Value(string text) => VariableExpansion.Expand(text, escape, name => before?.Lookup(name) ?? (false, null)) ?? text;
        var text = new StringBuilder();
        foreach (var flag in transfer.Flags)
        {
            // The name of a stage is no part of the key: its files are.
            var value = flag.Name == "from" && entry.Sources.Any(s => s.Stage is not null) ? "" : Value(flag.Value ?? "");
            text.Append(CultureInfo.InvariantCulture, $"--{flag.Name}={value}\n");
        }

        foreach (var source in transfer.Sources)
        {
            var name = Value(source.Text);
            text.Append(CultureInfo.InvariantCulture, $"{(name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name)}\n");
        }

        var target = transfer.Destination is { } destination ? Value(destination.Text) : "";
        text.Append(CultureInfo.InvariantCulture, $"{target}\n{(target.StartsWith('/') ? "" : before?.WorkingDirectory?.TrimEnd('/'))}");
        foreach (var heredoc in transfer.Heredocs)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{heredoc.Body.Text}");
        }

        return text.ToString();
    }

    /// <summary>What is started, which is the same for a shell form and for the exec form that spells it out; and the flags.</summary>
    private static string CommandOf(RunSyntax run, BuildState? before)
    {
        IEnumerable<string> arguments = run.Command switch
        {
            ExecFormSyntax exec => exec.Elements.Select(e => e.Value),
            ShellFormSyntax shell when run.Heredocs.Count == 0 => [.. before?.Shell.CommandPrefix ?? [], shell.Text.Text],
            _ => [.. before?.Shell.CommandPrefix ?? [], TextOf(run)],
        };
        return string.Join('\0', run.Flags.Select(f => $"--{f.Name}={f.Value}")) + '\n' + string.Join('\0', arguments);
    }

    /// <param name="Exact">The key of the last step.</param>
    /// <param name="Loose">The same, as if stages always gave the same files.</param>
    /// <param name="Environment">ENV and ARG.</param>
    private readonly record struct State(int Exact, int Loose, Variables Environment)
    {
        public static State Empty { get; } = new(0, 0, Variables.None);
    }

    /// <summary>Variables in the order in which they were last set.</summary>
    /// <param name="Number">Stands for all of it.</param>
    /// <param name="Values">By name.</param>
    /// <param name="Order">The names.</param>
    private sealed record Variables(int Number, ImmutableDictionary<string, string?> Values, ImmutableList<string> Order)
    {
        public static Variables None { get; } = new(0, ImmutableDictionary<string, string?>.Empty, []);
    }

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
