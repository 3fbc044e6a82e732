using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules;

/// <summary>Instructions that took the place of others, or before which something else is known than in the former version.</summary>
public sealed class Replacement
{
    internal Replacement(RuleContext formerContext, RuleContext context, ReplacedRange range)
    {
        FormerContext = formerContext;
        Context = context;
        Range = range;
    }

    public RuleContext FormerContext { get; }

    public RuleContext Context { get; }

    public BuildModel FormerModel => FormerContext.Model;

    public BuildModel Model => Context.Model;

    /// <summary>What stood there; of <see cref="FormerModel"/>.</summary>
    public InstructionList Former => FormerModel.Instructions.Slice(Range.OldStart, Range.OldCount);

    /// <summary>What stands there now.</summary>
    public InstructionList Current => Model.Instructions.Slice(Range.NewStart, Range.NewCount);

    internal ReplacedRange Range { get; }

    private (Action<Replacement, AffectedInstructions> Find, AffectedInstructions Found)? once;

    /// <summary>What several rules find in the same way, found for the first of them.</summary>
    internal AffectedInstructions FindOnce(Action<Replacement, AffectedInstructions> find)
    {
        if (once is not var (known, found) || known != find)
        {
            found = new AffectedInstructions(Model);
            find(this, found);
            once = (find, found);
        }

        return found;
    }

    /// <summary>Whether the rule's influences there are no longer the same ones at the same steps: fixes of others may stand at these.</summary>
    internal bool ChangesInfluenceOf(Rule rule)
    {
        using var former = Influences(rule, Former).GetEnumerator();
        using var current = Influences(rule, Current).GetEnumerator();
        while (former.MoveNext())
        {
            if (!current.MoveNext() || !former.Current.Equals(current.Current))
            {
                return true;
            }
        }

        return current.MoveNext();
    }

    /// <summary>The influences with the numbers of their instructions in the range. A step that took another's place has its id.</summary>
    private static IEnumerable<(int Index, object Influence)> Influences(Rule rule, InstructionList instructions)
    {
        var index = 0;
        foreach (var instruction in instructions)
        {
            if (rule.InfluenceOf(instruction) is { } influence)
            {
                yield return (index, influence);
            }

            index++;
        }
    }
}

/// <summary>Instructions of a version that are to be analysed again.</summary>
public sealed class AffectedInstructions
{
    private readonly BuildModel model;
    private readonly List<(int Start, int End)> ranges = [];

    internal AffectedInstructions(BuildModel model) => this.model = model;

    /// <summary>Adds what others hold.</summary>
    public void AddAll(AffectedInstructions others) => ranges.AddRange(others.ranges);

    /// <summary>Adds all of the file.</summary>
    public void AddFile() => AddRange(0, model.Instructions.Length);

    /// <summary>Adds the stage of an instruction, and those that start from it.</summary>
    public void AddStageAt(int index)
    {
        foreach (var stage in model.StagesOn(index))
        {
            AddRange(stage.FirstInstruction, stage.EndInstruction);
        }
    }

    /// <summary>Adds an instruction of this version or, where it still stands in the file, of the former one.</summary>
    public void Add(BuildModel owner, InstructionFacts instruction)
    {
        var index = ReferenceEquals(owner, model) ? instruction.Index : model.IndexOf(owner.IdOf(instruction));
        if (index >= 0)
        {
            AddRange(index, index + 1);
        }
    }

    /// <summary>Adds those of the whole file that are of some kinds, within an ONBUILD or not.</summary>
    public void AddOfKind(InstructionKinds kinds)
    {
        foreach (var instruction in model.OfKind(kinds))
        {
            AddRange(instruction.Index, instruction.Index + 1);
        }
    }

    /// <summary>Adds those of the whole file that have a trait.</summary>
    public void AddWithTrait(InstructionTraits trait)
    {
        foreach (var instruction in model.WithTrait(trait))
        {
            AddRange(instruction.Index, instruction.Index + 1);
        }
    }

    /// <summary>Adds those from one index up to another, as far as there are some.</summary>
    public void AddRange(int start, int end)
    {
        start = Math.Max(0, start);
        end = Math.Min(model.Instructions.Length, end);
        if (start < end)
        {
            ranges.Add((start, end));
        }
    }

    /// <summary>Adds what stands around the replaced instructions.</summary>
    /// <param name="replacement">What was replaced.</param>
    /// <param name="before">How many before them.</param>
    /// <param name="behind">How many behind them.</param>
    public void AddNeighbours(Replacement replacement, int before, int behind)
    {
        AddRange(replacement.Range.NewStart - before, replacement.Range.NewStart);
        AddRange(replacement.Range.NewEnd, replacement.Range.NewEnd + behind);
    }

    /// <summary>The ranges in order, without overlaps.</summary>
    internal IEnumerable<(int Start, int End)> Ranges()
    {
        ranges.Sort();
        var covered = 0;
        foreach (var (start, end) in ranges)
        {
            if (end > covered)
            {
                yield return (Math.Max(start, covered), end);
                covered = end;
            }
        }
    }
}
