using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>What a name stands for.</summary>
public enum SymbolKind
{
    Stage,

    /// <summary>A variable of ARG or ENV, in all the places that see the same value or take the same <c>--build-arg</c>.</summary>
    Variable,

    /// <summary>A variable of one shell script.</summary>
    ShellVariable,

    /// <summary>A variable that nothing in the file defines.</summary>
    Undefined,
}

/// <summary>A place where a symbol is named.</summary>
/// <param name="Span">The name, or the number of a stage.</param>
/// <param name="Mention">What is done with it there.</param>
/// <param name="Name">As written there.</param>
internal sealed record SymbolOccurrence(TextSpan Span, MentionKind Mention, string Name)
{
    /// <summary>The definition that holds there; null where there is none.</summary>
    public SymbolOccurrence? Definition { get; init; }

    /// <summary>The definition that gives an ARG without a value its value.</summary>
    public SymbolOccurrence? Outer { get; init; }

    public bool IsDefinition => Mention is MentionKind.StageDefinition or MentionKind.ArgDefinition or MentionKind.EnvDefinition;
}

/// <summary>A stage or variable with all the places that name it.</summary>
internal sealed class Symbol(SymbolKind kind, string name)
{
    private readonly List<SymbolOccurrence> own = [];
    private Symbol? joined;

    public SymbolKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>The symbol that this one was found to be.</summary>
    public Symbol Root
    {
        get
        {
            var root = this;
            while (root.joined is { } next)
            {
                root = next;
            }

            // Later questions take the short way.
            for (var step = this; step.joined is { } next && !ReferenceEquals(next, root); step = next)
            {
                step.joined = root;
            }

            return root;
        }
    }

    /// <summary>In source order.</summary>
    public IReadOnlyList<SymbolOccurrence> Occurrences => Root.own;

    internal List<SymbolOccurrence> List => own;

    /// <summary>Makes two symbols one.</summary>
    internal Symbol Join(Symbol other)
    {
        var (a, b) = (Root, other.Root);
        if (!ReferenceEquals(a, b))
        {
            b.joined = a;
        }

        return a;
    }
}

/// <summary>Which places of a file name the same thing.</summary>
internal sealed class SymbolIndex
{
    private static readonly ConditionalWeakTable<BuildModel, SymbolIndex> Known = [];

    private readonly Place[] places;

    private SymbolIndex(List<Place> found)
    {
        places = [.. found.OrderBy(p => p.Occurrence.Span.Start)];
        foreach (var place in places)
        {
            place.Symbol.Root.List.Add(place.Occurrence);
        }

        Symbols = [.. places.Select(p => p.Symbol.Root).Distinct()];
    }

    /// <summary>The symbols in the order in which they are first named.</summary>
    public ImmutableArray<Symbol> Symbols { get; }

    public static SymbolIndex Of(BuildModel model) => Known.GetValue(model, static m => new SymbolIndex(new Binder(m).Bind()));

    /// <summary>What is named at an offset; its end counts too.</summary>
    public (Symbol Symbol, SymbolOccurrence Occurrence)? Find(int position)
    {
        int low = 0, high = places.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (places[middle].Occurrence.Span.Start <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        for (var i = low - 1; i >= 0 && i >= low - 2; i--)
        {
            if (places[i].Occurrence.Span.End >= position)
            {
                return (places[i].Symbol.Root, places[i].Occurrence);
            }
        }

        return null;
    }

    private sealed record Place(Symbol Symbol, SymbolOccurrence Occurrence);

    private sealed class Binder(BuildModel model)
    {
        private readonly List<Place> found = [];
        private readonly Dictionary<string, Variable> outer = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Symbol> arguments = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Symbol> undefinedOutside = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Symbol> undefinedInStage = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<NamedStage>> stages = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<Place> numbered = [];
        private readonly List<ImmutableDictionary<string, Variable>> environments = [];
        private ImmutableDictionary<string, Variable> visible = ImmutableDictionary<string, Variable>.Empty;
        private ImmutableDictionary<string, Variable> environment = ImmutableDictionary<string, Variable>.Empty;
        private Stage? stage;

        public List<Place> Bind()
        {
            FindStages();
            foreach (var facts in model.Instructions)
            {
                if (!ReferenceEquals(stage, facts.Stage))
                {
                    Enter(facts.Stage);
                }

                Bind(facts);
            }

            return found;
        }

        private void FindStages()
        {
            foreach (var one in model.Stages)
            {
                if (one.IsImplicit)
                {
                    continue;
                }

                var facts = model.Instructions[one.FirstInstruction];
                var symbol = new Symbol(SymbolKind.Stage, one.Name ?? numbered.Count.ToString(CultureInfo.InvariantCulture));
                var mention = NameMentions.Of(facts).FirstOrDefault(m => m.Kind == MentionKind.StageDefinition);
                var span = mention.Name is null ? facts.Syntax.Keyword.Span : mention.Span.Shift(facts.Syntax.Position);
                var definition = new Place(symbol, new SymbolOccurrence(span, MentionKind.StageDefinition, mention.Name ?? ""));
                numbered.Add(definition);
                if (mention.Name is { } name)
                {
                    found.Add(definition);
                    if (!stages.TryGetValue(name, out var list))
                    {
                        stages.Add(name, list = []);
                    }

                    list.Add(new NamedStage(one.FirstInstruction, definition));
                }
            }
        }

        private void Enter(Stage? next)
        {
            if (stage is not null)
            {
                environments.Add(environment);
            }

            stage = next;
            undefinedInStage.Clear();
            environment = next?.Base is { } parent && parent.Index < environments.Count ? environments[parent.Index] : ImmutableDictionary<string, Variable>.Empty;
            visible = environment;
        }

        private void Bind(InstructionFacts facts)
        {
            var isFrom = facts.Syntax is Syntax.FromSyntax;
            var mentions = NameMentions.Of(facts);
            Dictionary<string, Symbol>? script = null;
            foreach (var mention in mentions)
            {
                if (mention.Kind == MentionKind.ShellWrite && !visible.ContainsKey(mention.Name))
                {
                    script ??= new(StringComparer.Ordinal);
                    script.TryAdd(mention.Name, new Symbol(SymbolKind.ShellVariable, mention.Name));
                }
            }

            foreach (var mention in mentions)
            {
                var span = mention.Span.Shift(facts.Syntax.Position);
                switch (mention.Kind)
                {
                    case MentionKind.StageReference:
                        BindStage(facts, mention, span);
                        break;
                    case MentionKind.ArgDefinition or MentionKind.EnvDefinition:
                        Define(mention, span);
                        break;
                    case MentionKind.Read or MentionKind.ShellWrite:
                        Read(mention, span, isFrom || stage is null, script);
                        break;
                }
            }
        }

        private void BindStage(InstructionFacts facts, NameMention mention, TextSpan span)
        {
            Place? target = null;
            if (stages.TryGetValue(mention.Name, out var list))
            {
                var before = list.FindLastIndex(s => s.Instruction < facts.Index);
                if (before >= 0)
                {
                    target = list[before].Definition;
                }
                else if (facts.Syntax is not Syntax.FromSyntax && list.FindIndex(s => s.Instruction > facts.Index) is var after and >= 0)
                {
                    target = list[after].Definition;
                }
            }
            else if (facts.Syntax is not Syntax.FromSyntax && int.TryParse(mention.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number < numbered.Count)
            {
                target = numbered[number];
            }

            if (target is not null)
            {
                found.Add(new Place(target.Symbol, new SymbolOccurrence(span, mention.Kind, mention.Name) { Definition = target.Occurrence }));
            }
        }

        private void Define(NameMention mention, TextSpan span)
        {
            var known = stage is null ? outer.GetValueOrDefault(mention.Name) : visible.GetValueOrDefault(mention.Name);
            var symbol = known?.Symbol ?? new Symbol(SymbolKind.Variable, mention.Name);
            SymbolOccurrence? outerDefinition = null;
            if (mention.Kind == MentionKind.ArgDefinition)
            {
                // Every ARG of a name takes the same --build-arg.
                symbol = arguments.TryGetValue(mention.Name, out var argument) ? argument.Join(symbol) : symbol;
                arguments[mention.Name] = symbol;
                outerDefinition = mention.TakesOuterValue && stage is not null ? outer.GetValueOrDefault(mention.Name)?.Definition : null;
            }

            var occurrence = new SymbolOccurrence(span, mention.Kind, mention.Name) { Outer = outerDefinition };
            var variable = new Variable(symbol, occurrence);
            found.Add(new Place(symbol, occurrence));
            if (stage is null)
            {
                outer[mention.Name] = variable;
                return;
            }

            if (mention.Kind == MentionKind.EnvDefinition)
            {
                environment = environment.SetItem(mention.Name, variable);
            }

            visible = visible.SetItem(mention.Name, variable);
        }

        private void Read(NameMention mention, TextSpan span, bool isOutside, Dictionary<string, Symbol>? script)
        {
            var variable = isOutside ? outer.GetValueOrDefault(mention.Name) : visible.GetValueOrDefault(mention.Name);
            var symbol = variable?.Symbol;
            if (symbol is null && (script is null || !script.TryGetValue(mention.Name, out symbol)))
            {
                var undefined = isOutside ? undefinedOutside : undefinedInStage;
                if (!undefined.TryGetValue(mention.Name, out symbol))
                {
                    undefined.Add(mention.Name, symbol = new Symbol(SymbolKind.Undefined, mention.Name));
                }
            }

            found.Add(new Place(symbol, new SymbolOccurrence(span, mention.Kind, mention.Name) { Definition = variable?.Definition }));
        }

        private sealed record Variable(Symbol Symbol, SymbolOccurrence Definition);

        private sealed record NamedStage(int Instruction, Place Definition);
    }
}
