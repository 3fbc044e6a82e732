using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules;

/// <summary>The rules that are on in a file, each with its place in the catalogue.</summary>
internal sealed class RuleSet
{
    /// <summary>The one of the last file that had no wishes of its own: most files of a tree are looked at under the same options.</summary>
    private static Tuple<AnalysisOptions, RuleSet>? last;

    private readonly Group[]?[] byKind = new Group[]?[(int)InstructionKind.Shell + 1];
    private readonly Group[]?[] byTrigger = new Group[]?[(int)InstructionKind.Shell + 1];

    private RuleSet(AnalysisOptions options, ImmutableArray<string> silenced, ImmutableArray<string> experimental)
    {
        var rules = ImmutableArray.CreateBuilder<(Rule, int)>(RuleCatalog.Rules.Length);
        for (var i = 0; i < RuleCatalog.Rules.Length; i++)
        {
            var rule = RuleCatalog.Rules[i];
            if ((options.Runs(rule.Descriptor) || IsSwitchedOn(rule.Descriptor, options, experimental)) && !silenced.Any(rule.Descriptor.IsNamed))
            {
                rules.Add((rule, i));
            }
        }

        All = rules.ToImmutable();
        Wide = [.. All.Where(r => r.Rule.Scope != RuleScope.Instruction)];
    }

    /// <summary>Those that are on.</summary>
    /// <param name="options">What the user decided.</param>
    /// <param name="silenced">The names of rules that the file switches off.</param>
    /// <param name="experimental">The names of BuildKit's experimental checks that the file switches on.</param>
    public static RuleSet For(AnalysisOptions options, ImmutableArray<string> silenced, ImmutableArray<string> experimental)
    {
        if (!silenced.IsEmpty || !experimental.IsEmpty)
        {
            return new RuleSet(options, silenced, experimental);
        }

        if (Volatile.Read(ref last) is not var (known, rules) || !IsDecidedAlike(known, options))
        {
            rules = new RuleSet(options, silenced, experimental);
            Volatile.Write(ref last, Tuple.Create(options, rules));
        }

        return rules;
    }

    /// <summary>Whether the same rules are on; each file has options of its own, which tell where its context is.</summary>
    private static bool IsDecidedAlike(AnalysisOptions known, AnalysisOptions options) =>
        ReferenceEquals(known, options)
        || (known.Rules.Equals(options.Rules) && known.Select.AsSpan().SequenceEqual(options.Select.AsSpan()) && known.Ignore.AsSpan().SequenceEqual(options.Ignore.AsSpan()));

    /// <summary>Whether the file alone switches on a check that is off otherwise: neither configuration nor command line has a say.</summary>
    private static bool IsSwitchedOn(RuleDescriptor rule, AnalysisOptions options, ImmutableArray<string> experimental) =>
        !rule.IsEnabledByDefault && experimental.Any(name => rule.IsNamed(name) || (name.Equals("all", StringComparison.OrdinalIgnoreCase) && !rule.Id.StartsWith("DL", StringComparison.Ordinal)))
        && options.Select.IsDefaultOrEmpty && !options.Ignore.Any(rule.IsSelectedBy) && options.Rules.Of(rule).IsOn is null;

    /// <summary>All that are on, in the order of the catalogue.</summary>
    public ImmutableArray<(Rule Rule, int Order)> All { get; }

    /// <summary>Those that look beyond one instruction.</summary>
    public ImmutableArray<(Rule Rule, int Order)> Wide { get; }

    /// <summary>Those that have something to say about an instruction, in groups.</summary>
    public Group[] Of(GreenInstruction instruction)
    {
        ref var known = ref instruction.Trigger is { } trigger ? ref byTrigger[(int)trigger.Kind] : ref byKind[(int)instruction.Kind];
        return known ??= For(instruction.Kinds);
    }

    /// <summary>Apart, so that nothing is made for who asks again.</summary>
    private Group[] For(InstructionKinds kinds) =>
        [.. All.Where(r => (r.Rule.Kinds & kinds) != 0).Chunk(RunSketch.Filter.MaxWanted).Select(some => new Group(some))];

    /// <summary>Some rules, a bit each, so that which of them a RUN is nothing to is told without a look at each.</summary>
    /// <param name="rules">The rules, each with its place in the catalogue.</param>
    internal sealed class Group((Rule Rule, int Order)[] rules)
    {
        private readonly RunSketch.Filter filter = new([.. rules.Select(r => RunSketch.Wanted(r.Rule.Calls, r.Rule.Characters))]);

        public (Rule Rule, int Order)[] Rules => rules;

        /// <summary>The bits of all of them.</summary>
        public ulong All { get; } = ulong.MaxValue >> (RunSketch.Filter.MaxWanted - rules.Length);

        /// <summary>The bits of those that may have something to say about a RUN.</summary>
        public ulong MayConcern(in RunSketch run) => filter.Find(run);
    }
}
