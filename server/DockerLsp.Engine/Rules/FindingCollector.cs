using System.Collections.Immutable;
using System.Numerics;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using FindingSequence = DockerLsp.Engine.Text.PersistentSequence<
    DockerLsp.Engine.Rules.InstructionFindings, DockerLsp.Engine.Rules.FindingMeasure>;

namespace DockerLsp.Engine.Rules;

/// <summary>
/// Runs the rules that are switched on, and keeps what they find with the instructions. After an edit only those rules run
/// again that can have something else to say, on the instructions of which that is true.
/// </summary>
internal sealed class FindingCollector
{
    /// <summary>The instructions of whose scripts ShellCheck may have something to say.</summary>
    public const InstructionKinds ScriptKinds = InstructionKinds.Run | InstructionKinds.Cmd | InstructionKinds.Entrypoint | InstructionKinds.Healthcheck;

    /// <summary>In instructions: so many each thread takes at a time at the end, because some cost far more than others.</summary>
    private const int MinPerTurn = 16;

    /// <summary>Of what is left each thread takes such a part of its share.</summary>
    private const int TurnsPerThread = 4;

    private readonly RuleContext context;
    private readonly RuleSet rules;
    private readonly ImmutableArray<string> silenced;
    private readonly string lineBreak;

    /// <summary>What was found on the instruction that is being looked at.</summary>
    private readonly List<RuleFindings> found = [];
    private FindingSequence sequence = FindingSequence.Empty;
    private int rulesRun;
    private int instructionsVisited;

    private FindingCollector(BuildModel model, AnalysisOptions options, ImmutableArray<string> silenced, RuleSet rules)
    {
        Model = model;
        Options = options;
        this.silenced = silenced;
        this.rules = rules;
        lineBreak = ChainStyle.LineBreakOf(model.Tree);
        context = new RuleContext(model, options);
    }

    /// <summary>A helper on another thread.</summary>
    private FindingCollector(FindingCollector helped)
    {
        Model = helped.Model;
        Options = helped.Options;
        silenced = helped.silenced;
        rules = helped.rules;
        lineBreak = helped.lineBreak;
        context = helped.context.Beside();
    }

    /// <summary>The same version, of which more is known.</summary>
    private FindingCollector(FindingCollector known, FindingSequence sequence)
    {
        Model = known.Model;
        Options = known.Options;
        silenced = known.silenced;
        rules = known.rules;
        lineBreak = known.lineBreak;
        context = known.context;
        rulesRun = known.rulesRun;
        instructionsVisited = known.instructionsVisited;
        this.sequence = sequence;
    }

    public BuildModel Model { get; }

    public AnalysisOptions Options { get; }

    /// <summary>The findings by instruction.</summary>
    public FindingSequence Sequence => sequence;

    /// <summary>How much was looked at for this version.</summary>
    public RuleStatistics Statistics => new(rulesRun, instructionsVisited);

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FindingCollector Collect(BuildModel model, AnalysisOptions options, CancellationToken cancellationToken)
    {
        var silenced = SilencedInFile(model, options);
        var collector = new FindingCollector(model, options, silenced, RuleSet.For(options, silenced, Suppressions.ExperimentalChecks(model.Tree.Directives.Check)));
        collector.CollectAll(cancellationToken);
        return collector;
    }

    /// <summary>The findings of a changed version.</summary>
    /// <param name="model">The changed version.</param>
    /// <param name="changed">Where it differs; null for anywhere.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public FindingCollector Update(BuildModel model, IReadOnlyList<ReplacedRange>? changed, CancellationToken cancellationToken)
    {
        if (changed is null || SilencesOther(model, changed) || ChecksScriptsOtherwise(model) || !ChainStyle.Carry(Model, model, changed)
            || lineBreak != ChainStyle.LineBreakOf(model.Tree))
        {
            return Collect(model, Options, cancellationToken);
        }

        var collector = new FindingCollector(model, Options, silenced, rules);
        collector.CollectChanges(this, changed, cancellationToken);
        return collector;
    }

    /// <summary>The same version under options that differ in the build context alone: few rules look at that.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public FindingCollector WithContext(AnalysisOptions options, CancellationToken cancellationToken)
    {
        var collector = new FindingCollector(Model, options, silenced, rules) { sequence = sequence };
        collector.context.Inherit(context, []);
        var updates = new SortedDictionary<int, InstructionFindings>();
        foreach (var (rule, order) in rules.All)
        {
            var affected = new AffectedInstructions(Model);
            rule.AddReadersOfContext(affected);
            foreach (var (start, end) in affected.Ranges())
            {
                collector.AnalyzeAgain(rule, order, start, end, [], updates, cancellationToken);
            }
        }

        collector.sequence = sequence.With([.. updates.Select(u => (u.Key, u.Value))]);
        return collector;
    }

    /// <summary>The same version with other findings on some instructions.</summary>
    /// <param name="items">The findings, with the indexes of their instructions in order.</param>
    public FindingCollector With(IReadOnlyList<(int Index, InstructionFindings Item)> items) => items.Count == 0 ? this : new FindingCollector(this, sequence.With(items));

    /// <summary>All findings in source order; at one place, in the order of the catalogue.</summary>
    public ImmutableArray<Finding> ToFindings()
    {
        var findings = ImmutableArray.CreateBuilder<Finding>(sequence.Measure.Count);
        foreach (var entry in sequence.EnumerateWhere(m => m.Count > 0))
        {
            AddFindings(entry, findings);
        }

        return InOrder(findings);
    }

    /// <summary>The findings that touch a part of the text.</summary>
    public ImmutableArray<Finding> FindingsIn(TextSpan span)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        if (sequence.Count == 0)
        {
            return [];
        }

        // One before, because a span may end where the next instruction starts. Findings that stand elsewhere are few.
        var first = Math.Max(0, (sequence.Find(Math.Min(span.Start, sequence.Width - 1))?.Index ?? 0) - 1);
        foreach (var entry in sequence.EnumerateWhere(m => m.IsElsewhere))
        {
            if (entry.Index >= first)
            {
                break;
            }

            AddFindings(entry, findings);
        }

        var behind = sequence.Count;
        foreach (var entry in sequence.EnumerateWhere(m => m.Count > 0, first))
        {
            if (entry.Start > span.End)
            {
                behind = entry.Index;
                break;
            }

            AddFindings(entry, findings);
        }

        foreach (var entry in sequence.EnumerateWhere(m => m.IsElsewhere, behind))
        {
            AddFindings(entry, findings);
        }

        return [.. InOrder(findings).Where(f => f.Span.IntersectsWith(span))];
    }

    /// <summary>How many findings of a rule have a safe fix; found out without their places.</summary>
    public int CountSafelyFixed(RuleDescriptor rule)
    {
        var count = 0;
        foreach (var entry in sequence.EnumerateWhere(m => m.HasSafeFix))
        {
            foreach (var item in entry.Item.Shown)
            {
                count += item.Findings.Count(f => f.Rule == rule && f.HasSafeFix);
            }
        }

        return count;
    }

    /// <summary>Tells whether a finding of a rule on an instruction is wanted: the rule is on, and no comment switches it off.</summary>
    public static Func<RuleDescriptor, InstructionFacts, bool> CreateFilter(BuildModel model, AnalysisOptions options)
    {
        var inFile = SilencedInFile(model, options);
        return (rule, instruction) => options.Runs(rule)
            && !SilencedAt(instruction, options).Any(name => rule.IsNamed(name))
            && !inFile.Any(name => rule.IsNamed(name));
    }

    private void CollectAll(CancellationToken cancellationToken)
    {
        var items = new InstructionFindings[Model.Instructions.Length];
        var helpers = HelperThreads.CountFor(items.Length);
        if (helpers > 0)
        {
            CollectTogether(items, helpers, cancellationToken);
        }
        else
        {
            AnalyzeRange(0, items.Length, items, cancellationToken);
        }

        sequence = FindingSequence.From(items);
    }

    /// <summary>
    /// Shares a long file out among threads. What is found on an instruction depends on nothing that was found before, so that it does
    /// not matter who looks at it.
    /// </summary>
    private void CollectTogether(InstructionFindings[] items, int helpers, CancellationToken cancellationToken)
    {
        var next = 0;
        using var isDone = new CancellationTokenSource();
        var others = new (FindingCollector Collector, Task Task)[helpers];
        for (var i = 0; i < helpers; i++)
        {
            var other = new FindingCollector(this);
            others[i] = (other, HelperThreads.Start(() => Work(other), isDone.Token));
        }

        try
        {
            Work(this);
        }
        finally
        {
            // Who has not begun by now need not.
            isDone.Cancel();
            foreach (var (_, task) in others)
            {
                task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        foreach (var (other, task) in others)
        {
            if (task.IsFaulted)
            {
                task.GetAwaiter().GetResult();
            }

            rulesRun += other.rulesRun;
            instructionsVisited += other.instructionsVisited;
        }

        void Work(FindingCollector worker)
        {
            while (Take() is var (start, end) && start < end)
            {
                worker.AnalyzeRange(start, end, items, cancellationToken);
            }
        }

        (int Start, int End) Take()
        {
            while (true)
            {
                var start = Volatile.Read(ref next);
                var end = Math.Min(items.Length, start + Math.Max(MinPerTurn, (items.Length - start) / (TurnsPerThread * (helpers + 1))));
                if (Interlocked.CompareExchange(ref next, end, start) == start)
                {
                    return (start, end);
                }
            }
        }
    }

    private void AnalyzeRange(int start, int end, InstructionFindings[] items, CancellationToken cancellationToken)
    {
        foreach (var entry in Model.Records.EnumerateFrom(start))
        {
            if (entry.Index >= end)
            {
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            items[entry.Index] = Analyze(Model.GetFactsInOrder(entry.Index), entry.Item.Measure, AwaitedRemarks.Later);
        }
    }

    private void CollectChanges(FindingCollector former, IReadOnlyList<ReplacedRange> changed, CancellationToken cancellationToken)
    {
        var replacements = changed.Select(range => new Replacement(former.context, context, range)).ToArray();
        context.Inherit(former.context, replacements);
        sequence = Splice(former.sequence, changed, cancellationToken);

        var updates = new SortedDictionary<int, InstructionFindings>();
        foreach (var (rule, order) in rules.Wide)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var affected = new AffectedInstructions(Model);
            foreach (var replacement in replacements)
            {
                if (replacement.ChangesInfluenceOf(rule))
                {
                    rule.AddAffected(replacement, affected);
                }
            }

            foreach (var (start, end) in affected.Ranges())
            {
                AnalyzeAgain(rule, order, start, end, replacements, updates, cancellationToken);
            }
        }

        if (changed.Any(r => LineBreaks(former.Model, r.OldStart, r.OldEnd) != LineBreaks(Model, r.NewStart, r.NewEnd)))
        {
            AnalyzeAgain(m => m.MentionsLines, f => f.MentionsLines, updates, cancellationToken);
        }

        if (former.Model.Tree.TrailingText != Model.Tree.TrailingText)
        {
            AnalyzeAgain(m => m.TouchesEnd, f => f.TouchesEnd, updates, cancellationToken);
        }

        var gone = StepsGone(former.Model, changed);
        if (gone.Count > 0)
        {
            AnalyzeAgain(m => m.PointsElsewhere, f => f.PointsInto(gone), updates, cancellationToken);
        }

        sequence = sequence.With([.. updates.Select(u => (u.Key, u.Value))]);
    }

    /// <summary>The instructions that took others' place may have the same influence, but places in the former ones are lost.</summary>
    private HashSet<StepId> StepsGone(BuildModel former, IReadOnlyList<ReplacedRange> changed)
    {
        var gone = new HashSet<StepId>();
        foreach (var range in changed)
        {
            for (var i = range.OldStart; i < range.OldEnd; i++)
            {
                var id = former.Records.GetAt(i).Item.Id;
                if (Model.EntryOf(id) is null)
                {
                    gone.Add(id);
                }
            }
        }

        return gone;
    }

    private FindingSequence Splice(FindingSequence old, IReadOnlyList<ReplacedRange> changed, CancellationToken cancellationToken)
    {
        var result = FindingSequence.Empty;
        var taken = 0;
        foreach (var range in changed)
        {
            result = result.Concat(old.SplitAt(range.OldStart).Left.SplitAt(taken).Right);
            taken = range.OldEnd;
            var items = new InstructionFindings[range.NewCount];
            for (var i = 0; i < items.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var index = range.NewStart + i;
                items[i] = Analyze(Model.Instructions[index], Model.Records.GetAt(index).Item.Measure, AwaitedRemarks.AtOnce);
            }

            result = result.Concat(FindingSequence.From(items));
        }

        return result.Concat(old.SplitAt(taken).Right);
    }

    /// <summary>Has one rule look again at the instructions of a range, but for those that are new and have been looked at.</summary>
    private void AnalyzeAgain(
        Rule rule, int order, int start, int end, Replacement[] replacements, SortedDictionary<int, InstructionFindings> updates, CancellationToken cancellationToken)
    {
        if (end - start == 1)
        {
            // Most stand alone, and a search costs more than a look.
            if ((Model.Records.GetAt(start).Item.Green.Kinds & rule.Kinds) != 0)
            {
                AnalyzeAgain(Model.Instructions[start], rule, order, replacements, updates, cancellationToken);
            }

            return;
        }

        foreach (var instruction in Model.OfKind(rule.Kinds, start, end))
        {
            AnalyzeAgain(instruction, rule, order, replacements, updates, cancellationToken);
        }
    }

    private void AnalyzeAgain(
        InstructionFacts instruction, Rule rule, int order, Replacement[] replacements, SortedDictionary<int, InstructionFindings> updates, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var replacement in replacements)
        {
            if (instruction.Index >= replacement.Range.NewStart && instruction.Index < replacement.Range.NewEnd)
            {
                return;
            }
        }

        Put(instruction, rule, order, updates);
    }

    private void Put(InstructionFacts instruction, Rule rule, int order, SortedDictionary<int, InstructionFindings> updates)
    {
        instructionsVisited++;
        if (!updates.TryGetValue(instruction.Index, out var item))
        {
            item = sequence.GetAt(instruction.Index).Item;
        }

        var ignored = SilencedAt(instruction, Options);
        var found = !IsIgnored(rule, ignored) ? Run(rule, order, instruction) : null;
        var at = 0;
        while (at < item.ByRule.Length && item.ByRule[at].Order < order)
        {
            at++;
        }

        var isKnown = at < item.ByRule.Length && item.ByRule[at].Order == order;
        if (found is null && !isKnown)
        {
            return;
        }

        var byRule = isKnown ? item.ByRule.RemoveAt(at) : item.ByRule;
        updates[instruction.Index] = new InstructionFindings(
            Model.Records.GetAt(instruction.Index).Item.Measure, found is null ? byRule : byRule.Insert(at, found), item.Measure.SilencesFile, Awaited(instruction, AwaitedRemarks.AtOnce));
    }

    /// <summary>Has rules look again where something holds of what they found: texts that name lines, where lines have come or gone.</summary>
    private void AnalyzeAgain(
        Func<FindingMeasure, bool> mayHold, Func<RuleFindings, bool> holds, SortedDictionary<int, InstructionFindings> updates, CancellationToken cancellationToken)
    {
        foreach (var entry in sequence.EnumerateWhere(mayHold))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var findings in entry.Item.ByRule)
            {
                if (holds(findings))
                {
                    Put(Model.Instructions[entry.Index], RuleCatalog.Rules[findings.Order], findings.Order, updates);
                }
            }
        }
    }

    private InstructionFindings Analyze(InstructionFacts instruction, in BuildMeasure place, AwaitedRemarks awaited)
    {
        var green = instruction.Syntax.Green;
        var ignored = SilencedAt(instruction, Options);
        instructionsVisited++;
        found.Clear();
        foreach (var some in rules.Of(green))
        {
            for (var left = instruction.Run is { } run ? some.MayConcern(run.Sketch) : some.All; left != 0; left &= left - 1)
            {
                var (rule, order) = some.Rules[BitOperations.TrailingZeroCount(left)];
                if (!IsIgnored(rule, ignored) && Run(rule, order, instruction) is { } findings)
                {
                    found.Add(findings);
                }
            }
        }

        var silences = MayBeSilenced(green) && !Suppressions.OfFile(instruction.Syntax.LeadingComments.Select(c => c.Text)).IsEmpty;
        return new InstructionFindings(place, found.Count == 0 ? [] : [.. found], silences, Awaited(instruction, awaited));
    }

    private RuleFindings? Run(Rule rule, int order, InstructionFacts instruction)
    {
        rulesRun++;
        rule.Analyze(instruction, context);
        return context.Take() is { IsEmpty: false } taken ? RuleFindings.Create(order, taken, instruction, Model) : null;
    }

    private void AddFindings(FindingSequence.Entry entry, ImmutableArray<Finding>.Builder findings)
    {
        foreach (var item in entry.Item.Shown)
        {
            for (var i = 0; i < item.Findings.Length; i++)
            {
                findings.Add(item.At(i, entry.Start, Model));
            }
        }
    }

    private static ImmutableArray<Finding> InOrder(ImmutableArray<Finding>.Builder findings)
    {
        for (var i = 1; i < findings.Count; i++)
        {
            if (findings[i].Span.Start < findings[i - 1].Span.Start)
            {
                // Findings at one place keep the order of the catalogue.
                return [.. findings.OrderBy(f => f.Span.Start)];
            }
        }

        return findings.ToImmutable();
    }

    private static int LineBreaks(BuildModel model, int start, int end) =>
        model.Records.MeasureBefore(end).LineBreaks - model.Records.MeasureBefore(start).LineBreaks;

    /// <summary>Whether the file may silence other rules than it did.</summary>
    private bool SilencesOther(BuildModel model, IReadOnlyList<ReplacedRange> changed)
    {
        var mayDiffer = Model.Tree.Directives.Check != model.Tree.Directives.Check || Model.Tree.TrailingText != model.Tree.TrailingText;
        foreach (var range in changed)
        {
            for (var i = range.OldStart; i < range.OldEnd && !mayDiffer; i++)
            {
                mayDiffer = sequence.GetAt(i).Item.Measure.SilencesFile;
            }

            for (var i = range.NewStart; i < range.NewEnd && !mayDiffer; i++)
            {
                mayDiffer = MayBeSilenced(model.Records.GetAt(i).Item.Green)
                    && !Suppressions.OfFile(model.Instructions[i].Syntax.LeadingComments.Select(c => c.Text)).IsEmpty;
            }
        }

        return mayDiffer && !silenced.SequenceEqual(SilencedInFile(model, Options));
    }

    /// <summary>Asked for each rule on each instruction.</summary>
    private static bool IsIgnored(Rule rule, ImmutableArray<string> ignored)
    {
        foreach (var name in ignored)
        {
            if (rule.Descriptor.IsNamed(name))
            {
                return true;
            }
        }

        return false;
    }

    private static AwaitedRemarks Awaited(InstructionFacts instruction, AwaitedRemarks ofScripts) =>
        (instruction.Syntax.Green.Kinds & ScriptKinds) != 0 ? ofScripts : AwaitedRemarks.None;

    /// <summary>Whether what is said to ShellCheck at the top of the file, which is for all of it, is something else.</summary>
    private bool ChecksScriptsOtherwise(BuildModel model) =>
        Model.Records.Count > 0 && model.Records.Count > 0 && !ReferenceEquals(Model.Records.GetAt(0).Item.Green, model.Records.GetAt(0).Item.Green)
        && !ToShellCheck(Model).SequenceEqual(ToShellCheck(model), StringComparer.Ordinal);

    private static IEnumerable<string> ToShellCheck(BuildModel model) =>
        model.Instructions[0].Syntax.LeadingComments.Select(c => c.Text).Where(t => t.StartsWith(ShellCheckRules.Directive, StringComparison.Ordinal));

    private static bool MayBeSilenced(GreenInstruction green) => Suppressions.MayBeIn(green.Text.AsSpan(0, green.Content.Start));

    private static ImmutableArray<string> SilencedAt(InstructionFacts instruction, AnalysisOptions options) =>
        options.HonoursIgnoreComments && MayBeSilenced(instruction.Syntax.Green) ? Suppressions.OfInstruction(instruction.Syntax.LeadingComments.Select(c => c.Text)) : [];

    private static ImmutableArray<string> SilencedInFile(BuildModel model, AnalysisOptions options)
    {
        if (!options.HonoursIgnoreComments)
        {
            return [];
        }

        var comments = model.WithTrait(InstructionTraits.IgnoreComments).SelectMany(i => i.Syntax.LeadingComments).Concat(model.Tree.TrailingComments).Select(c => c.Text);
        return Suppressions.OfFile(comments).AddRange(Suppressions.OfCheckDirective(model.Tree.Directives.Check));
    }
}

/// <summary>How much was looked at for a version.</summary>
/// <param name="RulesRun">How often a rule looked at an instruction.</param>
/// <param name="InstructionsVisited">How many instructions were taken up, by all rules or by one.</param>
public readonly record struct RuleStatistics(int RulesRun, int InstructionsVisited);
