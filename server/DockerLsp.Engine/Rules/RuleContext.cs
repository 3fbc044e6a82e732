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
    private readonly Lazy<IReadOnlyDictionary<(int Instruction, PackageStore Store), HygieneGroup>> groups;
    private readonly Dictionary<HygieneGroup, HygienePlan> plans = [];
    private readonly Dictionary<Rule, object> fileFacts = [];

    public RuleContext(BuildModel model, AnalysisOptions options)
    {
        Model = model;
        Options = options;
        groups = new(() => HygieneGroup.FindAll(model));
    }

    public BuildModel Model { get; }

    public AnalysisOptions Options { get; }

    internal ImmutableArray<Finding> Findings => findings.ToImmutable();

    public void Report(Finding finding) =>
        findings.Add(Options.Rules.Of(finding.Rule).Severity is { } severity ? finding with { Severity = severity } : finding);

    /// <summary>The steps that share the index of a step; null where it has none.</summary>
    public HygieneGroup? GroupOf(InstructionFacts instruction, PackageStore store) =>
        groups.Value.TryGetValue((instruction.Index, store), out var group) ? group : null;

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
    public T FactOf<T>(Rule rule, Func<BuildModel, T> compute)
        where T : notnull
    {
        if (!fileFacts.TryGetValue(rule, out var fact))
        {
            fact = compute(Model);
            fileFacts.Add(rule, fact);
        }

        return (T)fact;
    }

    /// <summary>Whether a rule finds something in an instruction, whatever the comments say.</summary>
    public bool Finds(Rule rule, InstructionFacts instruction)
    {
        var aside = new RuleContext(Model, Options);
        rule.Analyze(instruction, aside);
        return !aside.Findings.IsEmpty;
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
        instruction is { Run.Script.Script: { } script, RunSyntax: { } run } ? script.Text.ToSource(span).Shift(run.Position) : instruction.Syntax.Span;
}
