using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules;

/// <summary>The rules that are on in a file, each with its place in the catalogue.</summary>
internal sealed class RuleSet
{
    private readonly ImmutableArray<(Rule Rule, int Order)> all;
    private readonly (Rule Rule, int Order)[]?[] byKind = new (Rule, int)[]?[(int)InstructionKind.Shell + 1];

    public RuleSet(AnalysisOptions options, ImmutableArray<string> silenced)
    {
        var rules = ImmutableArray.CreateBuilder<(Rule, int)>(RuleCatalog.Rules.Length);
        for (var i = 0; i < RuleCatalog.Rules.Length; i++)
        {
            var rule = RuleCatalog.Rules[i];
            if (options.Runs(rule.Descriptor) && !silenced.Any(rule.Descriptor.IsNamed))
            {
                rules.Add((rule, i));
            }
        }

        all = rules.ToImmutable();
        Wide = [.. all.Where(r => r.Rule.Scope != RuleScope.Instruction)];
    }

    /// <summary>Those that look beyond one instruction.</summary>
    public ImmutableArray<(Rule Rule, int Order)> Wide { get; }

    /// <summary>Those that have something to say about an instruction.</summary>
    public (Rule Rule, int Order)[] Of(GreenInstruction instruction)
    {
        var kinds = instruction.Kinds;
        return instruction.Trigger is not null
            ? [.. all.Where(r => (r.Rule.Kinds & kinds) != 0)]
            : byKind[(int)instruction.Kind] ??= [.. all.Where(r => (r.Rule.Kinds & kinds) != 0)];
    }
}
