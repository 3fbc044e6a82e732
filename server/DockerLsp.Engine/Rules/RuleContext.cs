using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules;

/// <summary>What rules read, and where they report to.</summary>
public sealed class RuleContext
{
    private readonly ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();
    private readonly Dictionary<(StepId First, PackageStore Store), HygieneGroup> groups = [];
    private readonly Dictionary<HygieneGroup, HygienePlan> plans = [];
    private readonly FileFacts fileFacts;
    private readonly bool failsOnChecks;

    public RuleContext(BuildModel model, AnalysisOptions options)
        : this(model, options, new FileFacts())
    {
    }

    private RuleContext(BuildModel model, AnalysisOptions options, FileFacts fileFacts)
    {
        Model = model;
        Options = options;
        this.fileFacts = fileFacts;
        failsOnChecks = Suppressions.MakesErrors(model.Tree.Directives.Check);
    }

    /// <summary>Another context of the same version, for another thread perhaps; both share what is found out of the file.</summary>
    internal RuleContext Beside() => new(Model, Options, fileFacts);

    public BuildModel Model { get; }

    public AnalysisOptions Options { get; }

    public void Report(Finding finding)
    {
        var severity = Options.Rules.Of(finding.Rule).Severity
            ?? (failsOnChecks && Suppressions.BuildKitChecks.Any(finding.Rule.IsNamed) ? Severity.Error : null);
        findings.Add(severity is { } given ? finding with { Severity = given } : finding);
    }

    /// <summary>The steps that share the index of a step; null where it has none.</summary>
    public HygieneGroup? GroupOf(InstructionFacts instruction, PackageStore store)
    {
        if (HygieneGroup.FirstOf(Model, instruction, store) is not { } first)
        {
            return null;
        }

        if (!groups.TryGetValue((first, store), out var group))
        {
            group = HygieneGroup.Find(Model, first, store);
            groups.Add((first, store), group);
        }

        return group;
    }

    /// <summary>The rewrites of a group.</summary>
    public HygienePlan PlanOf(HygieneGroup group)
    {
        if (!plans.TryGetValue(group, out var plan))
        {
            plan = HygienePlanner.Plan(Model, group, Options.Layering);
            plans.Add(group, plan);
        }

        return plan;
    }

    /// <summary>What a rule needs to know of the whole file, computed at its first question.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="compute">Computes it from the whole file.</param>
    /// <param name="adjust">
    /// Makes it of the fact of the former version and the instructions that went and came; without it, every version computes it anew.
    /// </param>
    public T FactOf<T>(Rule rule, Func<BuildModel, T> compute, Func<T, Replacement, T>? adjust = null)
        where T : notnull
    {
        if (fileFacts.Find(rule) is { } known)
        {
            return (T)known.Value;
        }

        // Whoever asks at the same time waits, rather than go through the file himself.
        lock (fileFacts)
        {
            if (fileFacts.Find(rule) is not { } fact)
            {
                fact = new FileFact(rule, compute(Model), adjust is null ? null : Untyped(adjust));
                fileFacts.Add(fact);
            }

            return (T)fact.Value;
        }
    }

    /// <summary>Apart, so that nothing is made for who asks again.</summary>
    private static Func<object, Replacement, object> Untyped<T>(Func<T, Replacement, T> adjust)
        where T : notnull => (old, replacement) => adjust((T)old, replacement);

    /// <summary>Whether a rule finds something in an instruction, whatever the comments say.</summary>
    public bool Finds(Rule rule, InstructionFacts instruction)
    {
        var aside = Beside();
        rule.Analyze(instruction, aside);
        return !aside.Take().IsEmpty;
    }

    /// <summary>The number, from 1, of the line of an offset.</summary>
    public int Line(int offset) => Model.Tree.Text.GetLineNumber(offset) + 1;

    /// <summary>The number of the line on which an instruction starts.</summary>
    public int Line(InstructionFacts instruction) => Line(instruction.Syntax.Span.Start);

    /// <summary>The place in the file of a command of a RUN.</summary>
    public static TextSpan SpanOf(InstructionFacts instruction, ScriptCommand command) =>
        SpanOf(instruction, command.Node.Span);

    /// <summary>The place in the file of a part of a RUN's script.</summary>
    public static TextSpan SpanOf(InstructionFacts instruction, TextSpan span) =>
        instruction is { Run.Script.Tree: { } script, RunSyntax: { } run } ? script.Text.ToSource(span).Shift(run.Position) : instruction.Syntax.Span;

    /// <summary>What was reported since it was last asked.</summary>
    internal ImmutableArray<Finding> Take()
    {
        if (findings.Count == 0)
        {
            return [];
        }

        var taken = findings.ToImmutable();
        findings.Clear();
        return taken;
    }

    /// <summary>Takes over the facts of the former version that can be adjusted.</summary>
    internal void Inherit(RuleContext former, IReadOnlyList<Replacement> replacements)
    {
        foreach (var fact in former.fileFacts.All)
        {
            if (fact.Adjust is { } adjust)
            {
                fileFacts.Add(fact with { Value = replacements.Aggregate(fact.Value, adjust) });
            }
        }
    }

    private sealed record FileFact(Rule Rule, object Value, Func<object, Replacement, object>? Adjust);

    /// <summary>Few, and asked for at each instruction by several threads: read without a lock, added to under one.</summary>
    private sealed class FileFacts
    {
        private FileFact[] all = [];

        public FileFact[] All => Volatile.Read(ref all);

        public FileFact? Find(Rule rule)
        {
            foreach (var fact in All)
            {
                if (ReferenceEquals(fact.Rule, rule))
                {
                    return fact;
                }
            }

            return null;
        }

        public void Add(FileFact fact) => Volatile.Write(ref all, [.. all, fact]);
    }
}
